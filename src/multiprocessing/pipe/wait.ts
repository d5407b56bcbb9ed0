/** wait: which of several connections and processes has something to tell. */

import type { WaitOptions } from '../patience.js';
import { checkOptions, watch } from '../patience.js';
import { Connection } from './connection.js';

/** A promise that settles when something has happened, as `process.sentinel` does when the process has ended. */
type Sentinel = PromiseLike<unknown>;

/**
 * Waits until at least one is ready, and gives all that are: connections with something to receive or closed at the other side, and
 * sentinels of processes that have ended (Python: `multiprocessing.connection.wait`). Empty when `timeout` milliseconds are over.
 */
export async function wait<T extends Connection<never> | Connection | Sentinel>(
  objects: Iterable<T>,
  options: WaitOptions = {},
): Promise<T[]> {
  checkOptions(options, 'wait()');
  const all = [...objects];
  const stop = new AbortController();
  const ready = new Set<T>();
  try {
    const first = Promise.any(all.map((object) => becomesReady(object, stop.signal).then(() => ready.add(object))));
    await Promise.race([first, over(options, stop.signal)]);
    // What became ready in the same moment is told in the same answer.
    if (ready.size > 0) await addThoseReadyNow(all, ready);
    return all.filter((object) => ready.has(object));
  } finally {
    stop.abort();
  }
}

async function becomesReady(object: Connection<never> | Connection | Sentinel, signal: AbortSignal): Promise<void> {
  if (object instanceof Connection) await object.poll({ signal });
  else await object;
}

async function addThoseReadyNow<T extends Connection<never> | Connection | Sentinel>(
  all: T[],
  ready: Set<T>,
): Promise<void> {
  const rest = all.filter((object) => !ready.has(object));
  await Promise.all(
    rest.map(async (object) => {
      if (object instanceof Connection && (await object.poll(0))) ready.add(object);
    }),
  );
}

/** Settles when the time is over, rejects when the signal is aborted. */
function over(options: WaitOptions, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const unwatch = watch(options, () => (options.signal?.aborted ? reject(options.signal.reason) : resolve()));
    stop.addEventListener('abort', unwatch, { once: true });
  });
}
