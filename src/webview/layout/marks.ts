/** The small marks in the lanes: output, errors, and other events that are no message. Pure. */

import { isError } from '../../recording/navigate.js';
import type { Output } from '../../wire/events.js';
import { type Picture, xOfStep, yOfLane } from './picture.js';

export interface Mark {
  kind: 'output' | 'stderr' | 'error' | 'event';
  x: number;
  y: number;
}

/** Of more steps than this the marks would be a smear; the errors are marked even then. */
const MOST_STEPS = 6000;

export function marksOf(picture: Picture, passes: (step: number) => boolean, errors: readonly number[]): Mark[] {
  const { recording, steps } = picture;
  const marks: Mark[] = [];
  const taken = new Set<number>();
  const [first, end] = steps;
  for (let step = first; step < end && end - first <= MOST_STEPS; step++) {
    const kind = kindOf(picture, step);
    if (!kind || !passes(step)) continue;
    const mark = { kind, x: xOfStep(picture, step), y: yOfLane(picture, recording.lane(step)) };
    // One mark a place: what falls onto the same pixels looks the same.
    const place = Math.round(mark.x / 2) * 1e6 + Math.round(mark.y) * 8 + kind.length;
    if (!taken.has(place)) marks.push(mark);
    taken.add(place);
  }
  for (const step of errors) {
    // A bad end has its cap.
    if (step < first || step >= end || !passes(step) || recording.type(step).endsWith('exit')) continue;
    marks.push({ kind: 'error', x: xOfStep(picture, step), y: yOfLane(picture, recording.lane(step)) });
  }
  return marks;
}

function kindOf({ recording }: Picture, step: number): Mark['kind'] | undefined {
  switch (recording.type(step)) {
    case 'output':
      return (recording.event(step) as Output).stream === 'stderr' ? 'stderr' : 'output';
    case 'task':
    case 'name':
      return isError(recording, step) ? undefined : 'event';
    default:
      return undefined;
  }
}
