/** How busy each thread's event loop was between two moments, from the looks at its idle time that the recording has. */
import type { Receive } from '../../../wire/events.js';
import { causalIndex } from '../../causal-index.js';
import type { Recording } from '../../recording.js';
import { flag, typeCode } from '../../rows.js';

/** What the loop had been idle, and what the process had used, up to a moment. Microseconds. */
export interface Look {
  readonly time: number;
  readonly idle: number;
  /** User and system time of the whole process; undefined where it was not told. */
  readonly cpu: number | undefined;
}

interface LooksOf {
  version: number;
  readonly byLane: Map<number, Look[]>;
}

const cache = new WeakMap<Recording, LooksOf>();

/** The looks at a lane, in the order of time; none where the recording has none. */
export function looksAt(recording: Recording, lane: number): readonly Look[] {
  let known = cache.get(recording);
  if (known === undefined || known.version !== recording.version) {
    known = { version: recording.version, byLane: new Map() };
    cache.set(recording, known);
  }
  let looks = known.byLane.get(lane);
  if (looks === undefined) {
    looks = read(recording, lane);
    known.byLane.set(lane, looks);
  }
  return looks;
}

/** The rows of a lane in the order of its program. */
export function rowsOf(recording: Recording, lane: number): Uint32Array {
  const { rows, starts } = causalIndex(recording);
  return rows.subarray(starts[lane]!, starts[lane + 1]!);
}

function read(recording: Recording, lane: number): Look[] {
  const { rows } = recording.store;
  const looks: Look[] = [];
  for (const row of rowsOf(recording, lane)) {
    const type = rows.type[row];
    if ((type !== typeCode.receive && type !== typeCode.exit) || !(rows.flags[row]! & flag.raw)) continue;
    const { time, idle, used, took, arriving } = recording.event(recording.stepOf(row)) as Receive;
    if (!Number.isFinite(idle)) continue;
    looks.push({ time: time - (took ?? 0) - (arriving ?? 0), idle: idle!, cpu: used });
  }
  return looks;
}

/**
 * The most that a lane's loop can have been at work between two moments, microseconds; undefined where there was no look at the second.
 * Exact where there was one at both.
 */
export function workBetween(recording: Recording, lane: number, from: number, to: number): number | undefined {
  const looks = looksAt(recording, lane);
  const end = lastBefore(looks, to);
  if (end === undefined || end.time < to - OFTEN || to - from < OFTEN) return undefined;
  const begin = lastBefore(looks, from);
  const [beganAt, idleThen] = begin === undefined ? [recording.lanes[lane]!.bornTime, 0] : [begin.time, begin.idle];
  // Since the last look it cannot have been idle: it was taken with what came before.
  return Math.min(to - from, Math.max(to - beganAt - (end.idle - idleThen), 0));
}

/** So often a look is taken at most, microseconds; of less than that nothing is known. */
const OFTEN = 1000;

function lastBefore(looks: readonly Look[], time: number): Look | undefined {
  let [low, high] = [0, looks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (looks[middle]!.time <= time) low = middle + 1;
    else high = middle;
  }
  return looks[low - 1];
}
