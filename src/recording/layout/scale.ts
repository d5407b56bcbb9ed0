/** The two horizontal scales of the picture: wall clock, in microseconds, and logical order, in steps. */
import { stepAtTime } from '../navigate.js';
import type { Recording } from '../recording.js';

export type Scale = 'time' | 'order';

/** Where a step stands on a scale. */
export const positionOf = (recording: Recording, step: number, scale: Scale): number =>
  scale === 'order' ? step : recording.time(step);

/** The last step at or before a position, -1 where there is none. */
export const stepAtPosition = (recording: Recording, position: number, scale: Scale): number =>
  scale === 'order' ? Math.min(Math.floor(position), recording.length - 1) : stepAtTime(recording, position);

/** Where the picture begins and ends on a scale: from 0 to the last step, never empty. */
export function extentOf(recording: Recording, scale: Scale): [from: number, to: number] {
  const { length } = recording;
  if (length === 0) return [0, 1];
  return [Math.min(0, positionOf(recording, 0, scale)), Math.max(positionOf(recording, length - 1, scale), 1)];
}

/** The first and the last step in `[from, to]` on a scale; `last < first` where there is none. */
export function stepsBetween(
  recording: Recording,
  from: number,
  to: number,
  scale: Scale,
): [first: number, last: number] {
  const last = stepAtPosition(recording, to, scale);
  if (scale === 'order') return [Math.max(Math.ceil(from), 0), last];
  return [firstAtTime(recording, from), last];
}

function firstAtTime(recording: Recording, time: number): number {
  let low = 0;
  let high = recording.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (recording.time(middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
