/** What two pictures that are compared keep to: one axis, one height of rows, one order of processes. Pure. */
import type { Recording } from '../../recording/index.js';
import { rowsByLane, type TimelineRow } from '../../recording/layout/timeline-rows.js';
import type { Range } from './axis.js';
import { extent, type ScaleName } from './picture.js';
import type { Rows } from './rows.js';

export interface Shared {
  extents: Readonly<Record<ScaleName, Range>>;
  /** How many rows the longer of the two has. */
  rows: number;
  /** By process: its place beside its siblings; left out where they keep their own order. */
  places?: readonly (number | undefined)[];
}

/** From where the earlier begins to where the later ends. */
export function sharedExtents(a: Recording, b: Recording): Shared['extents'] {
  const both = (scale: ScaleName): Range => {
    const [one, other] = [extent(a, scale), extent(b, scale)];
    return [Math.min(one[0], other[0]), Math.max(one[1], other[1])];
  };
  return { time: both('time'), order: both('order') };
}

/** The same rows, siblings in the order of their places; who has none comes after those who do. */
export function arranged(recording: Recording, { rows }: Rows, { places }: Shared): Rows | undefined {
  if (!places) return undefined;
  const placeOf = ({ process, kind }: TimelineRow): number =>
    kind === 'thread' ? -1 : (places[process] ?? Number.MAX_SAFE_INTEGER);
  const sorted = (from: number, end: number): TimelineRow[] =>
    subtrees(rows, from, end)
      .sort(([p], [q]) => placeOf(rows[p]!) - placeOf(rows[q]!))
      .flatMap(([first, last]) => [rows[first]!, ...sorted(first + 1, last)]);
  const all = sorted(0, rows.length);
  return { rows: all, rowOfLane: rowsByLane(recording, all) };
}

/** Those that stand side by side in a stretch of rows, each with all that is under it: `[first, end)`. */
function subtrees(rows: readonly TimelineRow[], from: number, end: number): [first: number, end: number][] {
  const found: [number, number][] = [];
  for (let row = from; row < end; row++) {
    const current = found.at(-1);
    if (current && rows[row]!.depth > rows[current[0]]!.depth) current[1] = row + 1;
    else found.push([row, row + 1]);
  }
  return found;
}
