/** How many tasks a worker should hold: as many as it does in a moment, so that it never idles and nothing waits behind it for long. */

/** How much work, in milliseconds, a worker should have at hand. */
const AHEAD_MS = 2;
const MOST = 256;

export class Pace {
  /** Milliseconds a task takes, a moving average; unknown before the first. */
  private average = Number.POSITIVE_INFINITY;

  /** So many tasks took so long, one after the other. */
  learn(tasks: number, ms: number): void {
    const each = ms / tasks;
    this.average = Number.isFinite(this.average) ? this.average * 0.7 + each * 0.3 : each;
  }

  /** Not all was begun within its lease: one at a time again. */
  forget(): void {
    this.average = Number.POSITIVE_INFINITY;
  }

  /** The most tasks to hold now. */
  get window(): number {
    return Math.min(MOST, 1 + Math.ceil(AHEAD_MS / Math.max(this.average, 1e-6)));
  }
}
