/** What a difference is in the picture of a run: its place, the way to it, and where there are others; all that is the same goes pale. Pure. */
import type { Recording } from '../../recording/index.js';
import type { Emphasis, EmphasisedSpan, Hop } from '../layout/emphasis.js';
import type { Partners } from './partners.js';

/** `places`: the steps at which this run has something of the difference. `all`: those of all differences. */
export function emphasisOf(
  recording: Recording,
  places: readonly number[],
  { before }: Partners,
  all: readonly number[],
): Emphasis {
  const spans = places.map((step): EmphasisedSpan => {
    const since = before(step);
    return { lane: recording.lane(step), from: since < 0 ? step : since, to: step };
  });
  const hops = places.flatMap((step) => causeOf(recording, step));
  return { spans, hops, events: [...new Set([...all, ...places])], fadeRest: true };
}

/** From the send of what was received, or from the end of who was waited for. */
function causeOf(recording: Recording, step: number): Hop[] {
  const message = recording.message(step);
  const from = message >= 0 ? recording.messages.sendStep(message) : endOf(recording, step);
  return from >= 0 && from < step ? [{ from, to: step }] : [];
}

function endOf(recording: Recording, step: number): number {
  const type = recording.type(step);
  const about = type === 'wake' || type === 'child-exit' ? recording.about(step) : -1;
  return about < 0 ? -1 : recording.stepOf(recording.processes[about]!.exitRow);
}
