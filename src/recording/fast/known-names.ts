/** The names that the quick way knows by their bytes: lanes, directions, channels, kinds. All of them have come by the slow way first. */
import type { Store } from '../store.js';
import { ByteTable } from './byte-table.js';
import { type Literal, literalOf } from './scan.js';

export class KnownNames {
  readonly directions = new ByteTable();
  readonly channels = new ByteTable();
  readonly kinds = new ByteTable();
  /** By lane and by whether it sends, two each: the directions of its last message and of another before, -1 for none. */
  lastDirections = new Int32Array(0);
  private knownKinds = 0;
  private knownDirections = 0;
  private knownChannels = 0;
  private reuses = 0;
  private readonly mainLanes = new Map<number, number>();
  private readonly threadLanes = new Map<number, number>();
  private readonly directionLiterals: Literal[] = [];
  private readonly channelLiterals: Literal[] = [];

  constructor(private readonly store: Store) {}

  /** Takes in what is new in the store. */
  learn(): void {
    const { channels, kinds, processes, reuses } = this.store;
    if (reuses !== this.reuses) this.forget();
    this.fitLanes(processes.lanes.length);
    for (; this.knownKinds < kinds.size; this.knownKinds++) {
      if (this.knownKinds > 0) this.kinds.add(kinds.get(this.knownKinds)!, this.knownKinds);
    }
    for (; this.knownDirections < channels.directions.length; this.knownDirections++) {
      const direction = channels.directions[this.knownDirections]!;
      if (channels.isCurrentDirection(direction)) this.directions.add(direction.prefix, direction.index);
    }
    for (; this.knownChannels < channels.all.length; this.knownChannels++) {
      const channel = channels.all[this.knownChannels]!;
      if (channels.find(channel.id) === channel.index) this.channels.add(channel.id, channel.index);
    }
  }

  /** The lane of a pid that has never meant two processes, or -1. */
  laneOf(pid: number, tid: number, time: number): number {
    const known = tid === 0 ? this.mainLanes.get(pid) : this.threadLanes.get(pid * THREADS + tid);
    return known ?? this.findLane(pid, tid, time);
  }

  /** A direction's name up to and with its `#`. */
  directionLiteral(direction: number): Literal {
    this.directionLiterals[direction] ??= literalOf(`${this.store.channels.directions[direction]!.prefix}#`);
    return this.directionLiterals[direction];
  }

  /** A channel's id with its closing mark. */
  channelLiteral(channel: number): Literal {
    this.channelLiterals[channel] ??= literalOf(`${this.store.channels.all[channel]!.id}"`);
    return this.channelLiterals[channel];
  }

  private findLane(pid: number, tid: number, time: number): number {
    const { processes, seqs } = this.store;
    const process = processes.find(pid, time);
    const lane = process === undefined || process.previous >= 0 ? -1 : processes.findLane(pid, tid, time);
    if (lane < 0 || seqs[lane] === undefined || tid >= THREADS) return -1;
    if (tid === 0) this.mainLanes.set(pid, lane);
    else this.threadLanes.set(pid * THREADS + tid, lane);
    return lane;
  }

  private fitLanes(lanes: number): void {
    const before = this.lastDirections;
    if (lanes * 4 <= before.length) return;
    this.lastDirections = new Int32Array(lanes * 8).fill(-1);
    this.lastDirections.set(before);
  }

  /** A pid has come to mean another process: what is still true of the names is learnt anew. */
  private forget(): void {
    this.reuses = this.store.reuses;
    this.mainLanes.clear();
    this.threadLanes.clear();
    this.directions.clear();
    this.lastDirections.fill(-1);
    this.channels.clear();
    this.knownDirections = 0;
    this.knownChannels = 0;
  }
}

/** Threads with a higher number are left to the slow way. */
const THREADS = 4096;
