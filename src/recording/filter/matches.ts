/** What a filter leaves of a recording, as it was when it was asked. */
import type { Recording } from '../recording.js';
import { rowTest } from './evaluate.js';
import type { Filter } from './syntax.js';

/** The steps that a filter leaves. Good for as long as `recording.version` stays the same. */
export class Matches {
  constructor(
    /** Ascending. */
    readonly steps: Uint32Array,
    /** By row, 1 where it is left. */
    private readonly mask: Uint8Array,
  ) {}

  get count(): number {
    return this.steps.length;
  }

  hasRow(row: number): boolean {
    return this.mask[row] === 1;
  }

  /** The place among the matches of the first one at or after a step: `steps[indexAt(step)]`; `count` where none is. */
  indexAt(step: number): number {
    let low = 0;
    let high = this.steps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.steps[middle]! < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  has(step: number): boolean {
    return this.steps[this.indexAt(step)] === step;
  }
}

export function matchSteps(recording: Recording, filter: Filter): Matches {
  recording.settle();
  const { rows } = recording.store.order;
  const { length } = recording;
  const test = rowTest(recording, filter);
  const mask = new Uint8Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) {
    if (!test(row)) continue;
    mask[row] = 1;
    count++;
  }
  const steps = new Uint32Array(count);
  for (let step = 0, i = 0; i < count; step++) if (mask[rows[step]!] === 1) steps[i++] = step;
  return new Matches(steps, mask);
}
