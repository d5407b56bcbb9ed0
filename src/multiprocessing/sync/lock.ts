/** Lock, RLock, Semaphore and BoundedSemaphore: permits that processes acquire and release. */

import { Handle } from '../client/handle.js';
import { ValueError } from '../errors.js';
import type { Blueprint } from '../frames/frames.js';
import type { WaitOptions } from '../patience.js';
import { registerShared, SharedObject, TOO_LATE } from './shared-object.js';

/** A held permit; `await using held = await lock.hold()` releases it at the end of the block. */
export interface Held extends AsyncDisposable {
  release(): Promise<void>;
}

/** What can be acquired and released. What a process holds when it dies comes free (Python: never). */
abstract class Acquirable extends SharedObject {
  /** How many permits this object has acquired and not released. */
  #permits = 0;

  /**
   * Waits for a permit (Python: `acquire`). True once it has one; false when `timeout` milliseconds were over first. `{ timeout: 0 }`
   * does not wait.
   */
  async acquire(options: WaitOptions = {}): Promise<boolean> {
    const acquired = await this.#acquired(options);
    if (acquired) this.tellHeld();
    return acquired;
  }

  async #acquired(options: WaitOptions): Promise<boolean> {
    if (options.timeout !== undefined && options.timeout <= 0)
      return (await this.ask('acquire', { wait: false })) === true;
    return (await this.askAndWait('acquire', options, `${this.constructor.name}.acquire()`)) !== TOO_LATE;
  }

  /** Gives one back (Python: `release`). Throws where none is held. */
  async release(): Promise<void> {
    // Told before it is done: whoever gets it next tells of that later.
    this.tellReleased();
    await this.ask('release', { count: 1 });
  }

  /** Does something while holding it (Python: `with lock:`). */
  async with<R>(action: () => R | Promise<R>): Promise<R> {
    await this.acquire();
    try {
      return await action();
    } finally {
      await this.release();
    }
  }

  /** Acquires it for a block: `await using held = await lock.hold()` (Python: `with lock:`). */
  async hold(options: WaitOptions = {}): Promise<Held> {
    if (!(await this.acquire(options)))
      throw new ValueError(`${this.constructor.name}.hold(): not acquired within ${options.timeout} ms.`);
    const release = () => this.release();
    return { release, [Symbol.asyncDispose]: release };
  }

  /** @internal The process that holds it has an end `holder` of the channel, from its first permit to its last. */
  tellHeld(): void {
    if (++this.#permits === 1) this.tellEnd('open', 'holder');
  }

  /** @internal Any process may release: also one that has acquired nothing. */
  tellReleased(): void {
    this.#permits = Math.max(0, this.#permits - 1);
    if (this.#permits === 0) this.tellEnd('close', 'holder');
  }
}

/** One holder at a time, of all processes (Python: `multiprocessing.Lock`). Any process may release it. */
export class Lock extends Acquirable {
  constructor();
  /** @internal */
  constructor(from: Handle);
  constructor(from?: Handle) {
    super(from ?? { kind: 'semaphore', value: 1, bound: 1 }, 'lock');
  }
}

/**
 * A lock that the process that holds it may acquire again, and must release as often (Python: `multiprocessing.RLock`). It belongs to
 * the process (or worker thread), for Node has no other identity: two async functions of one process do not keep each other out.
 */
export class RLock extends Acquirable {
  constructor();
  /** @internal */
  constructor(from: Handle);
  constructor(from?: Handle) {
    super(from ?? { kind: 'rlock' }, 'lock');
  }
}

/** So many holders at a time (Python: `multiprocessing.Semaphore`). */
export class Semaphore extends Acquirable {
  /** `value`: how many permits there are, 1 by default. */
  constructor(value?: number);
  /** @internal */
  constructor(from: Handle);
  constructor(from: number | Handle = 1) {
    super(from instanceof Handle ? from : permits(from, new.target.bounded), 'semaphore');
  }

  /** @internal */
  protected static readonly bounded: boolean = false;

  /** How many permits are free now (Python: `get_value`). */
  async getValue(): Promise<number> {
    return Number(await this.ask('value'));
  }
}

/** A semaphore that refuses to be released more often than it was acquired (Python: `multiprocessing.BoundedSemaphore`). */
export class BoundedSemaphore extends Semaphore {
  protected static override readonly bounded = true;
}

function permits(value: number, bounded: boolean): Blueprint {
  if (!Number.isInteger(value) || value < 0)
    throw new ValueError(`new Semaphore(${String(value)}): the number of permits must be a whole number, 0 or more.`);
  return { kind: 'semaphore', value, bound: bounded ? value : null };
}

registerShared(Lock, (handle) => new Lock(handle));
registerShared(RLock, (handle) => new RLock(handle));
registerShared(Semaphore, (handle) => new Semaphore(handle));
registerShared(BoundedSemaphore, (handle) => new BoundedSemaphore(handle));
