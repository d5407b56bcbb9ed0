/** Dense stretches as heat: how many messages each pixel of each row in sight stands for. Pure. */
import type { Recording } from '../../recording/index.js';
import { ActivityPyramid } from '../../recording/layout/pyramid.js';
import type { Matches } from '../matches.js';
import { type Picture, rowsInSight, type ScaleName } from './picture.js';

export interface Heat {
  /** The first row, and how many. */
  first: number;
  rows: number;
  /** A cell is so many pixels wide. */
  cell: number;
  columns: number;
  /** By row, then by column. */
  counts: Uint32Array;
  most: number;
}

/** Two pixels: finer is noise. */
const CELL = 2;

export function heatOf(picture: Picture, matches: Matches): Heat {
  const [first, end] = rowsInSight(picture);
  const columns = Math.ceil(picture.axis.width / CELL);
  const counts = new Uint32Array(columns * (end - first));
  const heat: Heat = { first, rows: end - first, cell: CELL, columns, counts, most: 0 };
  if (matches.steps) countMatches(picture, matches.steps, heat);
  else countPyramid(picture, heat);
  for (const n of counts) if (n > heat.most) heat.most = n;
  return heat;
}

const pyramids = new WeakMap<Recording, Partial<Record<ScaleName, ActivityPyramid>>>();

function pyramidOf(recording: Recording, scale: ScaleName): ActivityPyramid {
  const known = pyramids.get(recording) ?? {};
  pyramids.set(recording, known);
  known[scale] ??= new ActivityPyramid(recording, scale);
  known[scale].update();
  return known[scale];
}

function countPyramid({ recording, rows, axis, scale }: Picture, heat: Heat): void {
  const perCell = ((axis.to - axis.from) / axis.width) * heat.cell;
  const { width, buckets, counts } = pyramidOf(recording, scale).levelFor(perCell);
  for (let r = 0; r < heat.rows; r++) {
    for (const lane of rows.rows[heat.first + r]!.lanes) {
      const from = Math.max(0, Math.floor(axis.from / width));
      const to = Math.min(buckets - 1, Math.floor(axis.to / width));
      for (let b = from; b <= to; b++) {
        const n = counts[lane * buckets + b]!;
        if (n > 0) add(heat, r, ((b + 0.5) * width - axis.from) / perCell, n);
      }
    }
  }
}

function add({ columns, counts }: Heat, row: number, column: number, n: number): void {
  const at = Math.floor(column);
  if (at >= 0 && at < columns) counts[row * columns + at]! += n;
}

/** With a filter there is no pyramid: what it leaves is counted, and thinned where it is very much. */
function countMatches(picture: Picture, steps: Uint32Array, heat: Heat): void {
  const { recording, rows, axis, scale } = picture;
  const perCell = ((axis.to - axis.from) / axis.width) * heat.cell;
  const [from, to] = [lowerBound(steps, picture.steps[0]), lowerBound(steps, picture.steps[1])];
  const stride = Math.max(1, Math.floor((to - from) / MOST_COUNTED));
  for (let i = from; i < to; i += stride) {
    const step = steps[i]!;
    const row = (rows.rowOfLane[recording.lane(step)] ?? -1) - heat.first;
    if (row < 0 || row >= heat.rows) continue;
    add(heat, row, ((scale === 'order' ? step : recording.time(step)) - axis.from) / perCell, stride);
  }
}

/** So many are counted in less than a frame. */
const MOST_COUNTED = 100_000;

function lowerBound(values: Uint32Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
