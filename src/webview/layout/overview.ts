/** What the minimap shows of the whole run: how much happened when, and where something went wrong. Kept up as events come. */
import type { Recording } from '../../recording/index.js';
import { isError } from '../../recording/navigate.js';
import type { Range } from './axis.js';
import { extent, type ScaleName, stepAtPlace } from './picture.js';

const STRETCHES = 240;

/** How many events fall into each of equal stretches of the axis: two positions in the order give it without counting. */
export function activityOf(
  recording: Recording,
  scale: ScaleName,
  [from, to]: Range = extent(recording, scale),
): Float64Array {
  const activity = new Float64Array(STRETCHES);
  let before = -1;
  for (let i = 0; i < STRETCHES; i++) {
    const last = stepAtPlace(recording, scale, from + ((i + 1) / STRETCHES) * (to - from));
    activity[i] = last - before;
    before = last;
  }
  return activity;
}

const caches = new WeakMap<Recording, number[]>();

/** The steps in which something went wrong, ascending. */
export function errorsOf(recording: Recording): readonly number[] {
  const errors = caches.get(recording) ?? [];
  caches.set(recording, errors);
  const from = recording.changedSince(errors);
  while (errors.length > 0 && errors.at(-1)! >= from) errors.pop();
  for (let step = from; step < recording.length; step++) if (isError(recording, step)) errors.push(step);
  return [...errors];
}
