/**
 * The order of the steps: by time, then (pid, tid, seq); a receive whose clock would put it before its send stands right after it.
 *
 * It is kept while events arrive late: what came since the last look is sorted by itself and merged into the end.
 */
import { mergeSort } from './merge-sort.js';
import type { MessageTable } from './messages.js';
import type { Processes } from './processes.js';
import { flag, grown, larger, type Rows } from './rows.js';

export class Order {
  /** How many steps have their place. */
  length = 0;
  /** Step to row. */
  rows = new Uint32Array(FIRST_CAPACITY);
  /** Row to step. */
  steps = new Uint32Array(FIRST_CAPACITY);
  /** The first step that has lost its place because its event has got another time; Infinity for none. */
  private unsettled = Number.POSITIVE_INFINITY;

  constructor(
    private readonly table: Rows,
    private readonly messages: MessageTable,
    private readonly processes: Processes,
  ) {}

  /** A row's time has changed. */
  changed(row: number): void {
    if (row < this.length) this.unsettled = Math.min(this.unsettled, this.steps[row]!);
  }

  /** Gives every row its step; returns the first step that is not what it was, or the length where all are. */
  settle(): number {
    const { table } = this;
    if (this.length === table.length && this.unsettled === Number.POSITIVE_INFINITY) return this.length;
    this.grow(table.length);
    const kept = Math.min(this.unsettled, this.length);
    const waiting = this.waiting(kept);
    this.unsettled = Number.POSITIVE_INFINITY;
    this.length = table.length;
    return this.place(waiting, kept);
  }

  /** The rows that have no place yet, in order. */
  private waiting(kept: number): Uint32Array {
    const waiting = new Uint32Array(this.table.length - kept);
    waiting.set(this.rows.subarray(kept, this.length));
    for (let row = this.length, i = this.length - kept; row < this.table.length; row++) waiting[i++] = row;
    return mergeSort(waiting, { numbers: this.table.time, tie: this.beforeAtOnce });
  }

  private place(waiting: Uint32Array, kept: number): number {
    const from = this.placeOf(waiting[0]!, kept);
    const tail = this.rows.slice(from, kept);
    for (let step = from, i = 0, j = 0; step < this.length; step++) {
      const fromTail = i < tail.length && (j === waiting.length || !this.before(waiting[j]!, tail[i]!));
      const row = fromTail ? tail[i++]! : waiting[j++]!;
      this.rows[step] = row;
      this.steps[row] = step;
    }
    return from;
  }

  /** The first of the kept steps that comes after a row. */
  private placeOf(row: number, kept: number): number {
    let low = 0;
    let high = kept;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.before(row, this.rows[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private readonly before = (a: number, b: number): boolean => {
    const difference = this.table.time[a]! - this.table.time[b]!;
    return difference === 0 ? this.beforeAtOnce(a, b) : difference < 0;
  };

  private readonly beforeAtOnce = (a: number, b: number): boolean => {
    const [anchorA, anchorB] = [this.anchor(a), this.anchor(b)];
    if (anchorA === anchorB) return a === anchorA && b !== a;
    return compareKeys(this.table, this.processes, anchorA, anchorB) < 0;
  };

  /** The row beside which a row stands: itself, or of a moved receive its send. */
  private anchor(row: number): number {
    const moved = (this.table.flags[row]! & flag.moved) !== 0;
    return moved ? this.messages.sendRow[this.table.ref[row]!]! : row;
  }

  private grow(length: number): void {
    if (length > this.rows.length) this.makeRoom(Math.max(length, larger(this.rows.length)));
  }

  makeRoom(capacity: number): void {
    if (capacity <= this.rows.length) return;
    this.rows = grown(this.rows, new Uint32Array(capacity));
    this.steps = grown(this.steps, new Uint32Array(capacity));
  }
}

const FIRST_CAPACITY = 1024;

/** By time, pid, tid, seq; what is alike in all of them by arrival. */
export function compareKeys(table: Rows, { all, lanes }: Processes, a: number, b: number): number {
  const [laneA, laneB] = [lanes[table.lane[a]!]!, lanes[table.lane[b]!]!];
  return (
    table.time[a]! - table.time[b]! ||
    all[laneA.process]!.pid - all[laneB.process]!.pid ||
    laneA.thread - laneB.thread ||
    table.seq[a]! - table.seq[b]! ||
    a - b
  );
}
