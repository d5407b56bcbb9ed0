/** What the broker knows of one process that takes from a queue: what it holds, what it wants, what is in its hands. */
import { AHEAD_MS } from '../queue/pace.js';
import type { Link } from './link.js';
import { type Run, Runs } from './runs.js';

/** Milliseconds that a grant and the next request take at least. */
const FASTEST = 0.06;
/** How much the last of them weighs. */
const WEIGHT = 0.25;

export class Consumer {
  readonly link: Link;
  /** What it was granted and has not finished with, oldest first. */
  readonly held = new Runs();
  /** How many of the first of `held` it has handed to its program, or is about to: they cannot be called back. */
  inHand = 0;
  /** How many of those have certainly been handed to its program. */
  #handed = 0;
  /** How many of its gets wait. */
  need = 0;
  /** How many it can use at its pace. */
  window = 1;
  /** What it holds has been called back, and the answer has not come. */
  recalled = false;
  /** When it was last granted something, and how much. */
  suppliedAt = 0;
  #supply = 0;
  /** Milliseconds that a grant and the next request lately took on their ways. */
  #latency = FASTEST;
  /** Since when others wait for it to hand over what it has. */
  waitedForSince: number | undefined;
  /** They wait no longer. */
  overdue = false;

  constructor(link: Link) {
    this.link = link;
  }

  /** What could still be given to somebody else. */
  get spare(): number {
    return this.held.count - this.inHand;
  }

  /** True where it uses as many items as there are others at it in less time than a request for one takes: then taking turns is quicker. */
  isQuickAmong(others: number): boolean {
    return (others * AHEAD_MS) / this.window <= this.#latency;
  }

  /** True where it has items that its program may not have been handed. */
  get isAhead(): boolean {
    return this.held.count > this.#handed;
  }

  finish(done: number): void {
    const count = Math.min(done, this.inHand);
    this.held.take(count);
    this.inHand -= count;
    this.#handed = Math.max(0, this.#handed - count);
  }

  /** It asks for as much once nothing that has reached it is left. */
  ask(need: number, window: number): void {
    if (need > 0) {
      this.#handed = this.inHand;
      this.#learnLatency(window);
    }
    // What is on its way to it will answer so many of its gets.
    this.need = Math.max(0, need - this.spare);
    this.window = window;
  }

  /** Of the time since the last grant, what it did not need for the items. */
  #learnLatency(window: number): void {
    const used = (this.#supply * AHEAD_MS) / Math.max(1, window);
    const latency = Math.max(FASTEST, performance.now() - this.suppliedAt - used);
    this.#latency += (Math.min(latency, AHEAD_MS) - this.#latency) * WEIGHT;
  }

  /** The first of those is handed over at once; that it tells of more means that those before are. */
  mark(count: number): void {
    this.#handed = Math.min(this.inHand + Math.min(count, 1), this.held.count);
    this.inHand = Math.min(this.inHand + count, this.held.count);
  }

  /** All it told of has been handed over, but for `count`. */
  unmark(count: number): void {
    this.inHand = Math.max(0, this.inHand - count);
    this.#handed = this.inHand;
  }

  /** Takes back the last `count`: all that it has not handed over. */
  giveBack(count: number): Run[] {
    const runs = this.held.takeLast(count);
    this.inHand = Math.min(this.inHand, this.held.count);
    this.#handed = this.inHand;
    this.recalled = false;
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
    this.suppliedAt = performance.now();
    this.#supply = count;
    const needed = Math.min(this.need, count);
    this.need -= needed;
    if (!mayMark) return 0;
    if (this.#handed === this.inHand) this.#handed += needed;
    this.inHand += needed;
    return needed;
  }
}
