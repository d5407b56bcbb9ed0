/** Where the ties between lanes are: spawns and joins. Pure. */
import type { Recording } from '../../recording/index.js';
import { type Picture, rowsInSight, xOfStep, xOfTime, yOfLane } from './picture.js';

export interface Link {
  kind: 'spawn' | 'join';
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  /** It has not come to its end: a child that has not begun, a join that still waits. */
  open: boolean;
}

/** More joins than this in sight say nothing to anybody. */
const MOST_JOINS = 300;

export function linksOf(picture: Picture): Link[] {
  return [...spawns(picture), ...joins(picture)];
}

/** Of every process whose row is in sight, who started it. */
function* spawns(picture: Picture): Generator<Link> {
  const { recording, rows } = picture;
  const [first, end] = rowsInSight(picture);
  for (const row of rows.rows.slice(first, end)) {
    const process = recording.processes[row.process]!;
    const parent = recording.processes[process.parent];
    if (row.kind === 'thread' || !parent) continue;
    const step = process.spawnRow >= 0 ? recording.stepOf(process.spawnRow) : -1;
    const from = step >= 0 ? recording.lane(step) : parent.lanes[0]!;
    const x1 = step >= 0 ? xOfStep(picture, step) : xOfTime(picture, process.bornTime);
    const x2 = xOfTime(picture, bornOf(recording, row.process));
    yield {
      kind: 'spawn',
      x1,
      y1: yOfLane(picture, from),
      x2,
      y2: yOfLane(picture, row.lane),
      open: process.startRow < 0,
    };
  }
}

/** When a process itself first spoke; its spawn was a little before. */
function bornOf(recording: Recording, index: number): number {
  const { startRow, bornTime } = recording.processes[index]!;
  return startRow >= 0 ? recording.time(recording.stepOf(startRow)) : bornTime;
}

function* joins(picture: Picture): Generator<Link> {
  const { recording } = picture;
  const { waits } = recording;
  const [first, end] = picture.steps;
  let drawn = 0;
  for (const wait of joinWaits(recording)) {
    const child = waits.child(wait);
    const begin = waits.beginStep(wait);
    if (drawn >= MOST_JOINS) return;
    if (begin < 0 || begin >= end) continue;
    const wake = waits.endStep(wait);
    if (wake >= 0 && wake < first) continue;
    const link = joinOf(picture, wait, child, wake);
    if (link.y1 === link.y2) continue;
    drawn++;
    yield link;
  }
}

const joinCaches = new WeakMap<Recording, { joins: number[]; looked: number }>();

/** The joins among the waits: few among many. */
function joinWaits(recording: Recording): readonly number[] {
  const known = joinCaches.get(recording) ?? { joins: [], looked: 0 };
  joinCaches.set(recording, known);
  for (; known.looked < recording.waits.length; known.looked++) {
    if (recording.waits.child(known.looked) >= 0) known.joins.push(known.looked);
  }
  return known.joins;
}

function joinOf(picture: Picture, wait: number, child: number, wake: number): Link {
  const { recording } = picture;
  const { endTime, lanes } = recording.processes[child]!;
  const until = wake >= 0 ? xOfStep(picture, wake) : xOfTime(picture, recording.duration);
  return {
    kind: 'join',
    x1: endTime === undefined ? until : Math.min(xOfTime(picture, endTime), until),
    y1: yOfLane(picture, lanes[0]!),
    x2: until,
    y2: yOfLane(picture, recording.waits.lane(wait)),
    open: wake < 0,
  };
}
