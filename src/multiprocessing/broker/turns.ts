/**
 * The order among consumers: nobody is granted an item while another has older ones that its program has not been handed, so that no
 * item is got before one that was put earlier. Those of the other are called back, once it has had the time to use them.
 *
 * One whose event loop stands still cannot answer. The others then go on without it, and what it has will be got late.
 */
import type { Consumer } from './consumer.js';

/** As long as a turn lasts: what was granted is not called back earlier, unless somebody asks in passing. */
export const TURN_MS = 1;
/** As long as the others wait for one that does not answer. */
export const STANDSTILL_MS = 25;

export class Turns {
  /** Those with items that their programs may not have been handed: one, but for those that are overdue. */
  readonly #ahead = new Set<Consumer>();
  readonly #callBack: (consumer: Consumer) => void;
  readonly #lookAgain: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** `callBack` tells a consumer, `lookAgain` is called when those who go without are to be seen to anew. */
  constructor(callBack: (consumer: Consumer) => void, lookAgain: () => void) {
    this.#callBack = callBack;
    this.#lookAgain = lookAgain;
  }

  /** To be called after each change of what a consumer holds. */
  note(consumer: Consumer): void {
    if (consumer.isAhead) {
      this.#ahead.add(consumer);
      return;
    }
    this.#ahead.delete(consumer);
    consumer.waitedForSince = undefined;
    consumer.overdue = false;
  }

  leave(consumer: Consumer): void {
    this.#ahead.delete(consumer);
  }

  /** True where it may be granted what is stored. */
  isTurnOf(consumer: Consumer): boolean {
    if (consumer.recalled) return false;
    for (const other of this.#ahead) if (other !== consumer && !other.overdue) return false;
    return true;
  }

  /** Somebody goes without: sees to it that what others have is handed over or comes back. True where something may come back. */
  waitForOthers(inAHurry: boolean): boolean {
    const now = performance.now();
    let coming = false;
    let allOverdue = true;
    for (const consumer of this.#ahead) {
      coming = this.#isComingBack(consumer, inAHurry || now - consumer.suppliedAt >= TURN_MS) || coming;
      consumer.waitedForSince ??= now;
      if (now - consumer.waitedForSince >= STANDSTILL_MS) consumer.overdue = true;
      else allOverdue = false;
    }
    if (!allOverdue) this.#timer ??= setTimeout(this.#elapsed, TURN_MS);
    return coming;
  }

  #isComingBack(consumer: Consumer, isTime: boolean): boolean {
    if (consumer.recalled) return true;
    if (consumer.spare === 0 || consumer.need > 0) return false;
    if (isTime) {
      consumer.recalled = true;
      this.#callBack(consumer);
    }
    return true;
  }

  readonly #elapsed = (): void => {
    this.#timer = undefined;
    this.#lookAgain();
  };
}
