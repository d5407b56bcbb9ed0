/** What an explanation lifts out of the picture (a critical path, a knot of waits, a race): from steps to places. Pure. */
import type { Recording } from '../../recording/index.js';
import { barHeight, type Picture, xOfStep, yOfLane } from './picture.js';

/** Put into `store.emphasis`: it is painted over the picture until it is taken out again. Steps, so that it holds on both scales. */
export interface Emphasis {
  /** Stretches of lives, each framed; what the lane does there stays in sight. */
  spans: readonly EmphasisedSpan[];
  /** From one event to another, mostly of another lane: a message, a start, the end that was waited for. */
  hops: readonly Hop[];
  /** Single events, each ringed. */
  events?: readonly number[];
  /** Whether all else becomes pale. */
  fadeRest: boolean;
}

export interface EmphasisedSpan {
  lane: number;
  /** Steps. */
  from: number;
  to: number;
  /** The lane only waits there: the frame is dashed. */
  waits?: boolean;
  /** A short text over the span, where there is room. */
  label?: string;
}

/** From a step to a step. */
export interface Hop {
  from: number;
  to: number;
}

/** An emphasis in pixels, without what is out of sight or falls onto the pixels of what is there already. */
export interface EmphasisPlaces {
  spans: readonly SpanPlace[];
  hops: readonly HopPlace[];
  events: readonly { x: number; y: number }[];
}

export interface SpanPlace {
  x: number;
  y: number;
  width: number;
  height: number;
  waits: boolean;
  label: string | undefined;
}

export interface HopPlace {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** The arrival of an event in the picture may shift steps: what is beyond the recording is left out. */
export function placesOfEmphasis(picture: Picture, { spans, hops, events = [] }: Emphasis): EmphasisPlaces {
  const taken = new Set<number>();
  return {
    spans: spans.flatMap((span) => spanPlace(picture, span, taken)),
    hops: hops.flatMap((hop) => hopPlace(picture, hop, taken)),
    events: events.filter((step) => isStep(picture.recording, step)).map((step) => placeOf(picture, step)),
  };
}

function spanPlace(
  picture: Picture,
  { lane, from, to, waits, label }: EmphasisedSpan,
  taken: Set<number>,
): SpanPlace[] {
  const { recording, axis, rowHeight } = picture;
  if (!isStep(recording, from) || !isStep(recording, to)) return [];
  const x = Math.max(xOfStep(picture, from), -MARGIN);
  const width = Math.min(xOfStep(picture, to), axis.width + MARGIN) - x;
  const y = yOfLane(picture, lane);
  if (width < 0 || !inSight(picture, y) || isTaken(taken, x, y, width)) return [];
  const high = barHeight(rowHeight) + 4;
  return [{ x, y: y - high / 2, width: Math.max(width, LEAST), height: high, waits: waits ?? false, label }];
}

function hopPlace(picture: Picture, { from, to }: Hop, taken: Set<number>): HopPlace[] {
  const { recording, axis, height } = picture;
  if (!isStep(recording, from) || !isStep(recording, to)) return [];
  const [a, b] = [placeOf(picture, from), placeOf(picture, to)];
  if (Math.max(a.x, b.x) < 0 || Math.min(a.x, b.x) > axis.width) return [];
  if (Math.max(a.y, b.y) < 0 || Math.min(a.y, b.y) > height) return [];
  if (isTaken(taken, a.x, a.y * 1000 + b.y, Math.abs(b.x - a.x))) return [];
  return [{ x1: a.x, y1: a.y, x2: b.x, y2: b.y }];
}

const isStep = ({ length }: Recording, step: number): boolean => step >= 0 && step < length;

const placeOf = (picture: Picture, step: number) => ({
  x: xOfStep(picture, step),
  y: yOfLane(picture, picture.recording.lane(step)),
});

const inSight = ({ height }: Picture, y: number): boolean => y > -MARGIN && y < height + MARGIN;

/** Of narrow ones that begin in the same pixel of the same row, the first stands for all. */
function isTaken(taken: Set<number>, x: number, y: number, width: number): boolean {
  if (width > LEAST) return false;
  const place = Math.round(y) * 1e5 + Math.round(x);
  if (taken.has(place)) return true;
  taken.add(place);
  return false;
}

/** So far out of sight a thing still reaches in, pixels. */
const MARGIN = 20;
/** No narrower than this, pixels: it must be seen. */
const LEAST = 2;
