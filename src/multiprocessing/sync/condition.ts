/** Condition: a lock, and a place to wait until somebody who holds it says that something has changed. */

import { type Handle, handleFrom, type Passport } from '../client/handle.js';
import { ValueError } from '../errors.js';
import type { WaitOptions } from '../patience.js';
import { registerReducer } from '../pickle/reducers.js';
import { type Lock, RLock } from './lock.js';
import { SharedObject, TOO_LATE } from './shared-object.js';

/** What passes: the condition's own passport, and its lock, which passes by itself. */
interface Parts {
  condition: Passport;
  lock: Lock | RLock;
}

/** Python: `multiprocessing.Condition`. */
export class Condition extends SharedObject {
  /** The lock that must be held for `wait` and `notify`. */
  readonly lock: Lock | RLock;

  /** `lock`: a Lock or RLock of the same process; a new RLock by default. */
  constructor(lock?: Lock | RLock);
  /** @internal */
  constructor(lock: Lock | RLock, from: Handle);
  constructor(lock: Lock | RLock = new RLock(), from?: Handle) {
    const inside = lock.handle;
    // The broker must know the lock before the condition.
    if (!from && inside.client && !inside.client.isOwn)
      throw new ValueError('new Condition(lock): the lock was made by another process. Make both in the same one.');
    super(from ?? { kind: 'condition', lock: inside.resource }, 'condition');
    this.lock = lock;
  }

  /** Acquires the lock (Python: `acquire`). */
  acquire(options: WaitOptions = {}): Promise<boolean> {
    return this.lock.acquire(options);
  }

  /** Releases the lock (Python: `release`). */
  release(): Promise<void> {
    return this.lock.release();
  }

  /** Does something while holding the lock (Python: `with condition:`). */
  with<R>(action: () => R | Promise<R>): Promise<R> {
    return this.lock.with(action);
  }

  /**
   * Gives the lock up, waits to be notified, and has the lock again when it returns (Python: `wait`). True when notified, false when
   * `timeout` milliseconds were over first. Throws where the lock is not held.
   */
  async wait(options: WaitOptions = {}): Promise<boolean> {
    this.lock.tellReleased();
    try {
      return (await this.askAndWait('wait', options, 'condition.wait()')) !== TOO_LATE;
    } finally {
      this.lock.tellHeld();
    }
  }

  /** Waits until the predicate is true; gives its last answer (Python: `wait_for`). `timeout` is for all of it. */
  async waitFor(predicate: () => boolean | Promise<boolean>, options: WaitOptions = {}): Promise<boolean> {
    const end = options.timeout === undefined ? undefined : performance.now() + options.timeout;
    let answer = await predicate();
    while (!answer) {
      const timeout = end === undefined ? undefined : end - performance.now();
      if (timeout !== undefined && timeout <= 0) break;
      await this.wait({ ...options, timeout });
      answer = await predicate();
    }
    return answer;
  }

  /** Wakes up to `count` of those who wait; they go on when the lock is free (Python: `notify`). */
  async notify(count = 1): Promise<void> {
    await this.ask('notify', { count });
  }

  /** Wakes all who wait (Python: `notify_all`). */
  async notifyAll(): Promise<void> {
    await this.ask('notify', { count: Number.MAX_SAFE_INTEGER });
  }
}

registerReducer<Condition, Parts>(Condition, {
  tag: 'Condition',
  reduce: (condition, parcel) => ({ condition: condition.handle.pass(parcel), lock: condition.lock }),
  rebuild: ({ condition, lock }) => new Condition(lock, handleFrom(condition)),
});
