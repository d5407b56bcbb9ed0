/** What is wrong with a rule, and how a recording breaks one, in English. */
import { inLanguages } from '../../language.js';
import { chinese } from './texts-zh-cn.js';

const english = {
  line: (line: number, problem: string) => `Line ${line}: ${problem}`,
  unknownEvent: (word: string, events: string[]) => `there is no event "${word}". Events: ${events.join(', ')}.`,
  unknownRule: (rule: string, examples: string[]) => `"${rule}" is no rule. Rules are as in: ${examples.join('; ')}.`,
  unexpected: (word: string, wanted: string) =>
    `${word === '' ? 'the line ends' : `"${word}" stands`} where ${wanted} should be.`,
  openQuote: 'the quotation mark is never closed.',
  wanted: {
    end: 'the end of the line',
    what: 'put, send or task',
    none: 'process, hang or error',
    number: 'a number',
    event: 'an event',
    name: 'a name',
  },
  oneOf: (signs: string[]) => `one of ${signs.join(' ')}`,

  all: (fate: string, count: number) => `${fate}${count === 1 ? '' : ` So it is with ${count} in all.`}`,
  undone: (id: string, name: string, state: string) => `Task ${id} (${name}) came no further than: ${state}.`,
  noneEnded: (pattern: string) => `No process that is called ${pattern} has ended in this recording.`,
  stillThere: (process: string) => `${process} was still there afterwards.`,
  tooEarly: (step: number | undefined) =>
    `This happened, and what should have been before it ${step === undefined ? 'never happened' : `happened only at step ${step}`}.`,
  times: (count: number) => `It happened ${count} ${count === 1 ? 'time' : 'times'}.`,
};

export type RuleTexts = typeof english;
export const texts = /* @__PURE__ */ inLanguages<RuleTexts>(english, chinese);
