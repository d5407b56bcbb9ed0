/** How two runs differ, in English: what each did, and what it means that they did not do the same. */
import { inLanguages } from '../../language.js';
import { plural } from '../texts.js';
import { chinese } from './texts-zh-cn.js';

const english = {
  alike: (processes: number, things: number) =>
    `${plural(processes, 'process plays', 'processes play')} the same part in both runs; ${plural(things, 'thing', 'things')} happened in both.`,
  inFirstOnly: (process: string) => `${process} is in the first run only.`,
  inSecondOnly: (process: string) => `${process} is in the second run only.`,
  first: (difference: string) => `First difference: ${difference}`,
  next: (difference: string) => `Then: ${difference}`,
  more: (count: number) => `And ${plural(count, 'more difference', 'more differences')}.`,
  none: 'No difference, not even in the order across processes.',
  reordered: (who: [string, string], deeds: [string, string]) =>
    `No difference within any process. Across processes the order differs, which is legal: first where ${who[0]} ${deeds[0]} and ${who[1]} ${deeds[1]}, neither of which happens before the other.`,

  difference: (who: string, what: string, verdict: string) => `${who}: ${what}. ${verdict}`,
  order: (a: string, b: string) => `where the first run ${a}, the second run first ${b}, and both do both`,
  content: (a: string, b: string) => `where the first run ${a}, the second run ${b}`,
  onlyFirst: (a: string) => `only the first run ${a}`,
  onlySecond: (b: string) => `only the second run ${b}`,
  verdicts: {
    race: 'A race: both are legal, as nothing forces which.',
    changed: 'The program behaved differently.',
    content: 'The same, with other content.',
    consequence: 'It may follow from another difference.',
  },

  deed: (verb: string, step: number, place: string) => `${verb} (step ${step}${place === '' ? '' : `, ${place}`})`,
  sends: (channel: string, content: string) => `sends a message in ${channel}${content}`,
  receives: (channel: string, from: string | undefined, content: string) =>
    `receives a message in ${channel}${from === undefined ? '' : ` from ${from}`}${content}`,
  quoted: (content: string) => `, ${content}`,
  starts: (process: string) => `starts ${process}`,
  beginsToWait: (process: string) => `begins to wait for ${process} to end`,
  hasWaited: (process: string, ending: string) => `has waited for ${process}, which ended ${ending}`,
  hearsOfEnd: (process: string, ending: string) => `hears that ${process} ended ${ending}`,
  ends: (ending: string) => `ends ${ending}`,
  throws: (error: string) => `throws ${error}`,
  task: (id: string, name: string, state: string) => `tells task ${id} (${name}) as ${state}`,
  startsThread: 'starts a thread',
  other: (type: string) => type,
  bySignal: (signal: string) => `by ${signal}`,
  unknownEnd: 'in an unknown way',
  exitCode: (code: number) => `with exit code ${code}`,
};

export type DiffTexts = typeof english;
export const texts = /* @__PURE__ */ inLanguages<DiffTexts>(english, chinese);
