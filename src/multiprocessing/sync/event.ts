/** Event: a flag that processes set, clear and wait for. */
import type { Handle } from '../client/handle.js';
import type { WaitOptions } from '../patience.js';
import { registerShared, SharedObject, TOO_LATE } from './shared-object.js';

/** A flag, not set at first (Python: `multiprocessing.Event`). It has the name of the browser's Event: import it under another where both are used. */
export class Event extends SharedObject {
  constructor();
  /** @internal */
  constructor(from: Handle);
  constructor(from?: Handle) {
    super(from ?? { kind: 'event' }, 'event');
  }

  /** Sets it, and wakes all who wait (Python: `set`). */
  async set(): Promise<void> {
    await this.ask('set');
  }

  async clear(): Promise<void> {
    await this.ask('clear');
  }

  /** Python: `is_set`. */
  async isSet(): Promise<boolean> {
    return (await this.ask('isSet')) === true;
  }

  /** Waits until it is set: true then, false when `timeout` milliseconds were over first (Python: `wait`). */
  async wait(options: WaitOptions = {}): Promise<boolean> {
    return (await this.askAndWait('wait', options, 'event.wait()')) !== TOO_LATE;
  }
}

registerShared(Event, (handle) => new Event(handle));
