/** How far ahead a consumer may be supplied: as many items as it uses in a few milliseconds, as seen so far. */
export const AHEAD_MS = 4;
const MOST = 2048;
/** One quick item does not make a quick consumer: it has to show it with as many as it was trusted with. */
const GROWTH = 8;

export class Pace {
  /** How many items it can use. */
  window = 1;
  #since = performance.now();
  #used = 0;

  use(): void {
    this.#used++;
  }

  /** To be called when something came to one that waited: how long others took to supply it says nothing of its pace. */
  supplied(): void {
    if (this.#used === 0) this.#since = performance.now();
  }

  /**
   * To be called before each request for more, with how many items are in hand: what they take is not known yet. Falls slowly, so that
   * one pause does not undo what was learnt.
   */
  update(inHand: number): void {
    const finished = this.#used - inHand;
    if (finished <= 0) return;
    const now = performance.now();
    const passed = Math.max(now - this.#since, 0.001);
    const atThisPace = Math.ceil((finished * AHEAD_MS) / passed);
    const most = Math.min(MOST, this.window * GROWTH);
    this.window = Math.min(most, Math.max(1, atThisPace, Math.floor(this.window / 2)));
    this.#since = now;
    this.#used = inHand;
  }
}
