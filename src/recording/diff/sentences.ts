/** How two runs differ, as sentences. */
import { assertNever } from '../../wire/events.js';
import type { Recording } from '../recording.js';
import { place, Words } from '../words.js';
import type { Difference, RunDiff } from './diff.js';
import { texts } from './texts.js';

/** What is the same, the first difference and its verdict, then the others, at most so many. */
export function diffSentences(a: Recording, b: Recording, diff: RunDiff, most = 20): string[] {
  const { differences, first } = diff;
  const rest = differences.filter((difference) => difference !== first);
  return [
    ...alikeSentences(a, b, diff),
    ...(first === undefined ? [] : [texts.first(differenceSentence(a, b, first))]),
    ...rest.slice(0, most).map((difference) => texts.next(differenceSentence(a, b, difference))),
    ...(rest.length > most ? [texts.more(rest.length - most)] : []),
  ];
}

/** What is the same, who is in one run only; where nothing differs, that it is so. */
export function alikeSentences(a: Recording, b: Recording, diff: RunDiff): string[] {
  const { alignment, same, first } = diff;
  return [
    texts.alike(alignment.pairs.length, same),
    ...alignment.onlyA.map((process) => texts.inFirstOnly(new Words(a).process(process))),
    ...alignment.onlyB.map((process) => texts.inSecondOnly(new Words(b).process(process))),
    ...(first === undefined ? [alike(a, diff)] : []),
  ];
}

export function differenceSentence(a: Recording, b: Recording, { kind, verdict, lanes, ...steps }: Difference): string {
  const [left, right] = [deed(a, steps.a), deed(b, steps.b)];
  const who = new Words(a).lane(lanes.a);
  return texts.difference(who, sides[kind](left, right), texts.verdicts[verdict]);
}

const sides: Record<Difference['kind'], (a: string, b: string) => string> = {
  order: (a, b) => texts.order(a, b),
  content: (a, b) => texts.content(a, b),
  missing: (a, b) => (a === '' ? texts.onlySecond(b) : texts.onlyFirst(a)),
};

function alike(a: Recording, { reordered }: RunDiff): string {
  if (reordered === undefined) return texts.none;
  const [earlier, later] = reordered;
  const who = (step: number) => new Words(a).lane(a.lane(step));
  return texts.reordered([who(earlier), who(later)], [deed(a, earlier), deed(a, later)]);
}

/** What was done at a step, with its place; '' for no step. */
function deed(recording: Recording, step: number): string {
  if (step < 0) return '';
  return texts.deed(verb(recording, step), step + 1, place(recording.location(step)).slice(2, -1));
}

function verb(recording: Recording, step: number): string {
  const words = new Words(recording);
  const type = recording.type(step);
  switch (type) {
    case 'send':
      return texts.sends(words.channel(recording.channel(step)), quoted(recording, step));
    case 'receive': {
      const from = recording.messages.from(recording.message(step));
      return texts.receives(
        words.channel(recording.channel(step)),
        from < 0 ? undefined : words.lane(from),
        quoted(recording, step),
      );
    }
    case 'spawn':
      return texts.starts(words.process(recording.about(step)));
    case 'wait':
      return texts.beginsToWait(words.process(recording.about(step)));
    case 'wake':
      return texts.hasWaited(words.process(recording.about(step)), ending(recording, recording.about(step)));
    case 'child-exit':
      return texts.hearsOfEnd(words.process(recording.about(step)), ending(recording, recording.about(step)));
    case 'exit':
      return texts.ends(ending(recording, recording.process(step)));
    case 'error':
      return texts.throws(`${recording.text(step)}`);
    case 'task':
      return texts.task(
        `${recording.tasks[recording.task(step)]!.id}`,
        `${recording.text(step)}`,
        `${recording.kind(step)}`,
      );
    case 'thread-start':
      return texts.startsThread;
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
      return texts.other(type);
    default:
      return assertNever(type);
  }
}

const LONGEST = 40;

function quoted(recording: Recording, step: number): string {
  const preview = recording.messages.preview(recording.message(step));
  if (preview === undefined) return '';
  return texts.quoted(preview.length > LONGEST ? `${preview.slice(0, LONGEST)}…` : preview);
}

function ending(recording: Recording, process: number): string {
  const { signal, exitCode } = recording.processes[process]!;
  if (signal !== undefined) return texts.bySignal(signal);
  return exitCode === undefined ? texts.unknownEnd : texts.exitCode(exitCode);
}
