/** The waits as columns: who waited for what, from where to where, and how it ended. */
import type { WaitReason, Wake } from '../wire/events.js';
import { Numbered } from './numbered.js';
import { grown, larger } from './rows.js';

/** What a wait is for. Its place is its code. */
export const waitKinds = [
  'join',
  'get',
  'put',
  'recv',
  'lock',
  'message',
  'pool',
  'debugger',
] as const satisfies readonly WaitReason['kind'][];
export type WaitKind = (typeof waitKinds)[number];

/** How a wait ended; its place, and 1, is its code: 0 is a wait that has not ended. */
export const outcomes = ['done', 'timeout', 'closed', 'error'] as const satisfies readonly Wake['outcome'][];

export class WaitTable {
  length = 0;
  lane = new Uint32Array(FIRST_CAPACITY);
  /** -1 where only its end was heard of. */
  waitRow = new Int32Array(FIRST_CAPACITY);
  wakeRow = new Int32Array(FIRST_CAPACITY);
  kind = new Uint8Array(FIRST_CAPACITY);
  /** The child's process, the channel or the task, by kind; -1 where only the end was heard of. */
  target = new Int32Array(FIRST_CAPACITY);
  outcome = new Uint8Array(FIRST_CAPACITY);
  blocking = new Uint8Array(FIRST_CAPACITY);
  /** 1 where it ends by itself after a time. */
  timed = new Uint8Array(FIRST_CAPACITY);
  /** The id as on the wire. */
  id = new Uint32Array(FIRST_CAPACITY);
  private readonly byLane: Numbered[] = [];

  begin(lane: number, id: number, row: number): number {
    const known = this.find(lane, id);
    // A wake that came before its wait.
    const wait = known >= 0 && this.waitRow[known]! < 0 ? known : this.add(lane, id);
    this.waitRow[wait] = row;
    return wait;
  }

  end(lane: number, id: number, row: number, outcome: number): number {
    const known = this.find(lane, id);
    const wait = known >= 0 && this.wakeRow[known]! < 0 ? known : this.add(lane, id);
    this.wakeRow[wait] = row;
    this.outcome[wait] = outcome;
    return wait;
  }

  known(lane: number, id: number): boolean {
    return this.find(lane, id) >= 0;
  }

  private find(lane: number, id: number): number {
    return this.byLane[lane]?.get(id) ?? -1;
  }

  private add(lane: number, id: number): number {
    const wait = this.length++;
    if (wait === this.lane.length) this.grow(larger(wait));
    this.lane[wait] = lane;
    this.id[wait] = id;
    this.waitRow[wait] = -1;
    this.wakeRow[wait] = -1;
    this.target[wait] = -1;
    let numbers = this.byLane[lane];
    if (numbers === undefined) {
      numbers = new Numbered();
      this.byLane[lane] = numbers;
    }
    numbers.set(id, wait);
    return wait;
  }

  private grow(capacity: number): void {
    this.lane = grown(this.lane, new Uint32Array(capacity));
    this.waitRow = grown(this.waitRow, new Int32Array(capacity));
    this.wakeRow = grown(this.wakeRow, new Int32Array(capacity));
    this.kind = grown(this.kind, new Uint8Array(capacity));
    this.target = grown(this.target, new Int32Array(capacity));
    this.outcome = grown(this.outcome, new Uint8Array(capacity));
    this.blocking = grown(this.blocking, new Uint8Array(capacity));
    this.timed = grown(this.timed, new Uint8Array(capacity));
    this.id = grown(this.id, new Uint32Array(capacity));
  }
}

const FIRST_CAPACITY = 64;
