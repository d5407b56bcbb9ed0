/** Barrier: a place where processes wait until all have come. */

import type { Handle } from '../client/handle.js';
import { BrokenBarrierError, ValueError } from '../errors.js';
import type { WaitOptions } from '../patience.js';
import { registerShared, SharedObject, TOO_LATE } from './shared-object.js';

/** What the broker tells of a barrier. */
interface State {
  waiting: number;
  broken: boolean;
}

/** Lets nobody through until `parties` wait (Python: `multiprocessing.Barrier`). One that dies while it waits breaks it, instead of holding the others for ever. */
export class Barrier extends SharedObject {
  /** How many have to come. */
  readonly parties: number;

  constructor(parties: number);
  /** @internal */
  constructor(from: Handle);
  constructor(from: number | Handle) {
    if (typeof from === 'number' && (!Number.isInteger(from) || from < 1))
      throw new ValueError(`new Barrier(${from}): the number of parties must be a whole number, 1 or more.`);
    super(typeof from === 'number' ? { kind: 'barrier', parties: from } : from, 'barrier');
    const { blueprint } = this.handle;
    this.parties = blueprint.kind === 'barrier' ? blueprint.parties : 0;
  }

  /**
   * Waits for the others (Python: `wait`). Gives a number from 0 to `parties` − 1, another to each. Throws BrokenBarrierError where the
   * barrier was aborted, reset, or given up by one of the others; when `timeout` milliseconds are over it is broken for all.
   */
  async wait(options: WaitOptions = {}): Promise<number> {
    const index = await this.askAndWait('wait', options, 'barrier.wait()');
    if (index === TOO_LATE)
      throw new BrokenBarrierError(
        `barrier.wait(): not all had come within ${options.timeout} ms; it is broken for all.`,
      );
    return Number(index);
  }

  /** Breaks it: all who wait, and all who come, are refused (Python: `abort`). */
  async abort(): Promise<void> {
    await this.ask('abort');
  }

  /** Makes it whole again; who waits is refused (Python: `reset`). */
  async reset(): Promise<void> {
    await this.ask('reset');
  }

  /** How many wait now (Python: `n_waiting`). */
  async nWaiting(): Promise<number> {
    return ((await this.ask('state')) as State).waiting;
  }

  /** Python: `broken`. */
  async broken(): Promise<boolean> {
    return ((await this.ask('state')) as State).broken;
  }
}

registerShared(Barrier, (handle) => new Barrier(handle));
