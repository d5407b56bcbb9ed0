/** Queue: any number of producers and consumers, in any processes. */

import type { DeadLetter } from '../broker/dead-letters.js';
import { channels } from '../channels.js';
import { Handle, handleFrom, newHandle, type Passport } from '../client/handle.js';
import { QueueEmpty, QueueFull, ValueError } from '../errors.js';
import { decode } from '../frames/codec.js';
import type { WaitOptions } from '../patience.js';
import { registerReducer } from '../pickle/reducers.js';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import { bodyOf, type Item, kindOf, nameOf, Stock } from './stock.js';
import { mayNotWait, take } from './take.js';

/** What all Queue objects of this process that stand for the same queue share. */
interface Ways {
  inbox: Inbox;
  outbox: Outbox;
}

const waysOf = new WeakMap<Handle, Ways>();
const NOTHING: WaitOptions = {};

/** An item that a consumer had in its hands when it died: handed to its program, or about to be. */
export interface DeadItem<T> {
  /** The process that died. */
  pid: number;
  item: T;
}

/**
 * A queue of items for any number of producers and consumers in any processes (Python: `multiprocessing.Queue`).
 *
 * First in, first out for each producer. Give it to a Process as an argument, to a pool's task, or send it through another queue or
 * a pipe. It lives in a thread of the process that made it, and as long as that process.
 */
export class Queue<T = unknown> {
  /** @internal */
  readonly handle: Handle;
  readonly #ways: Ways;
  readonly #channel: string;
  readonly #maxSize: number;
  #closed = false;

  /** `maxSize`: the most items it holds, after which `put` waits; 0 (or less) for no bound. */
  constructor(maxSize?: number);
  /** @internal */
  constructor(from: Handle);
  constructor(from: number | Handle = 0) {
    this.handle = from instanceof Handle ? from : newHandle(blueprint(from, new.target.joinable));
    this.#channel = `queue/${this.handle.id}`;
    this.#ways = ways(this.handle, this.#channel);
    this.#maxSize = this.handle.blueprint.kind === 'queue' ? this.handle.blueprint.capacity : 0;
    this.handle.keep(this);
    const capacity = this.#maxSize > 0 ? { capacity: this.#maxSize } : {};
    if (channels.channel.hasSubscribers)
      channels.channel.publish({ type: 'open', channel: this.#channel, kind: 'queue', ...capacity });
  }

  /** @internal True for the class whose items are declared done. */
  protected static readonly joinable: boolean = false;

  /** The most items it holds; 0 where there is no bound. */
  get maxSize(): number {
    return this.#maxSize;
  }

  /**
   * Puts an item, as it is now: later changes are not seen (Python: `put`). Waits while the queue is full.
   * Throws QueueFull when `timeout` milliseconds are over, PicklingError for what cannot be copied, ValueError once closed here.
   */
  put(item: T, options: WaitOptions = NOTHING): Promise<void> {
    try {
      this.#check('put');
      if (this.#maxSize === 0 && options === NOTHING) return this.#ways.outbox.put(item);
      if (mayNotWait(options, 'queue.put()') && this.#maxSize > 0) return this.putNowait(item);
      if (this.#maxSize === 0) return this.#ways.outbox.put(item);
      return this.#offer(item, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Puts an item if there is room now, else throws QueueFull (Python: `put_nowait`). */
  async putNowait(item: T): Promise<void> {
    this.#check('putNowait');
    if (this.#maxSize === 0) return this.#ways.outbox.put(item);
    return this.#offer(item, { timeout: 0 });
  }

  /** Takes the oldest item, and waits for one (Python: `get`). Throws QueueEmpty when `timeout` milliseconds are over. */
  get(options: WaitOptions = NOTHING): Promise<T> {
    try {
      this.#check('get');
      if (options !== NOTHING && mayNotWait(options, 'queue.get()')) return this.getNowait();
      const item = this.#ways.inbox.tryTake();
      return item ? Promise.resolve(this.#open(item, 0)) : this.#wait(options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Takes the oldest item if there is one, else throws QueueEmpty (Python: `get_nowait`). */
  async getNowait(): Promise<T> {
    this.#check('getNowait');
    const item = await this.#ways.inbox.takeNow();
    if (!item) throw new QueueEmpty('queue.getNowait(): the queue is empty. Use get() to wait for an item.');
    return this.#open(item, 0);
  }

  /** How many items are in it that no process has been handed (Python: `qsize`). */
  async qsize(): Promise<number> {
    this.#check('qsize');
    return Number(await this.handle.client.ask(this.handle.resource, { op: 'size' }));
  }

  /** True where no item is in it (Python: `empty`). */
  async empty(): Promise<boolean> {
    return (await this.qsize()) === 0;
  }

  /** True where it holds `maxSize` items (Python: `full`). */
  async full(): Promise<boolean> {
    return this.#maxSize > 0 && (await this.qsize()) >= this.#maxSize;
  }

  /**
   * The items that consumers had in their hands when they were killed, each told once (Python: none, they are lost). The item on
   * which a consumer was at work is among them; what it had only been granted is not, it went back into the queue.
   */
  async deadLetters(): Promise<DeadItem<T>[]> {
    this.#check('deadLetters');
    const letters = await this.handle.client.ask(this.handle.resource, { op: 'deadLetters' });
    const items = (letters as DeadLetter[]).flatMap(({ pid, count, records }) =>
      itemsOf(Buffer.from(records, 'base64'), count).map((item) => ({ pid, item })),
    );
    return Promise.all(items.map(async ({ pid, item }) => ({ pid, item: (await this.#decode(item)) as T })));
  }

  /** Settles when all that was put here has left this process (Python: `join_thread`); need not be called before it exits. */
  async joinThread(): Promise<void> {
    const { client } = this.handle;
    client.writer.flush();
    await client.drained();
  }

  /** This process is done with the queue: its gets that wait end, and later calls throw ValueError (Python: `close`). Items stay. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.handle.drop(this);
    if (channels.channel.hasSubscribers)
      channels.channel.publish({ type: 'close', channel: this.#channel, kind: 'queue' });
  }

  /** Takes items until the queue is closed in this process (Python: `iter(queue.get, sentinel)`). */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    while (!this.#closed) {
      try {
        yield await this.get();
      } catch (error) {
        if (this.#closed) return;
        throw error;
      }
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  toString(): string {
    return `<Queue ${this.handle.id}>`;
  }

  async #offer(item: T, options: WaitOptions): Promise<void> {
    if (await this.#ways.outbox.offer(item, options)) return;
    throw new QueueFull(
      `queue.put(): the queue has held ${this.#maxSize} items${within(options)}. Wait longer, or let a consumer get some.`,
    );
  }

  async #wait(options: WaitOptions): Promise<T> {
    const taken = await take(this.#ways.inbox, options, { kind: 'get', channel: this.#channel });
    if (taken.outcome === 'item') return this.#open(taken.item, taken.wait);
    throw new QueueEmpty(`queue.get(): no item came${within(options)}.`);
  }

  #open(item: Item, wait: number): T {
    const value = this.#decode(item);
    if (channels.message.hasSubscribers) this.#tell(item, value, wait);
    return value as T;
  }

  #decode(item: Item): unknown {
    return decode(kindOf(item), item.buf, bodyOf(item), item.end);
  }

  #tell(item: Item, value: unknown, wait: number): void {
    const message = `${this.#channel}:${nameOf(item, 'q')}`;
    const bytes = item.end - bodyOf(item);
    const by = wait === 0 ? {} : { wait };
    channels.message.publish({ type: 'receive', message, channel: this.#channel, kind: 'get', bytes, value, ...by });
  }

  #check(call: string): void {
    if (this.#closed) throw new ValueError(`queue.${call}(): this queue was closed in this process by queue.close().`);
  }
}

const within = ({ timeout }: WaitOptions): string =>
  timeout === undefined || timeout <= 0 ? '' : ` within ${timeout} ms`;

function blueprint(maxSize: number, joinable: boolean): { kind: 'queue'; capacity: number; joinable: boolean } {
  if (!Number.isInteger(maxSize) && maxSize !== Number.POSITIVE_INFINITY)
    throw new ValueError(
      `new Queue(${String(maxSize)}): the most items it holds must be a whole number, or 0 for no bound.`,
    );
  return { kind: 'queue', capacity: Number.isFinite(maxSize) ? Math.max(0, maxSize) : 0, joinable };
}

function ways(handle: Handle, channel: string): Ways {
  let known = waysOf.get(handle);
  if (!known) {
    const client = () => handle.client;
    const inbox = new Inbox(client, handle.resource);
    known = { inbox, outbox: new Outbox(client, handle.resource, channel, 'q', 'put', 'queue.put()') };
    waysOf.set(handle, known);
    handle.beforeRelease = () => inbox.close(new ValueError('queue.get(): this queue was closed in this process.'));
  }
  return known;
}

function itemsOf(buf: Buffer, count: number): Item[] {
  const stock = new Stock();
  stock.push(buf, 0, buf.length, count);
  return Array.from({ length: count }, () => stock.shift()!);
}

registerReducer<Queue, Passport>(Queue, {
  tag: 'Queue',
  reduce: (queue, parcel) => queue.handle.pass(parcel),
  rebuild: (passport) => new Queue(handleFrom(passport)),
});
