/** Connection: one end of a pipe. */
import { channels } from '../channels.js';
import { type Handle, handleFrom, type Passport } from '../client/handle.js';
import { EOFError, ProcessError, TimeoutError } from '../errors.js';
import { decode } from '../frames/codec.js';
import { checkOptions, type WaitOptions } from '../patience.js';
import { registerReducer } from '../pickle/reducers.js';
import { bodyOf, type Item, kindOf, nameOf } from '../queue/stock.js';
import { mayNotWait, type Taken, take } from '../queue/take.js';
import { PipeEnd } from './pipe-end.js';
import { NOTHING } from './pipe-sender.js';

const ends = new WeakMap<Handle, PipeEnd>();
/** What is known to be there arrives sooner as a rule, unless another process takes it first: after this it is time to look again. */
const ANSWER_MS = 1000;

/**
 * One end of a pipe, made by `new Pipe()` (Python: `multiprocessing.connection.Connection`). Give it to a Process as an argument, to a
 * pool's task, or send it through a queue or another pipe; close your own copy when you have no more use for it, so that the other
 * side learns of the end.
 */
export class Connection<T = unknown> {
  /** True where this end can receive. */
  readonly readable: boolean;
  /** True where this end can send. */
  readonly writable: boolean;
  readonly #handle: Handle;
  readonly #end: PipeEnd;
  readonly #channel: string;
  #closed = false;

  /** @internal Connections are made by `new Pipe()`. */
  constructor(handle: Handle) {
    const { blueprint, end, id } = handle;
    const duplex = blueprint.kind === 'pipe' && blueprint.duplex;
    this.readable = duplex || end === 'a';
    this.writable = duplex || end === 'b';
    this.#handle = handle;
    this.#channel = `pipe/${id}`;
    this.#end = endOf(handle, this.#channel);
    handle.keep(this);
    if (channels.channel.hasSubscribers)
      channels.channel.publish({ type: 'open', channel: this.#channel, kind: 'pipe', end });
  }

  /** True once `close()` was called. */
  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Sends a value, as it is now (Python: `send`). The promise settles when the other side has room for it: wait for it, and do not
   * change a large Buffer before. Throws BrokenPipeError where the other side is closed everywhere, TimeoutError when there was no
   * room for `timeout` milliseconds.
   */
  send(value: T, options: WaitOptions = NOTHING): Promise<void> {
    try {
      this.#check('send');
      if (!this.writable) throw new ProcessError('connection.send(): this end only receives. Send with the other one.');
      if (options !== NOTHING) checkOptions(options, 'connection.send()');
      return this.#end.send(value, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Receives the next value, and waits for one (Python: `recv`). Throws EOFError when nothing is left and the other side is closed
   * everywhere, TimeoutError when `timeout` milliseconds are over.
   */
  recv(options: WaitOptions = NOTHING): Promise<T> {
    try {
      this.#check('recv');
      if (!this.readable) throw new ProcessError('connection.recv(): this end only sends. Receive with the other one.');
      if (options !== NOTHING) checkOptions(options, 'connection.recv()');
      const item = this.#end.tryTake();
      return item ? Promise.resolve(this.#open(item, 0)) : this.#wait(options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * True where `recv` would not have to wait: something is there, or the other side is closed (Python: `poll`). Waits as long as
   * `timeout` says, in milliseconds; not at all by default, and for ever with Infinity. Takes nothing.
   */
  async poll(timeout: number | WaitOptions = 0): Promise<boolean> {
    this.#check('poll');
    const options = typeof timeout === 'number' ? { timeout } : timeout;
    if (mayNotWait(options, 'connection.poll()')) return this.#end.poll({ ...options, timeout: 0 });
    return this.#end.poll(options);
  }

  /** This process is done with this end (Python: `close`). What was sent still arrives; receives that wait end. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#handle.drop(this);
    const { end } = this.#handle;
    if (channels.channel.hasSubscribers)
      channels.channel.publish({ type: 'close', channel: this.#channel, kind: 'pipe', end });
  }

  /** Receives until the other side is closed everywhere. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    while (!this.#closed) {
      try {
        yield await this.recv();
      } catch (error) {
        if (error instanceof EOFError || this.#closed) return;
        throw error;
      }
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  toString(): string {
    return `<Connection ${this.#handle.id}${this.#handle.end}>`;
  }

  /** @internal */
  pass(parcel: Parameters<Handle['pass']>[0]): Passport {
    this.#check('send');
    return this.#handle.pass(parcel);
  }

  async #wait(options: WaitOptions): Promise<T> {
    const taken = await this.#take(options);
    if (taken.outcome === 'item') return this.#open(taken.item, taken.wait);
    if (taken.outcome === 'timeout')
      throw new TimeoutError(`connection.recv(): nothing came within ${options.timeout} ms.`);
    throw new EOFError('connection.recv(): nothing is left, and the other side is closed everywhere.');
  }

  async #take(options: WaitOptions): Promise<Taken> {
    const reason = { kind: 'recv', channel: this.#channel } as const;
    if (options.timeout === undefined || options.timeout > 0) return take(this.#end, options, reason);
    let taken: Taken = { outcome: 'timeout' };
    while (taken.outcome === 'timeout' && (await this.#end.poll({ timeout: 0 })))
      taken = await take(this.#end, { ...options, timeout: ANSWER_MS }, reason);
    return taken;
  }

  #open(item: Item, wait: number): T {
    const value = decode(kindOf(item), item.buf, bodyOf(item), item.end);
    if (channels.message.hasSubscribers) this.#tell(item, value, wait);
    return value as T;
  }

  #tell(item: Item, value: unknown, wait: number): void {
    const message = `${this.#channel}:${nameOf(item, this.#handle.end)}`;
    const bytes = item.end - bodyOf(item);
    const by = wait === 0 ? {} : { wait };
    channels.message.publish({ type: 'receive', message, channel: this.#channel, kind: 'recv', bytes, value, ...by });
  }

  #check(call: string): void {
    if (this.#closed) throw new ProcessError(`connection.${call}(): this connection was closed in this process.`);
  }
}

function endOf(handle: Handle, channel: string): PipeEnd {
  let end = ends.get(handle);
  if (!end) {
    end = new PipeEnd(handle, channel);
    ends.set(handle, end);
  }
  return end;
}

registerReducer<Connection, Passport>(Connection, {
  tag: 'Connection',
  reduce: (connection, parcel) => connection.pass(parcel),
  rebuild: (passport) => new Connection(handleFrom(passport)),
});
