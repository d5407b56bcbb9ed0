/** The rows of the picture as drawn: how tall they are, and which lane is drawn in which. Pure. */
import type { Folding, Recording, TimelineRow } from '../../recording/index.js';
import { rowsByLane, timelineRows } from '../../recording/layout/timeline-rows.js';

export interface Rows {
  rows: readonly TimelineRow[];
  /** By lane: the row in which it is drawn, its own or that of whom it is folded into; -1 for none. */
  rowOfLane: Int32Array;
}

export function visibleRows(recording: Recording, folding: Folding): Rows {
  const rows = timelineRows(recording, folding);
  return { rows, rowOfLane: rowsByLane(recording, rows) };
}

/** How tall a row is: the picture fills its place as long as the rows stay between comfortable bounds. */
export const rowHeight = (rows: number, available: number): number =>
  Math.round(Math.min(64, Math.max(26, available / Math.max(rows, 1))));
