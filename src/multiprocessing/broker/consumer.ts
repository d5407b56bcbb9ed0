/** What the broker knows of one process that takes from a queue: what it holds, what it wants, what is in its hands. */
import type { Link } from './link.js';
import { type Run, Runs } from './runs.js';

export class Consumer {
  readonly link: Link;
  /** What it was granted and has not finished with, oldest first. */
  readonly held = new Runs();
  /** How many of the first of `held` it has handed to its program, or is about to: they cannot be called back. */
  inHand = 0;
  /** How many of its gets wait. */
  need = 0;
  /** How many it can use at its pace. */
  window = 1;
  /** What it holds has been called back, and the answer has not come. */
  recalled = false;
  /** How many it was ever granted, modulo 2³². */
  #granted = 0;

  constructor(link: Link) {
    this.link = link;
  }

  /** What could still be given to somebody else. */
  get spare(): number {
    return this.held.count - this.inHand;
  }

  finish(done: number): void {
    const count = Math.min(done, this.inHand);
    this.held.take(count);
    this.inHand -= count;
  }

  mark(count: number): void {
    this.inHand = Math.min(this.inHand + count, this.held.count);
  }

  unmark(count: number): void {
    this.inHand = Math.max(0, this.inHand - count);
  }

  /** Takes back the last `count` of the `received` that had reached it by then; what was granted since is not meant. */
  giveBack(count: number, received: number): Run[] {
    const late = this.held.takeLast((this.#granted - received) >>> 0);
    const runs = this.held.takeLast(count);
    this.inHand -= Math.min(count, Math.max(0, this.inHand - this.held.count));
    for (const run of late) this.held.pushBack(run);
    return runs;
  }

  /** Notes what it is given; returns how many of it go to gets that wait. */
  grant(runs: Run[]): number {
    const mayMark = this.spare === 0; // else what is on its way to it already answers those gets
    let count = 0;
    for (const run of runs) {
      this.held.pushBack(run);
      count += run.count;
    }
    this.#granted = (this.#granted + count) >>> 0;
    const needed = Math.min(this.need, count);
    this.need -= needed;
    if (!mayMark) return 0;
    this.inHand += needed;
    return needed;
  }
}
