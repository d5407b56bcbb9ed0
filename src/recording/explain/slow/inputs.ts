/** What a thread was brought from outside, and which of it it had to wait for. */
import { causalIndex } from '../../causal-index.js';
import type { Recording } from '../../recording.js';
import { typeCode } from '../../rows.js';
import { outcomes, waitKinds } from '../../waits.js';

/** Something that came into a thread with `row` and was brought about by `cause` in another. */
export interface Input {
  readonly kind: 'message' | 'join' | 'start' | 'lock';
  readonly row: number;
  readonly cause: number;
}

/**
 * The last input at or before a row that its thread had to wait for: its cause came after all that the thread itself had done before.
 * One that lay ready while the thread was still at work decided nothing.
 */
export function decidingInput(recording: Recording, row: number): Input | undefined {
  const { lane, rows, starts, place } = causalIndex(recording);
  const begin = starts[lane[row]!]!;
  const { time } = recording.store.rows;
  for (let at = place[row]!; at >= 0; at--) {
    const own = rows[begin + at]!;
    const input = inputOf(recording, own);
    if (input === undefined) continue;
    const before = at === 0 ? Number.NEGATIVE_INFINITY : time[deedBefore(recording, rows, begin, at)]!;
    if (time[input.cause]! >= before && isBefore(recording, input.cause, own)) return input;
  }
  return undefined;
}

const isBefore = (recording: Recording, a: number, b: number): boolean => recording.stepOf(a) < recording.stepOf(b);

/** The thread's event before a place, but for the word of the same wait's end and of its beginning: to begin to wait is no work. */
function deedBefore({ store }: Recording, rows: Uint32Array, begin: number, at: number): number {
  let before = at - 1;
  while (before > 0 && isWaiting(store.rows.type[rows[begin + before]!]!)) before--;
  return rows[begin + before]!;
}

const isWaiting = (type: number): boolean =>
  type === typeCode.wait || type === typeCode.wake || type === typeCode.sample;

/** What a row brought from another thread; undefined where it brought nothing, or nothing is known of where it came from. */
function inputOf(recording: Recording, row: number): Input | undefined {
  const cause = causeOf(recording, row);
  if (cause === undefined || cause.cause < 0 || recording.store.rows.lane[cause.cause] === undefined) return undefined;
  const { lane } = recording.store.rows;
  return lane[cause.cause] === lane[row] ? undefined : { ...cause, row };
}

function causeOf(recording: Recording, row: number): Omit<Input, 'row'> | undefined {
  const { rows, messages, waits } = recording.store;
  const ref = rows.ref[row]!;
  switch (rows.type[row]) {
    case typeCode.receive:
      return { kind: 'message', cause: messages.sendRow[ref]! };
    case typeCode['child-exit']:
      return { kind: 'join', cause: lastOf(recording, recording.processes[ref]!.lanes[0]!) };
    case typeCode.start:
      return { kind: 'start', cause: recording.processes[recording.process(recording.stepOf(row))]!.spawnRow };
    case typeCode['thread-exit']:
      return { kind: 'join', cause: lastOf(recording, ref) };
    case typeCode.wake:
      return waits.outcome[ref] === DONE ? wakeCause(recording, ref, row) : undefined;
    default:
      return undefined;
  }
}

const DONE = outcomes.indexOf('done') + 1;

function wakeCause(recording: Recording, wait: number, wake: number): Omit<Input, 'row'> | undefined {
  const { waits, rows } = recording.store;
  const target = waits.target[wait]!;
  if (target < 0) return undefined;
  switch (waitKinds[waits.kind[wait]!]) {
    case 'join':
      return { kind: 'join', cause: lastOf(recording, recording.processes[target]!.lanes[0]!) };
    case 'pool':
      return { kind: 'message', cause: recording.tasks[target]!.endRow };
    case 'put':
      return {
        kind: 'message',
        cause: lastBefore(recording, target, wake, (row) => rows.type[row] === typeCode.receive),
      };
    case 'lock':
      return { kind: 'lock', cause: lastBefore(recording, target, wake, (row) => isRelease(recording, row)) };
    default:
      return undefined; // The receive that stands with it says more.
  }
}

/** A lane's last row; -1 where nothing is known from inside. */
function lastOf(recording: Recording, lane: number): number {
  const { rows, starts } = causalIndex(recording);
  return starts[lane] === starts[lane + 1] ? -1 : rows[starts[lane + 1]! - 1]!;
}

function isRelease({ store: { rows, kinds } }: Recording, row: number): boolean {
  const kind = kinds.get(rows.kind[row]!);
  return (
    (rows.type[row] === typeCode.close && kind === 'release') ||
    (rows.type[row] === typeCode.send && kind !== 'acquire')
  );
}

/** The last event of another lane on a channel before a row. */
function lastBefore(recording: Recording, channel: number, row: number, is: (row: number) => boolean): number {
  const { lane } = recording.store.rows;
  const begin = recording.stepOf(row) - 1;
  for (let step = begin; step >= Math.max(begin - FAR, 0); step--) {
    const other = recording.rowOf(step);
    if (lane[other] !== lane[row] && is(other) && recording.channel(step) === channel) return other;
  }
  return -1;
}

/** So many steps before it what let it go on is looked for. */
const FAR = 20_000;
