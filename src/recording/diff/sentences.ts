/** How two runs differ, in English. */
import { assertNever } from '../../wire/events.js';
import type { Recording } from '../recording.js';
import { place, plural, Words } from '../words.js';
import type { Difference, RunDiff } from './diff.js';

/** What is the same, the first difference and its verdict, then the others, at most so many. */
export function diffSentences(a: Recording, b: Recording, diff: RunDiff, most = 20): string[] {
  const { differences, first, same, alignment } = diff;
  const rest = differences.filter((difference) => difference !== first);
  return [
    `${plural(alignment.pairs.length, 'process plays', 'processes play')} the same part in both runs; ${plural(same, 'thing', 'things')} happened in both.`,
    ...alone(a, alignment.onlyA, 'first'),
    ...alone(b, alignment.onlyB, 'second'),
    ...(first === undefined ? [alike(a, diff)] : [`First difference: ${differenceSentence(a, b, first)}`]),
    ...rest.slice(0, most).map((difference) => `Then: ${differenceSentence(a, b, difference)}`),
    ...(rest.length > most ? [`And ${plural(rest.length - most, 'more difference', 'more differences')}.`] : []),
  ];
}

export function differenceSentence(a: Recording, b: Recording, { kind, verdict, lanes, ...steps }: Difference): string {
  const [left, right] = [deed(a, steps.a), deed(b, steps.b)];
  const who = new Words(a).lane(lanes.a);
  return `${who}: ${sides[kind](left, right)}. ${verdicts[verdict]}`;
}

const sides: Record<Difference['kind'], (a: string, b: string) => string> = {
  order: (a, b) => `where the first run ${a}, the second run first ${b}, and both do both`,
  content: (a, b) => `where the first run ${a}, the second run ${b}`,
  missing: (a, b) => (a === '' ? `only the second run ${b}` : `only the first run ${a}`),
};

const verdicts: Record<Difference['verdict'], string> = {
  race: 'A race: both are legal, as nothing forces which.',
  changed: 'The program behaved differently.',
  content: 'The same, with other content.',
  consequence: 'It may follow from another difference.',
};

const alone = (recording: Recording, processes: readonly number[], which: string): string[] =>
  processes.map((process) => `${new Words(recording).process(process)} is in the ${which} run only.`);

function alike(a: Recording, { reordered }: RunDiff): string {
  if (reordered === undefined) return 'No difference, not even in the order across processes.';
  const [earlier, later] = reordered;
  const who = (step: number) => new Words(a).lane(a.lane(step));
  return `No difference within any process. Across processes the order differs, which is legal: first where ${who(earlier)} ${deed(a, earlier)} and ${who(later)} ${deed(a, later)}, neither of which happens before the other.`;
}

/** What was done at a step, with its place; '' for no step. */
function deed(recording: Recording, step: number): string {
  if (step < 0) return '';
  const at = [`step ${step + 1}`, place(recording.location(step)).slice(2, -1)].filter((part) => part !== '');
  return `${verb(recording, step)} (${at.join(', ')})`;
}

function verb(recording: Recording, step: number): string {
  const words = new Words(recording);
  const type = recording.type(step);
  switch (type) {
    case 'send':
      return `sends a message in ${words.channel(recording.channel(step))}${quoted(recording, step)}`;
    case 'receive': {
      const from = recording.messages.from(recording.message(step));
      return `receives a message in ${words.channel(recording.channel(step))}${from < 0 ? '' : ` from ${words.lane(from)}`}${quoted(recording, step)}`;
    }
    case 'spawn':
      return `starts ${words.process(recording.about(step))}`;
    case 'wait':
      return `begins to wait for ${words.process(recording.about(step))} to end`;
    case 'wake':
      return `has waited for ${words.process(recording.about(step))}, which ended ${ending(recording, recording.about(step))}`;
    case 'child-exit':
      return `hears that ${words.process(recording.about(step))} ended ${ending(recording, recording.about(step))}`;
    case 'exit':
      return `ends ${ending(recording, recording.process(step))}`;
    case 'error':
      return `throws ${recording.text(step)}`;
    case 'task':
      return `tells task ${recording.tasks[recording.task(step)]!.id} (${recording.text(step)}) as ${recording.kind(step)}`;
    case 'thread-start':
      return 'starts a thread';
    case 'start':
    case 'found':
    case 'name':
    case 'spawn-error':
    case 'thread-exit':
    case 'output':
    case 'open':
    case 'close':
    case 'sample':
    case 'lost':
    case 'handled':
      return type;
    default:
      return assertNever(type);
  }
}

const LONGEST = 40;

function quoted(recording: Recording, step: number): string {
  const preview = recording.messages.preview(recording.message(step));
  if (preview === undefined) return '';
  return `, ${preview.length > LONGEST ? `${preview.slice(0, LONGEST)}…` : preview}`;
}

function ending(recording: Recording, process: number): string {
  const { signal, exitCode } = recording.processes[process]!;
  if (signal !== undefined) return `by ${signal}`;
  return exitCode === undefined ? 'in an unknown way' : `with exit code ${exitCode}`;
}
