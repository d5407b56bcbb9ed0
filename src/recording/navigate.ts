/** Stepping: from one step to the next one, forward or back, by what the person wants to follow. */
import type { Matches } from './filter/matches.js';
import type { Recording } from './recording.js';
import { typeCode } from './rows.js';
import { outcomes } from './waits.js';

/** What a step must be to be stopped at. */
export type StepBy =
  | { by: 'event' }
  /** A send or a receive. */
  | { by: 'message' }
  /** Whatever happens in that process, in any of its threads. */
  | { by: 'process'; process: number }
  | { by: 'lane'; lane: number }
  /** What concerns that channel: messages, waits, open, close. */
  | { by: 'channel'; channel: number }
  /** The messages between the same two lanes on the same channel as this message, both ways. */
  | { by: 'conversation'; message: number }
  | { by: 'error' }
  /** What a filter leaves. */
  | { by: 'matches'; matches: Matches };

/** The nearest such step after (1) or before (-1) a step, or -1. From -1 forward and from `length` back finds the first and the last. */
export function nextStep(recording: Recording, from: number, direction: 1 | -1, by: StepBy): number {
  recording.settle();
  const { rows } = recording.store.order;
  const wanted = wantedRow(recording, by);
  const { length } = recording;
  for (let step = Math.min(Math.max(from, -1), length) + direction; step >= 0 && step < length; step += direction) {
    if (wanted(rows[step]!)) return step;
  }
  return -1;
}

/** The last step at or before a time, -1 where none is. */
export function stepAtTime(recording: Recording, time: number): number {
  let low = 0;
  let high = recording.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (recording.time(middle) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Whether something went wrong in a step: an uncaught error, a failed start, a bad end, a wait that failed, something lost. */
export const isError = (recording: Recording, step: number): boolean => errorRow(recording, recording.rowOf(step));

function wantedRow(recording: Recording, by: StepBy): (row: number) => boolean {
  const { rows, processes } = recording.store;
  switch (by.by) {
    case 'event':
      return () => true;
    case 'message':
      return (row) => isMessage(recording, row);
    case 'process':
      return (row) => processes.lanes[rows.lane[row]!]!.process === by.process;
    case 'lane':
      return (row) => rows.lane[row] === by.lane;
    case 'channel':
      return (row) => channelOfRow(recording, row) === by.channel;
    case 'conversation':
      return conversation(recording, by.message);
    case 'error':
      return (row) => errorRow(recording, row);
    case 'matches':
      return (row) => by.matches.hasRow(row);
  }
}

const isMessage = ({ store: { rows } }: Recording, row: number): boolean =>
  rows.type[row] === typeCode.send || rows.type[row] === typeCode.receive;

/** The channel that a row is about, else -1. */
export function channelOfRow(recording: Recording, row: number): number {
  const { rows } = recording.store;
  const ref = rows.ref[row]!;
  switch (rows.type[row]) {
    case typeCode.send:
    case typeCode.receive:
      return recording.messages.channel(ref);
    case typeCode.wait:
    case typeCode.wake:
      return recording.waits.channel(ref);
    case typeCode.open:
    case typeCode.close:
      return ref;
    default:
      return -1;
  }
}

function conversation(recording: Recording, message: number): (row: number) => boolean {
  const { messages } = recording;
  const channel = messages.channel(message);
  const ends = [messages.from(message), messages.to(message)];
  return (row) => {
    if (!isMessage(recording, row)) return false;
    const other = recording.store.rows.ref[row]!;
    if (messages.channel(other) !== channel) return false;
    return ends.includes(messages.from(other)) && ends.includes(messages.to(other));
  };
}

function errorRow({ store }: Recording, row: number): boolean {
  const { rows, waits, kinds, processes } = store;
  const ref = rows.ref[row]!;
  switch (rows.type[row]) {
    case typeCode.error:
    case typeCode['spawn-error']:
    case typeCode.lost:
      return true;
    case typeCode.exit:
      return badEnd(processes.all[processes.lanes[rows.lane[row]!]!.process]!);
    case typeCode['child-exit']:
      // The end itself was told already where the process told it.
      return processes.all[ref]!.exitRow < 0 && badEnd(processes.all[ref]!);
    case typeCode['thread-exit']:
      return processes.lanes[ref]!.exitCode !== 0;
    case typeCode.wake:
      return outcomes[waits.outcome[ref]! - 1] === 'error';
    case typeCode.task:
      return kinds.get(rows.kind[row]!) === 'failed';
    default:
      return false;
  }
}

const badEnd = ({ exitCode, signal }: { exitCode: number | undefined; signal: string | undefined }): boolean =>
  signal !== undefined || (exitCode !== undefined && exitCode !== 0);
