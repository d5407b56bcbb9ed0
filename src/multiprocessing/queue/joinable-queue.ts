/** JoinableQueue: a queue whose consumers declare each item done, so that one can wait until all are. */

import { answerOf } from '../client/client.js';
import { handleFrom, type Passport } from '../client/handle.js';
import { TimeoutError } from '../errors.js';
import { patiently, type WaitOptions } from '../patience.js';
import { registerReducer } from '../pickle/reducers.js';
import { Queue } from './queue.js';

/** A queue with `taskDone` and `join` (Python: `multiprocessing.JoinableQueue`). */
export class JoinableQueue<T = unknown> extends Queue<T> {
  protected static override readonly joinable = true;

  /** An item that was got is dealt with (Python: `task_done`). Throws ValueError when called more often than there were items. */
  async taskDone(): Promise<void> {
    await this.handle.client.ask(this.handle.resource, { op: 'taskDone' });
  }

  /** Waits until every item that was ever put is declared done (Python: `join`). Throws TimeoutError when the time is over. */
  async join(options: WaitOptions = {}): Promise<void> {
    const { client, resource, id } = this.handle;
    const reason = { kind: 'get', channel: `queue/${id}` } as const;
    const reply = await patiently(client, resource, client.request(resource, { op: 'join' }), options, reason);
    if ('cancelled' in reply)
      throw new TimeoutError(
        `queue.join(): items were still undone after ${options.timeout} ms. Does each get() have its taskDone()?`,
      );
    answerOf(reply);
  }
}

registerReducer<JoinableQueue, Passport>(JoinableQueue, {
  tag: 'JoinableQueue',
  reduce: (queue, parcel) => queue.handle.pass(parcel),
  rebuild: (passport) => new JoinableQueue(handleFrom(passport)),
});
