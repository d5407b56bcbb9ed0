/** What is under the pointer: a message, an event of a lane, or the lane itself. Pure. */

import { type Arrow, arrowAt } from './arrows.js';
import { fromX } from './axis.js';
import { type Picture, rowAt, stepAtPlace, xOfStep, yOfRow } from './picture.js';

export type Hit =
  | { kind: 'message'; message: number; arrow: Arrow }
  | { kind: 'event'; step: number; lane: number }
  | { kind: 'lane'; process: number; lane: number; place: number };

const ARROW_REACH = 6;
const EVENT_REACH = 5;

export function hitAt(picture: Picture, arrows: readonly Arrow[], x: number, y: number): Hit | undefined {
  const row = rowAt(picture, y);
  const onBar = row >= 0 && Math.abs(y - yOfRow(picture, row)) < picture.rowHeight * 0.22;
  const event = onBar ? eventAt(picture, row, x) : undefined;
  if (event !== undefined) return { kind: 'event', step: event, lane: picture.recording.lane(event) };
  const arrow = arrowAt(arrows, x, y, ARROW_REACH);
  if (arrow) return { kind: 'message', message: arrow.message, arrow };
  if (row < 0) return undefined;
  const { process, lane } = picture.rows.rows[row]!;
  return { kind: 'lane', process, lane, place: fromX(picture.axis, x) };
}

/** The event of a row nearest to x, if one is near. */
function eventAt(picture: Picture, row: number, x: number): number | undefined {
  const { recording, scale, axis, rows } = picture;
  const from = Math.max(0, stepAtPlace(recording, scale, fromX(axis, x - EVENT_REACH)));
  let best: number | undefined;
  let least = EVENT_REACH;
  for (let step = from; step < recording.length && step < from + MOST_LOOKED_AT; step++) {
    const at = xOfStep(picture, step);
    if (at > x + EVENT_REACH) break;
    const near = Math.abs(at - x);
    if (near >= least || rows.rowOfLane[recording.lane(step)] !== row || recording.type(step) === 'sample') continue;
    [best, least] = [step, near];
  }
  return best;
}

/** Where more events than this are under the pointer, none of them is meant. */
const MOST_LOOKED_AT = 400;
