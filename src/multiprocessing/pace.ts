/** How far ahead a consumer may be supplied: as many items as it uses in a few milliseconds, as seen so far. */
const AHEAD_MS = 4;
const MOST = 2048;

export class Pace {
  /** How many items it can use. */
  window = 1;
  #since = performance.now();
  #used = 0;

  use(): void {
    this.#used++;
  }

  /** To be called before each request for more; falls slowly, so that one pause does not undo what was learnt. */
  update(): void {
    const now = performance.now();
    const passed = Math.max(now - this.#since, 0.001);
    const atThisPace = Math.ceil((this.#used * AHEAD_MS) / passed);
    this.window = Math.min(MOST, Math.max(1, atThisPace, Math.floor(this.window / 2)));
    this.#since = now;
    this.#used = 0;
  }
}
