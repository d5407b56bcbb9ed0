/** One item out of an inbox: at once where one is here, else after a wait with its timeout and signal. */
import type { WaitReason } from './channels.js';
import type { Inbox } from './inbox.js';
import { checkOptions, type Outcome, tellWait, tellWake, type WaitOptions, watch } from './patience.js';
import type { Item } from './stock.js';

/** What a wait came to; `wait` is its number where somebody listens, else 0. */
export type Taken = { outcome: 'item'; item: Item; wait: number } | { outcome: 'timeout' | 'ended' };

/** Rejects where the signal is aborted, and where the broker is gone. */
export function take(inbox: Inbox, options: WaitOptions, reason: WaitReason): Promise<Taken> {
  const wait = tellWait(reason, options.timeout);
  return new Promise((resolve, reject) => {
    const settle = (outcome: Outcome) => {
      unwatch();
      tellWake(wait, outcome);
    };
    const getter = {
      take(item: Item) {
        settle('done');
        resolve({ outcome: 'item', item, wait });
      },
      fail(error: Error) {
        settle('closed');
        reject(error);
      },
      ended() {
        settle('closed');
        resolve({ outcome: 'ended' });
      },
    };
    const stop = () => {
      if (!inbox.leave(getter)) return;
      settle('timeout');
      if (options.signal?.aborted) reject(options.signal.reason);
      else resolve({ outcome: 'timeout' });
    };
    const unwatch = watch(options, stop);
    inbox.wait(getter);
  });
}

/** True where the options say that nothing may be waited for. */
export function mayNotWait(options: WaitOptions, call: string): boolean {
  checkOptions(options, call);
  return options.timeout !== undefined && options.timeout <= 0;
}
