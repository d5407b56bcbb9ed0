/** Which messages are drawn as arrows, and from where to where. Pure. */
import { type Picture, xOfStep, yOfLane } from './picture.js';
import { underWayAt } from './spans.js';

export interface Arrow {
  message: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  fate: 'received' | 'open' | 'lost';
}

/** More arrows than this are a hairball: the picture turns to heat. */
export const MOST_ARROWS = 400;
/** Of more steps than this it is not even counted how many arrows they would make. */
const MOST_STEPS = 6000;

/** The messages in sight that pass the filter, or undefined where there are too many to be told apart. */
export function messagesInSight(picture: Picture, passes: (step: number) => boolean): number[] | undefined {
  const { recording, steps } = picture;
  const [first, end] = steps;
  if (end - first > MOST_STEPS) return undefined;
  const found = new Set<number>();
  for (let step = first; step < end; step++) {
    const message = recording.message(step);
    if (message >= 0 && passes(step)) found.add(message);
    if (found.size > MOST_ARROWS) return undefined;
  }
  // Those that were sent before the first step in sight and received after it fly over, or into it.
  for (const message of underWayAt(recording, first, MOST_ARROWS)) {
    if (passes(recording.messages.sendStep(message))) found.add(message);
  }
  return [...found];
}

export function arrowsOf(picture: Picture, messages: Iterable<number>): Arrow[] {
  const arrows: Arrow[] = [];
  for (const message of messages) {
    const arrow = arrowOf(picture, message);
    if (arrow) arrows.push(arrow);
  }
  return arrows;
}

function arrowOf(picture: Picture, message: number): Arrow | undefined {
  const { messages } = picture.recording;
  const [send, receive] = [messages.sendStep(message), messages.receiveStep(message)];
  const [from, to] = [messages.from(message), messages.to(message)];
  if (from < 0 && to < 0) return undefined;
  const y1 = from < 0 ? yOfLane(picture, to) - 14 : yOfLane(picture, from);
  const y2 = to < 0 ? y1 + openDrop : yOfLane(picture, to);
  if (send < 0)
    return { message, x1: xOfStep(picture, receive) - 12, y1, x2: xOfStep(picture, receive), y2, fate: 'received' };
  const x1 = xOfStep(picture, send);
  if (receive >= 0) return { message, x1, y1, x2: xOfStep(picture, receive), y2, fate: 'received' };
  const lost = messages.fate(message).state === 'lost';
  // Half of the way: it has not come to the other lane.
  return { message, x1, y1, x2: x1 + 14, y2: y1 + (y2 - y1) * 0.55, fate: lost ? 'lost' : 'open' };
}

/** How far down an arrow points of which nobody knows the receiver yet, as in a queue. */
const openDrop = 16;

/** The arrow nearest to a point, within `reach` pixels. */
export function arrowAt(arrows: readonly Arrow[], x: number, y: number, reach: number): Arrow | undefined {
  let best: Arrow | undefined;
  let least = reach;
  for (const arrow of arrows) {
    const distance = distanceTo(arrow, x, y);
    if (distance < least) [best, least] = [arrow, distance];
  }
  return best;
}

function distanceTo({ x1, y1, x2, y2 }: Arrow, x: number, y: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const share = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
  const along = Math.min(1, Math.max(0, share));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}
