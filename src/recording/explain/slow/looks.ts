/** How busy each thread was between two moments, from what its process had used of the processor at each look that the recording has. */
import type { Receive } from '../../../wire/events.js';
import { causalIndex } from '../../causal-index.js';
import type { Recording } from '../../recording.js';
import { flag, typeCode } from '../../rows.js';

/** Microseconds. */
export interface Look {
  readonly time: number;
  /** User and system time of the whole process by then. */
  readonly cpu: number;
}

interface LooksOf {
  version: number;
  readonly byLane: Map<number, Look[]>;
}

const cache = new WeakMap<Recording, LooksOf>();

/** The looks at a process by its main lane, in the order of time; none for another lane, or where there are other threads that work too. */
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
  const { lanes } = recording.processes[recording.lanes[lane]!.process]!;
  if (lanes.length > 1) return [];
  const looks: Look[] = [];
  for (const row of rowsOf(recording, lane)) {
    if (rows.type[row] !== typeCode.receive || !(rows.flags[row]! & flag.raw)) continue;
    const { used } = recording.event(recording.stepOf(row)) as Receive;
    if (typeof used === 'number') looks.push({ time: rows.time[row]!, cpu: used });
  }
  return looks;
}

/** The most that a lane can have been at work between two moments, microseconds; undefined where too little is known. */
export function workBetween(recording: Recording, lane: number, from: number, to: number): number | undefined {
  const looks = looksAt(recording, lane);
  const after = looks[firstAfter(looks, to)];
  if (after === undefined) return undefined;
  const before = looks[firstAfter(looks, from + 1) - 1];
  const used = before === undefined ? after.cpu : after.cpu - before.cpu;
  return Math.min(to - from, Math.max(used, 0));
}

/** The place of the first look at a moment or after it. */
function firstAfter(looks: readonly Look[], time: number): number {
  let [low, high] = [0, looks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (looks[middle]!.time < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
