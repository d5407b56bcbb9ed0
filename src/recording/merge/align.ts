/** How much is to be added to the times of one recording so that they stand on another's axis, and how far off that may be. */
import type { Header } from '../../wire/events.js';
import type { Traffic } from './traffic.js';

/** What was found; times in microseconds. */
export interface Alignment {
  shift: number;
  uncertainty: number;
  /** By which means. */
  by:
    | { kind: 'first' }
    /** Both have the monotonic clock of one boot. */
    | { kind: 'same-boot' }
    | { kind: 'wall-clock' }
    /** The wall clocks contradicted the messages, which are right: by so much, as so many messages show. */
    | { kind: 'messages'; moved: number; messages: number }
    /** No shift puts every receive after its send: one is left before it by so much. */
    | { kind: 'contradiction'; excess: number };
}

/** How far apart the wall clocks of two machines that keep the time by the network may be. */
const WALL_CLOCKS_APART = 50_000;

/** `between`: what the messages between the two say. */
export function align(base: Header, other: Header, between: Bounds): Alignment {
  const exact = sameBoot(base, other);
  if (exact !== undefined) return { shift: exact, uncertainty: 0, by: { kind: 'same-boot' } };
  const wall = wallAt0(other) - wallAt0(base);
  const apart = WALL_CLOCKS_APART + precision(base) + precision(other);
  return within(wall, apart, between);
}

function within(wall: number, apart: number, { least, most, messages }: Bounds): Alignment {
  if (least > most) {
    const excess = least - most;
    return { shift: Math.round((least + most) / 2), uncertainty: excess / 2, by: { kind: 'contradiction', excess } };
  }
  const shift = Math.min(Math.max(wall, least), most);
  const moved = shift - wall;
  const [from, to] = [Math.max(least, shift - apart), Math.min(most, shift + apart)];
  const uncertainty = Math.max(shift - from, to - shift);
  return { shift, uncertainty, by: moved === 0 ? { kind: 'wall-clock' } : { kind: 'messages', moved, messages } };
}

/** The shifts with which no message between two recordings arrives before it was sent. */
export interface Bounds {
  least: number;
  most: number;
  /** How many messages say so. */
  messages: number;
}

/** Every message takes some time: a receive never stands in the very microsecond of its send. */
const SHORTEST_WAY = 1;

export function boundsBetween(base: Traffic, other: Traffic): Bounds {
  const bounds: Bounds = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY, messages: 0 };
  for (const [name, sent] of base.sent) {
    const received = other.received.get(name);
    if (received === undefined) continue;
    bounds.least = Math.max(bounds.least, sent - received + SHORTEST_WAY);
    bounds.messages++;
  }
  for (const [name, sent] of other.sent) {
    const received = base.received.get(name);
    if (received === undefined) continue;
    bounds.most = Math.min(bounds.most, received - sent - SHORTEST_WAY);
    bounds.messages++;
  }
  return bounds;
}

function sameBoot({ clock: base }: Header, { clock: other }: Header): number | undefined {
  if (base?.boot === undefined || base.boot !== other?.boot) return undefined;
  return Math.round(Number(BigInt(other.monotonic) - BigInt(base.monotonic)) / 1000);
}

/** Microseconds since 1970 at the time 0 of a recording. */
const wallAt0 = ({ clock, startedAt }: Header): number => clock?.wall ?? (Date.parse(startedAt) || 0) * 1000;

/** A start without its pair of clocks is told in milliseconds. */
const precision = ({ clock }: Header): number => clock?.within ?? 1000;
