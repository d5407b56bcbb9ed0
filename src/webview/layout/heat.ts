/** Dense stretches as heat: how many messages each pixel of each row stands for. Pure. */
import { ActivityPyramid, type PyramidLevel } from '../../recording/layout/pyramid.js';
import type { Recording } from '../../recording/recording.js';
import { typeCode } from '../../recording/rows.js';
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
  /** What is painted hottest: the same for all rows. */
  most: number;
}

/** Two pixels: finer is noise. */
const CELL = 2;

/** The heat of the sheet, to be asked for the rows in sight of a part of it. */
export function heatOf(sheet: Picture, { steps }: Matches): (part: Picture) => Heat {
  const perCell = ((sheet.axis.to - sheet.axis.from) / sheet.axis.width) * CELL;
  const level = pyramidOf(sheet.recording, sheet.scale).levelFor(perCell);
  // With a filter, and where the pyramid is too coarse, the steps in sight are counted.
  if (!steps && level.width <= perCell) return (part) => pyramidHeat(part, level, perCell);
  const whole = blank(sheet);
  countSteps(sheet, steps, perCell, whole);
  if (steps) for (const n of whole.counts) whole.most = Math.max(whole.most, n);
  else whole.most = Math.max(1, (level.most * perCell) / level.width);
  return (part) => rowsOf(whole, rowsInSight(part));
}

function blank(picture: Picture): Heat {
  const [first, end] = rowsInSight(picture);
  const columns = Math.ceil(picture.axis.width / CELL);
  return { first, rows: end - first, cell: CELL, columns, counts: new Uint32Array(columns * (end - first)), most: 0 };
}

function rowsOf({ counts, columns, ...rest }: Heat, [first, end]: [number, number]): Heat {
  return { ...rest, columns, first, rows: end - first, counts: counts.subarray(first * columns, end * columns) };
}

const pyramids = new WeakMap<Recording, Partial<Record<ScaleName, ActivityPyramid>>>();

function pyramidOf(recording: Recording, scale: ScaleName): ActivityPyramid {
  const known = pyramids.get(recording) ?? {};
  pyramids.set(recording, known);
  known[scale] ??= new ActivityPyramid(recording, scale);
  known[scale].update();
  return known[scale];
}

function pyramidHeat({ rows, axis, ...rest }: Picture, level: PyramidLevel, perCell: number): Heat {
  const { width, buckets, counts, most } = level;
  const heat: Heat = { ...blank({ rows, axis, ...rest }), most };
  const from = Math.max(0, Math.floor(axis.from / width));
  const to = Math.min(buckets - 1, Math.floor(axis.to / width));
  for (let r = 0; r < heat.rows; r++) {
    for (const lane of rows.rows[heat.first + r]!.lanes) {
      for (let b = from; b <= to; b++) {
        const n = counts[lane * buckets + b]!;
        if (n > 0) add(heat, r, ((b + 0.5) * width - axis.from) / perCell, n);
      }
    }
  }
  return heat;
}

function add({ columns, counts }: Heat, row: number, column: number, n: number): void {
  const at = Math.floor(column);
  if (at >= 0 && at < columns) counts[row * columns + at]! += n;
}

/** The messages among the steps, or among those that the filter leaves; thinned where they are very many. */
function countSteps(picture: Picture, steps: Uint32Array | undefined, perCell: number, heat: Heat): void {
  const { recording, axis, scale } = picture;
  recording.settle();
  // The columns themselves: to ask for each field of each step takes several times as long.
  const { rows, order } = recording.store;
  const { rowOfLane } = picture.rows;
  const [first, end] = picture.steps;
  const [from, to] = steps ? [lowerBound(steps, first), lowerBound(steps, end)] : [first, end];
  const stride = Math.max(1, Math.floor((to - from) / MOST_COUNTED));
  for (let i = from; i < to; i += stride) {
    const step = steps ? steps[i]! : i;
    const row = order.rows[step]!;
    if (!steps && !isMessage(rows.type[row]!)) continue;
    const lane = rowOfLane[rows.lane[row]!] ?? -1;
    if (lane >= 0) add(heat, lane, ((scale === 'order' ? step : rows.time[row]!) - axis.from) / perCell, stride);
  }
}

const isMessage = (type: number): boolean => type === typeCode.send || type === typeCode.receive;

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
