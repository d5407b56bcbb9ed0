/** The waits of a recording as they are asked for: by index, with steps. */
import type { Wake } from '../wire/events.js';
import type { Recording } from './recording.js';
import { outcomes, type WaitKind, waitKinds } from './waits.js';

export class Waits {
  constructor(private readonly recording: Recording) {}

  get length(): number {
    return this.table.length;
  }

  /** Who waits. */
  lane(wait: number): number {
    return this.table.lane[wait]!;
  }

  process(wait: number): number {
    return this.recording.lanes[this.lane(wait)]!.process;
  }

  kind(wait: number): WaitKind {
    return waitKinds[this.table.kind[wait]!]!;
  }

  /** True where the whole thread stands still. */
  blocking(wait: number): boolean {
    return this.table.blocking[wait] === 1;
  }

  /** The step at which it begins, -1 where only its end was heard of. */
  beginStep(wait: number): number {
    return this.recording.stepOf(this.table.waitRow[wait]!);
  }

  /** The step at which it ends, -1 where that was not heard of. */
  endStep(wait: number): number {
    return this.recording.stepOf(this.table.wakeRow[wait]!);
  }

  outcome(wait: number): Wake['outcome'] | undefined {
    return outcomes[this.table.outcome[wait]! - 1];
  }

  /** The process that a join waits for, else -1. */
  child(wait: number): number {
    return this.kind(wait) === 'join' ? this.table.target[wait]! : -1;
  }

  /** The task that a wait on a pool is for, else -1. */
  task(wait: number): number {
    return this.kind(wait) === 'pool' ? this.table.target[wait]! : -1;
  }

  /** The channel or lock that is waited for, else -1. */
  channel(wait: number): number {
    const kind = this.kind(wait);
    return kind === 'join' || kind === 'pool' || kind === 'debugger' ? -1 : this.table.target[wait]!;
  }

  private get table() {
    return this.recording.store.waits;
  }
}
