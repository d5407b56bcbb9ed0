/** Holds a recording to its rules: for each that is broken, the step that shows it and why. */
import { assertNever } from '../../wire/events.js';
import { findHangs } from '../explain/hangs.js';
import { processLabels, processNames } from '../labels.js';
import type { Recording } from '../recording.js';
import { fateSentence, hangSentence } from '../sentences.js';
import { isMeant, stepsOf } from './event-test.js';
import type { Assertion, Relation, Rule } from './syntax.js';
import { texts } from './texts.js';

export interface Breach {
  /** -1 where no step shows it, as where something did not happen. */
  readonly step: number;
  readonly why: string;
}

export interface Checked {
  readonly rule: Rule;
  /** Undefined where the rule holds. */
  readonly breach: Breach | undefined;
}

export const checkRules = (recording: Recording, rules: readonly Rule[]): Checked[] =>
  rules.map((rule) => ({ rule, breach: breachOf(recording, rule.says) }));

function breachOf(recording: Recording, says: Assertion): Breach | undefined {
  switch (says.kind) {
    case 'arrives':
      return unreceived(recording, says.what, says.channel);
    case 'tasks-done':
      return undone(recording);
    case 'no-outliving':
      return outliving(recording, says.process);
    case 'no-hang':
      return hanging(recording);
    case 'before':
      return tooEarly(recording, says);
    case 'count':
      return miscounted(recording, says);
    default:
      return assertNever(says);
  }
}

function unreceived(recording: Recording, what: 'put' | 'send', channel: string): Breach | undefined {
  const { messages, channels } = recording;
  const sends = Array.from({ length: messages.length }, (_, message) => message)
    .filter((message) => messages.sendStep(message) >= 0 && messages.receiveStep(message) < 0)
    .filter((message) => what === 'send' || messages.kind(message) === 'put')
    .filter((message) =>
      isMeant(channel, [channels[messages.channel(message)]!.id, channels[messages.channel(message)]!.name]),
    )
    .sort((a, b) => messages.sendStep(a) - messages.sendStep(b));
  const [first] = sends;
  if (first === undefined) return undefined;
  return {
    step: messages.sendStep(first),
    why: texts.all(fateSentence(recording, messages.fate(first)), sends.length),
  };
}

function undone(recording: Recording): Breach | undefined {
  const task = recording.tasks.find(({ state, submittedRow }) => submittedRow >= 0 && state !== 'done');
  if (task === undefined) return undefined;
  const row = task.endRow >= 0 ? task.endRow : task.submittedRow;
  return { step: recording.stepOf(row), why: texts.undone(`${task.id}`, task.name, task.state) };
}

/** To end a moment later than another, as a tree that ends together does, is no outliving; to be there when the recording ended is. */
function outliving(recording: Recording, pattern: string): Breach | undefined {
  const names = processNames(recording);
  const labels = processLabels(recording);
  const ends = recording.processes.filter(
    ({ index, collector, endTime }) =>
      !collector && endTime !== undefined && isMeant(pattern, [names[index], labels[index]]),
  );
  if (ends.length === 0) return { step: -1, why: texts.noneEnded(pattern) };
  const last = Math.max(...ends.map(({ endTime }) => endTime!)) + MOMENT;
  const survivor = recording.processes.find(
    (process) =>
      !process.collector && !ends.includes(process) && (process.endTime === undefined || process.endTime > last),
  );
  if (survivor === undefined) return undefined;
  const first = Math.max(survivor.spawnRow, survivor.startRow);
  return { step: recording.stepOf(first), why: texts.stillThere(labels[survivor.index]!) };
}

const MOMENT = 500_000;

function hanging(recording: Recording): Breach | undefined {
  const [hang] = findHangs(recording);
  return hang && { step: hang.step, why: hangSentence(recording, hang) };
}

function tooEarly(recording: Recording, { first, second }: Assertion & { kind: 'before' }): Breach | undefined {
  const [earliest] = stepsOf(recording, first);
  const [next] = stepsOf(recording, second);
  if (next === undefined || (earliest !== undefined && earliest < next)) return undefined;
  return { step: next, why: texts.tooEarly(earliest === undefined ? undefined : earliest + 1) };
}

function miscounted(recording: Recording, { of, relation, number }: Assertion & { kind: 'count' }): Breach | undefined {
  const steps = stepsOf(recording, of);
  if (holds(steps.length, relation, number)) return undefined;
  // Of too many, the first that was too many.
  const step = steps.length > number ? steps[number]! : -1;
  return { step, why: texts.times(steps.length) };
}

function holds(count: number, relation: Relation, number: number): boolean {
  switch (relation) {
    case '==':
      return count === number;
    case '!=':
      return count !== number;
    case '<':
      return count < number;
    case '<=':
      return count <= number;
    case '>':
      return count > number;
    case '>=':
      return count >= number;
  }
}
