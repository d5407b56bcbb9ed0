/** The events as columns: one row per step, in the order of arrival, in typed arrays that grow together. */
import type { EventType } from '../wire/events.js';

/** The kinds of event that are steps. Their place in this list is their code in the `type` column. */
export const stepTypes = [
  'spawn',
  'spawn-error',
  'start',
  'found',
  'name',
  'exit',
  'child-exit',
  'thread-start',
  'thread-exit',
  'error',
  'output',
  'send',
  'receive',
  'wait',
  'wake',
  'open',
  'close',
  'task',
  'sample',
  'lost',
  'handled',
] as const satisfies readonly EventType[];

export type StepType = (typeof stepTypes)[number];

/** The code of each kind of step, as in `typeCode.send`. */
export const typeCode = Object.fromEntries(stepTypes.map((type, code) => [type, code])) as Record<StepType, number>;

/** Bits of the `flags` column. */
export const flag = {
  /** `text` is the whole line, as JSON: the event is not made from the columns again but read from there. */
  raw: 1,
  /** `size` was given. */
  sized: 2,
  truncated: 4,
  /** A receive that stands after its send though its own clock says otherwise; `time` is its send's. */
  moved: 8,
  /** An output on stderr. */
  stderr: 16,
} as const;

export class Rows {
  length = 0;
  type = new Uint8Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  /** Microseconds; of a moved receive its send's. */
  time = new Float64Array(FIRST_CAPACITY);
  lane = new Uint32Array(FIRST_CAPACITY);
  seq = new Uint32Array(FIRST_CAPACITY);
  /** The number of the site, 0 for none. */
  at = new Uint32Array(FIRST_CAPACITY);
  /** What it is about, by type: a message, a wait, a process, a channel, a task, a lane; -1 for nothing. */
  ref = new Int32Array(FIRST_CAPACITY);
  /** Bytes of a message or an output. */
  size = new Uint32Array(FIRST_CAPACITY);
  /** Where the text stands in the arena, 0 for none. */
  text = new Uint32Array(FIRST_CAPACITY);
  /** A small word: a message's kind, a wake's outcome; an index of the strings, 0 for none. */
  kind = new Uint16Array(FIRST_CAPACITY);

  /** A new row with the fields that every event has; the others are 0 and `ref` -1. */
  add(type: number, time: number, lane: number, seq: number, at: number): number {
    const row = this.length++;
    if (row === this.type.length) this.grow(larger(row));
    this.type[row] = type;
    this.time[row] = time;
    this.lane[row] = lane;
    this.seq[row] = seq;
    this.at[row] = at;
    this.ref[row] = -1;
    return row;
  }

  /** Room for so many more, so that a whole file's rows need not move again and again. */
  reserve(more: number): void {
    const wanted = this.length + more;
    if (wanted > this.type.length * 2) this.grow(wanted);
  }

  makeRoom(capacity: number): void {
    if (capacity > this.type.length) this.grow(capacity);
  }

  private grow(capacity: number): void {
    this.type = grown(this.type, new Uint8Array(capacity));
    this.flags = grown(this.flags, new Uint8Array(capacity));
    this.time = grown(this.time, new Float64Array(capacity));
    this.lane = grown(this.lane, new Uint32Array(capacity));
    this.seq = grown(this.seq, new Uint32Array(capacity));
    this.at = grown(this.at, new Uint32Array(capacity));
    this.ref = grown(this.ref, new Int32Array(capacity));
    this.size = grown(this.size, new Uint32Array(capacity));
    this.text = grown(this.text, new Uint32Array(capacity));
    this.kind = grown(this.kind, new Uint16Array(capacity));
  }
}

const FIRST_CAPACITY = 1024;

/** The next capacity of columns that are full: twice as much while that is little, later a quarter more, as what is not used is memory too. */
export const larger = (capacity: number): number =>
  capacity < LITTLE ? capacity * 2 : Math.ceil((capacity * 1.25) / 1024) * 1024;
const LITTLE = 65_536;

/** The larger array with the smaller one's content. */
export function grown<T extends Int32Array | Uint32Array | Uint8Array | Uint16Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
