/** What a lane does over its life, as stretches that lie one after the other: running, or waiting and for what. */
import type { Recording } from '../recording.js';
import { type WaitKind, waitKinds } from '../waits.js';
import { laneIndex } from './lane-index.js';
import { cutBy, type Stretch } from './pauses.js';
import type { Scale } from './scale.js';

/** What a stretch is; its place is its code in `what`. `mixed` stands for several that are too narrow to be told apart. */
export const segmentKinds = ['running', ...waitKinds, 'mixed'] as const satisfies readonly (
  | WaitKind
  | 'running'
  | 'mixed'
)[];
export type SegmentKind = (typeof segmentKinds)[number];

/** Columns, one entry a stretch, ascending, none overlapping. */
export interface Segments {
  readonly length: number;
  /** Positions on the scale. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Codes of `segmentKinds`. */
  readonly what: Uint8Array;
  /** The wait, or -1 where it runs or is mixed. */
  readonly wait: Int32Array;
}

/**
 * The stretches of a lane from its birth to its end, or to the recording's end where it lives on. Where several waits are open at
 * once, the stretch is of the one that began first; a debugger's pause stands over all.
 */
export function laneSegments(recording: Recording, lane: number, scale: Scale): Segments {
  recording.settle();
  const ends = lifeOf(recording, lane, scale);
  const builder = new Builder();
  if (ends === undefined) return builder.done();
  const { kind } = recording.store.waits;
  const waits = laneIndex(recording).waits[lane] ?? [];
  const pauses = waits.filter((wait) => kind[wait] === DEBUGGER);
  const plain = pauses.length === 0 ? waits : waits.filter((wait) => kind[wait] !== DEBUGGER);
  const stretches = stretchesOf(recording, plain, ends, scale);
  const told = pauses.length === 0 ? stretches : cutBy([...waitsOf(recording, pauses, ends, scale)], stretches);
  for (const [from, to, what, wait] of told) builder.add(from, to, what, wait);
  return builder.done();
}

/** The waits, and between them it runs. */
function* stretchesOf(recording: Recording, waits: readonly number[], ends: Ends, scale: Scale): Generator<Stretch> {
  let [at] = ends;
  for (const stretch of waitsOf(recording, waits, ends, scale)) {
    if (stretch[0] > at) yield [at, stretch[0], RUNNING, -1];
    yield stretch;
    at = stretch[1];
  }
  if (ends[1] > at || ends[1] === ends[0]) yield [at, ends[1], RUNNING, -1];
}

/** One after the other: of what overlaps the later one begins where the earlier ends. */
function* waitsOf(
  recording: Recording,
  waits: readonly number[],
  [begin, end]: Ends,
  scale: Scale,
): Generator<Stretch> {
  let at = begin;
  for (const wait of waits) {
    const from = Math.max(position(recording, recording.store.waits.waitRow[wait]!, scale), at);
    const to = Math.min(wakePosition(recording, wait, scale), end);
    if (to <= from) continue;
    yield [from, to, recording.store.waits.kind[wait]! + 1, wait];
    at = to;
  }
}

type Ends = [from: number, to: number];

/** What is seen of stretches in `[from, to]`: those narrower than `least` are drawn together as `mixed`. */
export function visibleSegments(segments: Segments, from: number, to: number, least: number): Segments {
  const builder = new Builder();
  for (let i = firstEndingAfter(segments, from); i < segments.length && segments.from[i]! < to; ) {
    const begin = segments.from[i]!;
    const end = Math.max(i + 1, firstEndingAfter(segments, begin + least, i));
    const alone = end === i + 1;
    builder.add(begin, segments.to[end - 1]!, alone ? segments.what[i]! : MIXED, alone ? segments.wait[i]! : -1);
    i = end;
  }
  return builder.done();
}

const RUNNING = 0;
const DEBUGGER = waitKinds.indexOf('debugger');
const MIXED = segmentKinds.indexOf('mixed');

/** Where a lane begins and ends on a scale; undefined where no step of it is known. */
export function lifeOf(recording: Recording, lane: number, scale: Scale): Ends | undefined {
  const begin = laneIndex(recording).first[lane];
  if (begin === undefined) return undefined;
  const end = endOf(recording, lane);
  const { steps } = recording.store.order;
  if (steps[begin]! > steps[end]!) return undefined;
  return [position(recording, begin, scale), position(recording, end, scale)];
}

/** The row that ends a lane: its own end or its process's, whichever is first, else the last there is. */
function endOf(recording: Recording, lane: number): number {
  const { last } = laneIndex(recording);
  const { steps, rows } = recording.store.order;
  const main = recording.processes[recording.lanes[lane]!.process]!.lanes[0]!;
  const [own, whole] = [last[lane], last[main]];
  const first = own === undefined || (whole !== undefined && steps[whole]! < steps[own]!) ? whole : own;
  return first ?? rows[recording.length - 1]!;
}

function position({ store }: Recording, row: number, scale: Scale): number {
  return scale === 'order' ? store.order.steps[row]! : store.rows.time[row]!;
}

function wakePosition(recording: Recording, wait: number, scale: Scale): number {
  const row = recording.store.waits.wakeRow[wait]!;
  return row < 0 ? Number.POSITIVE_INFINITY : position(recording, row, scale);
}

/** Looks near first: mostly it is the next, and among very many it is found without looking at each. */
function firstEndingAfter({ to, length }: Segments, position: number, from = 0): number {
  let low = from;
  let high = from;
  for (let leap = 1; high < length && to[high]! < position; leap *= 2) {
    low = high + 1;
    high += leap;
  }
  high = Math.min(high, length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (to[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Builder {
  length = 0;
  private from = new Float64Array(16);
  private to = new Float64Array(16);
  private what = new Uint8Array(16);
  private wait = new Int32Array(16);

  add(from: number, to: number, what: number, wait: number): void {
    if (this.length === this.from.length) this.grow(this.length * 2);
    this.from[this.length] = from;
    this.to[this.length] = to;
    this.what[this.length] = what;
    this.wait[this.length++] = wait;
  }

  done(): Segments {
    const { length } = this;
    return {
      length,
      from: this.from.subarray(0, length),
      to: this.to.subarray(0, length),
      what: this.what.subarray(0, length),
      wait: this.wait.subarray(0, length),
    };
  }

  private grow(capacity: number): void {
    const { from, to, what, wait } = this;
    this.from = new Float64Array(capacity);
    this.from.set(from);
    this.to = new Float64Array(capacity);
    this.to.set(to);
    this.what = new Uint8Array(capacity);
    this.what.set(what);
    this.wait = new Int32Array(capacity);
    this.wait.set(wait);
  }
}
