/** What the picture shows at this moment, as numbers: which rows and which stretch of the axis are in sight. Pure. */
import type { Recording } from '../../recording/index.js';
import { stepAtTime } from '../../recording/navigate.js';
import { type Axis, type Range, toX } from './axis.js';
import type { Rows } from './rows.js';

export type ScaleName = 'time' | 'order';

export interface Picture {
  recording: Recording;
  rows: Rows;
  rowHeight: number;
  scrollTop: number;
  height: number;
  axis: Axis;
  scale: ScaleName;
  /** The steps in sight, `[first, end)`. */
  steps: [number, number];
}

/** The whole axis: microseconds by the clock, or steps in logical order. */
export function extent(recording: Recording, scale: ScaleName): Range {
  const last = recording.length - 1;
  if (last < 0) return [0, 1];
  if (scale === 'order') return [0, Math.max(last, 1)];
  const from = Math.min(recording.time(0), 0);
  return [from, Math.max(recording.time(last), from + 1)];
}

/** A step's place on the axis. */
export const placeOfStep = (recording: Recording, scale: ScaleName, step: number): number =>
  scale === 'order' ? step : recording.time(step);

/** A moment's place on the axis. */
export const placeOfTime = (recording: Recording, scale: ScaleName, time: number): number =>
  scale === 'time' ? time : stepAtTime(recording, time);

/** The last step at or before a place on the axis; -1 before the first. */
export const stepAtPlace = (recording: Recording, scale: ScaleName, place: number): number =>
  scale === 'time'
    ? stepAtTime(recording, place)
    : Math.min(Math.max(Math.floor(place + 0.5), -1), recording.length - 1);

/** The steps that a stretch of the axis holds, `[first, end)`. */
export function stepsIn(recording: Recording, scale: ScaleName, { from, to }: Axis): [number, number] {
  if (scale === 'order') return [Math.max(0, Math.ceil(from)), Math.min(recording.length, Math.floor(to) + 1)];
  return [stepAtTime(recording, from - 1e-6) + 1, stepAtTime(recording, to) + 1];
}

export const xOfStep = ({ recording, scale, axis }: Picture, step: number): number =>
  toX(axis, placeOfStep(recording, scale, step));

export const xOfTime = ({ recording, scale, axis }: Picture, time: number): number =>
  toX(axis, placeOfTime(recording, scale, time));

/** The vertical middle of the row in which a lane is drawn. */
export const yOfLane = (picture: Picture, lane: number): number => yOfRow(picture, picture.rows.rowOfLane[lane] ?? -1);

export const yOfRow = ({ rowHeight, scrollTop }: Picture, row: number): number => (row + 0.5) * rowHeight - scrollTop;

/** The rows in sight, `[first, end)`. */
export function rowsInSight({
  rows,
  rowHeight,
  scrollTop,
  height,
}: Pick<Picture, 'rows' | 'rowHeight' | 'scrollTop' | 'height'>): [number, number] {
  return [
    Math.max(0, Math.floor(scrollTop / rowHeight)),
    Math.min(rows.rows.length, Math.ceil((scrollTop + height) / rowHeight)),
  ];
}

/** The row at a height, or -1. */
export function rowAt({ rows, rowHeight, scrollTop }: Picture, y: number): number {
  const row = Math.floor((y + scrollTop) / rowHeight);
  return row >= 0 && row < rows.rows.length ? row : -1;
}

/** How thick a life is drawn. */
export const barHeight = (rowHeight: number): number => Math.round(Math.min(16, Math.max(9, rowHeight * 0.36)));
