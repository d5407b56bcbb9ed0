/**
 * What led to an event and what came of it: happens-before, through the order within each thread (by `seq`), from a spawn to the
 * child's first event, from a send to its receive, from a process's end to the waking of whoever joined it.
 */
import { type CausalIndex, causalIndex } from './causal-index.js';
import type { Recording } from './recording.js';

export type Relation = 'self' | 'past' | 'future' | 'concurrent';

export interface Causality {
  readonly step: number;
  /** How another step stands to this one. `past`: it could have led to it; `concurrent`: neither could know of the other. */
  relation(step: number): Relation;
  /** How many steps are in the past and in the future. */
  readonly pastCount: number;
  readonly futureCount: number;
}

/** Good for as long as `recording.version` stays the same. */
export function causality(recording: Recording, step: number): Causality {
  const index = causalIndex(recording);
  const row = recording.rowOf(step);
  const past = reach(index, row, -1);
  const future = reach(index, row, 1);
  return {
    step,
    relation: (other) => relation(index, past, future, row, recording.rowOf(other)),
    pastCount: count(index, past, -1) - 1,
    futureCount: count(index, future, 1) - 1,
  };
}

/** Whether one step happens before another, so that it could have led to it. */
export const happensBefore = (recording: Recording, before: number, after: number): boolean =>
  causality(recording, after).relation(before) === 'past';

function relation(index: CausalIndex, past: Int32Array, future: Int32Array, self: number, row: number): Relation {
  if (row === self) return 'self';
  const place = index.place[row]!;
  const lane = index.lane[row]!;
  if (place <= past[lane]!) return 'past';
  return place >= future[lane]! ? 'future' : 'concurrent';
}

/**
 * How far each lane is reached from a row, backwards (the last place that is in its past) or forwards (the first place in its
 * future). Each place is visited once.
 */
function reach(index: CausalIndex, row: number, direction: -1 | 1): Int32Array {
  const nothing = direction < 0 ? -1 : NOWHERE;
  const bounds = new Int32Array(index.starts.length - 1).fill(nothing);
  const waiting = [row];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const lane = index.lane[next]!;
    const begin = index.starts[lane]!;
    const from = bounds[lane] === NOWHERE ? index.starts[lane + 1]! - begin : bounds[lane]!;
    const to = index.place[next]!;
    if ((to - from) * direction >= 0) continue;
    bounds[lane] = to;
    visit(index, direction, begin, from, to, waiting);
  }
  return bounds;
}

const NOWHERE = 0x7fff_ffff;

/** The edges of all places of a lane from `to` on, up to `from`, which was reached before. */
function visit(index: CausalIndex, direction: -1 | 1, begin: number, from: number, to: number, out: number[]): void {
  const { heads, nexts, ends } = direction < 0 ? index.causes : index.effects;
  for (let place = to; place !== from; place += direction) {
    for (let edge = heads[index.rows[begin + place]!]!; edge >= 0; edge = nexts[edge]!) out.push(ends[edge]!);
  }
}

function count(index: CausalIndex, bounds: Int32Array, direction: -1 | 1): number {
  let sum = 0;
  for (let lane = 0; lane < bounds.length; lane++) {
    const length = index.starts[lane + 1]! - index.starts[lane]!;
    sum += direction < 0 ? bounds[lane]! + 1 : Math.max(length - bounds[lane]!, 0);
  }
  return sum;
}
