/** What of a knot and of a critical path is lifted out of the picture. Pure. */
import type { CriticalPath, Knot, Recording, WaitLink } from '../../recording/index.js';
import { stepAtTime } from '../../recording/navigate.js';
import type { Emphasis, EmphasisedSpan, Hop } from '../layout/emphasis.js';

/** A knot's name: who waits in it, in which wait. */
export const keyOf = ({ links }: Knot): string => links.map(({ lane, wait }) => `${lane}.${wait}`).join();

/** Each wait of it from its beginning to the step, from each to the one that it waits for, and the culprit's wait ringed. */
export function emphasisOfKnot(recording: Recording, { links, culprit, kind }: Knot, step: number): Emphasis {
  const begins = links.map((link) => beginOf(recording, link));
  const spans = links.map(
    ({ lane }, i): EmphasisedSpan => ({ lane, from: begins[i]!, to: Math.max(step, begins[i]!), waits: true }),
  );
  const isRound = kind === 'cycle' || kind === 'join-before-drain';
  const hops = isRound
    ? links.map((_, i): Hop => ({ from: begins[i]!, to: begins[(i + 1) % links.length]! })).filter(joinsTwoLanes)
    : [];
  return { spans, hops, events: [begins[culprit]!], fadeRest: true };

  function joinsTwoLanes({ from, to }: Hop): boolean {
    return recording.lane(from) !== recording.lane(to);
  }
}

/** A lane that has told no wait stands since its last deed. */
const beginOf = (recording: Recording, { wait, since }: WaitLink): number =>
  Math.max(wait < 0 ? stepAtTime(recording, since) : recording.waits.beginStep(wait), 0);

/** All of the path, and the end of the span at which a person is (-1 for none) ringed. */
export function emphasisOfPath({ spans }: CriticalPath, at: number): Emphasis {
  const work = spans.filter(({ kind }) => kind === 'work');
  const rest = spans.filter(({ kind }) => kind !== 'work');
  const current = spans[at];
  return {
    spans: work.map(({ lane, fromStep, step }) => ({ lane, from: fromStep, to: step })),
    hops: rest.map(({ fromStep, step }) => ({ from: fromStep, to: step })),
    events: current ? [current.step] : [],
    fadeRest: true,
  };
}
