/**
 * How much happened where: counts of events per lane in buckets of the scale, at every halving of the resolution, so that any
 * zoom finds a level with about a bucket a pixel. It is moved on as events arrive.
 */
import type { Recording } from '../recording.js';
import { typeCode } from '../rows.js';
import type { Scale } from './scale.js';

/** What is counted. */
export type Counted = 'events' | 'messages' | 'output';

/** One resolution: bucket `b` of lane `l` covers `[b * width, (b + 1) * width)` and has `counts[l * buckets + b]` events. */
export interface PyramidLevel {
  readonly width: number;
  readonly buckets: number;
  /** At most 65,535: more is kept as that. */
  readonly counts: Uint16Array;
  /** The highest count so far. */
  most: number;
}

/** The finest level has at most this many buckets a lane, and all lanes together at most `MOST_CELLS`. */
const MOST_BUCKETS = 16_384;
const FEWEST_BUCKETS = 256;
const MOST_CELLS = 4 * 1024 * 1024;

export class ActivityPyramid {
  /** From the finest to the coarsest. */
  levels: PyramidLevel[] = [];
  private readonly changes = {};
  private lanes = 0;
  /** By the clock a row is counted once, wherever it stands in the order; in the order of steps a step is. */
  private counted = 0;
  /** How many receives have got another time than they said. */
  private moved = 0;

  constructor(
    private readonly recording: Recording,
    readonly scale: Scale,
    readonly what: Counted = 'messages',
  ) {
    this.update();
  }

  /** Takes in what has arrived since. */
  update(): void {
    const { recording } = this;
    const { order, ownTimes } = recording.store;
    const changed = recording.changedSince(this.changes);
    const end = extent(recording, this.scale);
    const fits = this.levels[0] !== undefined && end < this.levels[0].width * this.levels[0].buckets;
    const late = this.scale === 'order' && changed < this.counted;
    if (!fits || recording.lanes.length > this.lanes || ownTimes.size !== this.moved) this.build(end);
    else if (late) this.forget(changed);
    this.moved = ownTimes.size;
    for (; this.counted < recording.length; this.counted++) {
      if (this.scale === 'order') this.count(order.rows[this.counted]!, this.counted);
      else this.count(this.counted, recording.store.rows.time[this.counted]!);
    }
  }

  /** Empties the buckets from that of a step on: the steps from there on are others than they were. */
  private forget(step: number): void {
    const coarsest = this.levels.at(-1)!.width;
    const from = Math.floor(step / coarsest) * coarsest;
    for (const { width, buckets, counts } of this.levels) {
      for (let lane = 0; lane < this.lanes; lane++) counts.fill(0, lane * buckets + from / width, (lane + 1) * buckets);
    }
    this.counted = from;
  }

  /** The coarsest level whose buckets are no wider than `width` (what a pixel covers), or the finest. */
  levelFor(width: number): PyramidLevel {
    return this.levels.findLast((level) => level.width <= width) ?? this.levels[0]!;
  }

  /** All levels anew, with room for as much again as there is. */
  private build(end: number): void {
    this.lanes = Math.ceil(this.recording.lanes.length * 1.25);
    this.counted = 0;
    this.levels = [];
    let buckets = bucketsFor(this.lanes);
    let width = 2 ** Math.ceil(Math.log2(Math.max(end * 1.25, 1) / buckets));
    for (; buckets >= FEWEST_BUCKETS; buckets /= 2, width *= 2) {
      this.levels.push({ width, buckets, counts: new Uint16Array(this.lanes * buckets), most: 0 });
    }
  }

  private count(row: number, position: number): void {
    const { rows } = this.recording.store;
    if (!isCounted(rows.type[row]!, this.what)) return;
    const at = Math.max(position, 0);
    const lane = rows.lane[row]!;
    for (const level of this.levels) {
      const { counts } = level;
      const cell = lane * level.buckets + Math.floor(at / level.width);
      if (counts[cell]! < 0xffff) counts[cell]!++;
      if (counts[cell]! > level.most) level.most = counts[cell]!;
    }
  }
}

function bucketsFor(lanes: number): number {
  const most = 2 ** Math.floor(Math.log2(MOST_CELLS / Math.max(lanes, 1)));
  return Math.min(Math.max(most, FEWEST_BUCKETS), MOST_BUCKETS);
}

function extent(recording: Recording, scale: Scale): number {
  return scale === 'order' ? recording.length : recording.duration;
}

function isCounted(type: number, what: Counted): boolean {
  switch (what) {
    case 'events':
      return true;
    case 'messages':
      return type === typeCode.send || type === typeCode.receive;
    case 'output':
      return type === typeCode.output;
  }
}
