/** Where one run was when the other was at a step: by what happened in both, in the same place of the same thread. Pure. */
import type { DiffData } from '../../recording/diff/data.js';
import type { Recording } from '../../recording/index.js';

export interface Partners {
  /** The step of the other run; of what is in one only, that of the last before it in the same thread that is in both; -1 for none. */
  of(step: number): number;
  /** The last step of the same thread before this one that is in both runs; -1 for none. */
  before(step: number): number;
}

/** From the first run to the second, or back. */
export function partners(recording: Recording, { pairs }: DiffData, from: 'first' | 'second'): Partners {
  const known = new Map(
    pairs.map(([a, b]) => (from === 'first' ? ([a - 1, b - 1] as const) : ([b - 1, a - 1] as const))),
  );
  const last = (step: number, from: number): number => {
    if (step < 0) return -1;
    const lane = recording.lane(step);
    for (let at = from; at >= Math.max(0, step - FARTHEST); at--)
      if (known.has(at) && recording.lane(at) === lane) return at;
    return -1;
  };
  return { of: (step) => known.get(last(step, step)) ?? -1, before: (step) => last(step, step - 1) };
}

/** Further back nobody looks for it at each step. */
const FARTHEST = 5000;
