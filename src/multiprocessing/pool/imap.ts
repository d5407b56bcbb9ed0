/** The iterators of `imap` and `imapUnordered`: items are read as the consumer takes values, a bounded number ahead. */
import { TimeoutError } from '../errors.js';
import type { Settled } from './protocol.js';
import type { Settles, TaskEnd } from './task.js';

interface ImapOptions {
  items: Iterable<unknown> | AsyncIterable<unknown>;
  chunkSize: number;
  ordered: boolean;
  /** The most chunks that are on their way or not yet consumed. */
  ahead: number;
  /** Keeps the process alive while the consumer waits. */
  home: { hold(): void; letGo(): void };
  submit(chunk: unknown[], result: Settles): void;
}

/** An async iterator over values as they come; see `Pool.imap`. */
export class ImapIterator<T> implements AsyncIterableIterator<T, undefined, undefined> {
  private readonly source: AsyncIterator<unknown> | Iterator<unknown>;
  /** By chunk where ordered, else as they came. */
  private readonly chunks = new Map<number, Settled[]>();
  private current: Settled[] = [];
  private taken = 0;
  private submitted = 0;
  private consumed = 0;
  private arrived = 0;
  private sourceEnded = false;
  private reading = false;
  private waiting: (() => void)[] = [];

  /** @internal */
  constructor(private readonly options: ImapOptions) {
    const { items } = options;
    this.source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    void this.read();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /**
   * The next value; throws what its task threw, and goes on behind it with the next call. Throws {@link TimeoutError} if none comes
   * within `timeout` milliseconds (Python: `next`, in seconds).
   */
  async next(timeout?: number): Promise<IteratorResult<T, undefined>> {
    while (this.taken === this.current.length) {
      if (this.isOver) return { done: true, value: undefined };
      if (!this.nextChunk()) await this.somethingComes(timeout);
    }
    const settled = this.current[this.taken++]!;
    if ('error' in settled) throw settled.error;
    return { done: false, value: settled.value as T };
  }

  /** Reads no more items; what is on its way is done and not looked at. Called where a `for await` is left. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.sourceEnded = true;
    this.consumed = this.submitted;
    this.current = [];
    this.taken = 0;
    await this.source.return?.();
    this.wake();
    return { done: true, value: undefined };
  }

  private get isOver(): boolean {
    return this.sourceEnded && this.consumed === this.submitted;
  }

  private nextChunk(): boolean {
    const chunk = this.chunks.get(this.consumed);
    if (!chunk) return false;
    this.chunks.delete(this.consumed++);
    this.current = chunk;
    this.taken = 0;
    void this.read();
    return true;
  }

  /** Reads items and hands them over, as far ahead as is allowed. */
  private async read(): Promise<void> {
    if (this.reading || this.sourceEnded) return;
    this.reading = true;
    try {
      while (!this.sourceEnded && this.submitted - this.consumed < this.options.ahead) await this.readChunk();
    } catch (error) {
      // The source has thrown, or an item cannot pass: the consumer gets it in its place.
      this.sourceEnded = true;
      this.arrive(this.submitted++, { error });
    }
    this.reading = false;
  }

  private async readChunk(): Promise<void> {
    const chunk: unknown[] = [];
    while (chunk.length < this.options.chunkSize) {
      const step = this.source.next();
      const { done, value } = step instanceof Promise ? await step : (step as IteratorResult<unknown>);
      if (done) {
        this.sourceEnded = true;
        break;
      }
      chunk.push(value);
    }
    if (chunk.length === 0) return this.wake();
    const index = this.submitted;
    this.options.submit(chunk, { settle: (end) => this.arrive(index, end) });
    this.submitted++;
  }

  private arrive(index: number, end: TaskEnd): void {
    const settled = 'error' in end ? [end] : (end.value as Settled[]);
    this.chunks.set(this.options.ordered ? index : this.arrived, settled);
    this.arrived++;
    this.wake();
  }

  private async somethingComes(timeout: number | undefined): Promise<void> {
    const { home } = this.options;
    home.hold();
    const came = await new Promise<boolean>((resolve) => {
      const timer = timeout === undefined ? undefined : setTimeout(() => resolve(false), Math.max(0, timeout));
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
    home.letGo();
    if (!came)
      throw new TimeoutError(`next() of imap waited ${timeout} ms in vain. The task goes on: call next() again.`);
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
