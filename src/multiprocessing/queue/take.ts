/** One item out of a queue or a pipe: at once where one is here, else after a wait with its timeout and signal. */
import type { WaitReason } from '../channels.js';
import { checkOptions, type Outcome, tellWait, tellWake, type WaitOptions, watch } from '../patience.js';
import type { Getter } from './inbox.js';
import type { Item } from './stock.js';

/** Where getters wait. */
interface Source {
  wait(getter: Getter): void;
  /** False where it waits no longer. */
  leave(getter: Getter): boolean;
}

/** What a wait came to; `wait` is its number where somebody listens, else 0. */
export type Taken = { outcome: 'item'; item: Item; wait: number } | { outcome: 'timeout' | 'ended' };

/** Rejects where the signal is aborted, and where the broker is gone. */
export function take(source: Source, options: WaitOptions, reason: WaitReason): Promise<Taken> {
  return new Promise((resolve, reject) => source.wait(new Call(source, options, reason, resolve, reject)));
}

/** A get that waits, until it has come to something. */
class Call implements Getter {
  readonly #wait: number;
  readonly #unwatch: (() => void) | undefined;
  readonly #resolve: (taken: Taken) => void;
  readonly #reject: (error: unknown) => void;

  constructor(
    source: Source,
    options: WaitOptions,
    reason: WaitReason,
    resolve: (taken: Taken) => void,
    reject: (error: unknown) => void,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#wait = tellWait(reason, options.timeout);
    if (options.timeout === undefined && !options.signal) return;
    this.#unwatch = watch(options, () => {
      if (!source.leave(this)) return;
      this.#settle('timeout');
      if (options.signal?.aborted) reject(options.signal.reason);
      else resolve({ outcome: 'timeout' });
    });
  }

  take(item: Item): void {
    this.#settle('done');
    this.#resolve({ outcome: 'item', item, wait: this.#wait });
  }

  fail(error: Error): void {
    this.#settle('closed');
    this.#reject(error);
  }

  ended(): void {
    this.#settle('closed');
    this.#resolve({ outcome: 'ended' });
  }

  #settle(outcome: Outcome): void {
    this.#unwatch?.();
    tellWake(this.#wait, outcome);
  }
}

/** True where the options say that nothing may be waited for. */
export function mayNotWait(options: WaitOptions, call: string): boolean {
  checkOptions(options, call);
  return options.timeout !== undefined && options.timeout <= 0;
}
