/** Pool: a number of worker processes among which tasks are shared out. */
import { writeSync } from 'node:fs';
import { channels, nextWaitId } from '../channels.js';
import { nextNumbers } from '../child/this-process.js';
import { PicklingError, PoolClosedError, ValueError } from '../errors.js';
import { joined } from '../pickle/numbers.js';
import { pickle } from '../pickle/pickle.js';
import { registerReducer } from '../pickle/reducers.js';
import { cpuCount } from '../process/current-process.js';
import { assertMayHaveChildren } from '../process/process-state.js';
import type { StartMethod } from '../process/start-method.js';
import { headFor, newChild } from '../start/new-child.js';
import type { Target } from '../target/reference.js';
import { noteCaller } from '../target/user-files.js';
import { AsyncResult, type Callbacks, type Failed } from './async-result.js';
import { chunksOf, defaultChunkSize } from './chunks.js';
import { Dispatcher } from './dispatcher.js';
import { ImapIterator } from './imap.js';
import { PoolWorker, type WorkerEvents } from './pool-worker.js';
import { TaskKind } from './protocol.js';
import { Targets } from './targets.js';
import { Task, type TaskEnd } from './task.js';

/** What a pool is to be. */
export interface PoolOptions<InitArgs extends readonly unknown[] = readonly unknown[]> {
  /** Run in each worker before its first task; if it throws, the pool ends, and every task is rejected with that error. */
  initializer?: (...args: InitArgs) => unknown;
  initargs?: InitArgs;
  /** After so many tasks a worker is replaced by a new one (Python: `maxtasksperchild`). */
  maxTasksPerChild?: number;
  /** How the workers are started; left out: `getStartMethod()`. */
  startMethod?: StartMethod;
}

/** What every call that makes tasks takes. */
export interface TaskOptions {
  /**
   * Cancels: what has not begun is taken back, and a worker in the middle of it is killed and replaced. The result is rejected with the
   * signal's reason.
   */
  signal?: AbortSignal;
}

/** What the calls over many items take. */
export interface ChunkOptions extends TaskOptions {
  /** How many items a worker is given as one task. Left out: so that each worker gets four; 1 for `imap` (Python: `chunksize`). */
  chunkSize?: number;
}

let pools = 0;

/**
 * Worker processes that run the tasks given to them (Python: `Pool`). Workers are daemons and keep nothing alive by themselves: the
 * program stays only as long as a result or `join()` is awaited, or a callback is due.
 *
 * A worker that dies in the middle of a task rejects that task with {@link WorkerDiedError}; the pool goes on with a new one.
 */
export class Pool implements AsyncDisposable {
  /** @internal */
  readonly id = `${process.pid}.${++pools}`;
  /** @internal */
  readonly uncollected = new Set<Failed>();
  private readonly dispatcher: Dispatcher;
  private readonly targets = new Targets();
  private tasks = 0;
  private readonly keepAlive = setInterval(() => {}, 0x7fffffff).unref();
  private holds = 0;

  /**
   * Starts `processes` workers, left out: one for each processor. Throws {@link ValueError} for a number below 1,
   * {@link PicklingError} for an initializer that a worker could not find, {@link ProcessError} in a daemon or another worker.
   */
  constructor(processes: number = cpuCount(), options: PoolOptions<never> | PoolOptions = {}) {
    noteCaller();
    assertMayHaveChildren('new Pool()');
    assertSizes(processes, options.maxTasksPerChild);
    this.dispatcher = new Dispatcher(processes, (events) => this.startWorker(events, options as PoolOptions));
    unfinished.add(this);
    void this.dispatcher.finished().then(() => this.finished());
  }

  /** Runs one task and gives its value (Python: `apply`). */
  async apply<Args extends unknown[], R>(
    target: (...args: Args) => R,
    args: Args = [] as unknown as Args,
    options: TaskOptions = {},
  ): Promise<Awaited<R>> {
    return this.applyAsync(target, args, options).get();
  }

  /**
   * Hands one task over and gives its result at once (Python: `apply_async`). The arguments are copied now. Throws
   * {@link PicklingError} for what cannot pass, {@link PoolClosedError} after `close()`.
   */
  applyAsync<Args extends unknown[], R>(
    target: (...args: Args) => R,
    args: Args = [] as unknown as Args,
    options: TaskOptions & Callbacks<Awaited<R>> = {},
  ): AsyncResult<Awaited<R>> {
    this.assertRunning('applyAsync()');
    const found = this.targets.of(target, 'applyAsync()');
    const id = this.tasks + 1;
    const result = new AsyncResult<Awaited<R>>(this, id, found.name, callbacksOf(options));
    const task = new Task(id, found, TaskKind.apply, args, result);
    this.tasks = id;
    this.submit(task, options.signal);
    return result;
  }

  /** `target(item)` for each item, the values in order (Python: `map`). If one throws, the others are run nevertheless. */
  async map<T, R>(target: (item: T) => R, items: Iterable<T>, options: ChunkOptions = {}): Promise<Awaited<R>[]> {
    return this.mapAsync(target, items, options).get();
  }

  /** `map` with its result at once (Python: `map_async`). */
  mapAsync<T, R>(
    target: (item: T) => R,
    items: Iterable<T>,
    options: ChunkOptions & Callbacks<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return this.inChunks(target, items, TaskKind.map, 'mapAsync()', options);
  }

  /** `target(...item)` for each item (Python: `starmap`). */
  async starmap<Args extends unknown[], R>(
    target: (...args: Args) => R,
    items: Iterable<Args>,
    options: ChunkOptions = {},
  ): Promise<Awaited<R>[]> {
    return this.starmapAsync(target, items, options).get();
  }

  /** `starmap` with its result at once (Python: `starmap_async`). */
  starmapAsync<Args extends unknown[], R>(
    target: (...args: Args) => R,
    items: Iterable<Args>,
    options: ChunkOptions & Callbacks<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return this.inChunks(target, items, TaskKind.starmap, 'starmapAsync()', options);
  }

  /**
   * `target(item)` for each item, the values one by one in order, while the items are still being read; no more are read than the
   * consumer keeps up with (Python: `imap`). An item that threw throws from its `next()`; the next call goes on behind it.
   */
  imap<T, R>(
    target: (item: T) => R,
    items: Iterable<T> | AsyncIterable<T>,
    options: ChunkOptions = {},
  ): ImapIterator<Awaited<R>> {
    return this.iterator(target, items, true, options);
  }

  /** `imap` with the values in the order in which they come (Python: `imap_unordered`). */
  imapUnordered<T, R>(
    target: (item: T) => R,
    items: Iterable<T> | AsyncIterable<T>,
    options: ChunkOptions = {},
  ): ImapIterator<Awaited<R>> {
    return this.iterator(target, items, false, options);
  }

  /** Takes no more tasks; the workers end when those that it has are done (Python: `close`). */
  close(): void {
    this.dispatcher.close();
  }

  /** Ends the workers at once; what was not done is rejected with {@link PoolClosedError} (Python: `terminate`). */
  terminate(): void {
    this.dispatcher.terminate();
  }

  /** Waits until all workers have ended; first comes `close()` or `terminate()`, else {@link ValueError} (Python: `join`). */
  async join(): Promise<void> {
    if (this.dispatcher.state === 'running')
      throw new ValueError('join() of the pool: Pool is still running. Call close() or terminate() first.');
    const wait = nextWaitId();
    if (channels.wait.hasSubscribers)
      channels.wait.publish({ type: 'wait', wait, for: { kind: 'pool', pool: this.id, task: '*' } });
    this.hold();
    await this.dispatcher.finished();
    this.letGo();
    if (channels.wait.hasSubscribers) channels.wait.publish({ type: 'wake', wait, outcome: 'done' });
  }

  /** `await using pool = new Pool()` ends it with the block, by `terminate()` (Python: `with`). */
  async [Symbol.asyncDispose](): Promise<void> {
    this.terminate();
    await this.join();
  }

  /** @internal */
  hold(): void {
    if (++this.holds === 1) this.keepAlive.ref();
  }

  /** @internal */
  letGo(): void {
    if (--this.holds === 0) this.keepAlive.unref();
  }

  private iterator<T, R>(
    target: (item: T) => R,
    items: Iterable<T> | AsyncIterable<T>,
    ordered: boolean,
    { chunkSize = 1, signal }: ChunkOptions,
  ): ImapIterator<Awaited<R>> {
    const call = ordered ? 'imap()' : 'imapUnordered()';
    assertChunkSize(chunkSize, call);
    this.assertRunning(call);
    noteCaller();
    const found = this.targets.of(target, call);
    return new ImapIterator<Awaited<R>>({
      items,
      chunkSize,
      ordered,
      ahead: this.dispatcher.size * TASKS_AHEAD,
      home: this,
      submit: (chunk, result) => this.submit(new Task(++this.tasks, found, TaskKind.imap, chunk, result), signal),
    });
  }

  private inChunks<R>(
    target: Target,
    iterable: Iterable<unknown>,
    kind: TaskKind,
    call: string,
    options: ChunkOptions & Callbacks<R[]>,
  ): AsyncResult<R[]> {
    this.assertRunning(call);
    const items = Array.isArray(iterable) ? (iterable as unknown[]) : [...iterable];
    const size = options.chunkSize ?? defaultChunkSize(items.length, this.dispatcher.size);
    assertChunkSize(size, call);
    const found = this.targets.of(target, call);
    const chunks = chunksOf(items, size);
    const result = new AsyncResult<R[]>(this, this.tasks + 1, found.name, callbacksOf(options), call.slice(0, -2));
    const settle = gather<R>(chunks.length, (end) => result.settle(end));
    const sinks = chunks.map((_, i) => ({ settle: (end: TaskEnd) => settle(i, end) }));
    const tasks = chunks.map((chunk, i) => new Task(++this.tasks, found, kind, chunk, sinks[i]!));
    for (const task of tasks) this.submit(task, options.signal);
    return result;
  }

  private submit(task: Task, signal: AbortSignal | undefined): void {
    if (channels.message.hasSubscribers) task.keepPreview();
    if (channels.task.hasSubscribers)
      channels.task.publish({
        type: 'task',
        pool: this.id,
        task: String(task.id),
        state: 'submitted',
        name: task.name,
      });
    this.dispatcher.submit(task);
    if (signal) this.cancelWith(signal, task);
  }

  private cancelWith(signal: AbortSignal, task: Task): void {
    const cancel = () => this.dispatcher.cancel(task, signal.reason);
    if (signal.aborted) cancel();
    else {
      signal.addEventListener('abort', cancel, { once: true });
      task.onEnd = () => signal.removeEventListener('abort', cancel);
    }
  }

  private assertRunning(call: string): void {
    if (this.dispatcher.state === 'running') return;
    throw new PoolClosedError(`${call}: Pool not running. It was closed or ended; make a new pool for more tasks.`);
  }

  private startWorker(events: WorkerEvents, options: PoolOptions): PoolWorker {
    const { initializer, initargs = [], maxTasksPerChild = Number.POSITIVE_INFINITY, startMethod } = options;
    const body = pickle({ pool: this.id, initializer, initargs }, 'new Pool()');
    const numbers = nextNumbers();
    const name = `PoolWorker-${numbers.join(':')}`;
    const child = newChild(name, 'daemon', startMethod);
    child.tell(headFor('pool', { name, daemon: true, numbers }), body);
    return new PoolWorker(name, child, events, maxTasksPerChild);
  }

  private finished(): void {
    clearInterval(this.keepAlive);
    unfinished.delete(this);
    const text = warningOf(this);
    if (text !== undefined) process.emitWarning(text, 'UncollectedPoolError');
  }
}

const NO_CALLBACKS = {};

/** One object for all that have none, of whom there may be very many. */
const callbacksOf = <R>({ callback, errorCallback }: Callbacks<R>): Callbacks<R> =>
  callback || errorCallback ? { ...(callback && { callback }), ...(errorCallback && { errorCallback }) } : NO_CALLBACKS;

/** How many tasks of `imap` may be on their way or not yet consumed, for each worker. */
const TASKS_AHEAD = 32;

/** The pools of this process that have not ended; what they know of failures is told as the process ends. */
const unfinished = new Set<Pool>();

process.on('exit', () => {
  for (const pool of unfinished) {
    const text = warningOf(pool);
    if (text !== undefined) writeSync(2, `UncollectedPoolError: ${text}\n`);
  }
});

function warningOf({ uncollected }: Pool): string | undefined {
  const [first] = uncollected;
  if (!first) return undefined;
  const others = uncollected.size === 1 ? '' : ` (and ${uncollected.size - 1} more)`;
  uncollected.clear();
  return `A pool task failed and nobody asked for its result: ${first.failure}${others}. Await get() of the result, or give an errorCallback.`;
}

/** Puts the values of the chunks together; the first error counts, when all have ended. */
function gather<R>(count: number, done: (end: TaskEnd) => void): (index: number, end: TaskEnd) => void {
  const values: R[][] = new Array(count);
  let failure: TaskEnd | undefined;
  let left = count;
  if (count === 0) queueMicrotask(() => done({ value: [] }));
  return (index, end) => {
    if ('error' in end) failure ??= end;
    else values[index] = end.value as R[];
    if (--left === 0) done(failure ?? { value: joined(values) });
  };
}

function assertSizes(processes: number, maxTasksPerChild: number | undefined): void {
  if (!Number.isInteger(processes) || processes < 1)
    throw new ValueError(`new Pool(${processes}): Number of processes must be at least 1, and whole.`);
  if (maxTasksPerChild !== undefined && (!Number.isInteger(maxTasksPerChild) || maxTasksPerChild < 1))
    throw new ValueError(
      `new Pool(): maxTasksPerChild must be a positive int or left out, and is ${maxTasksPerChild}.`,
    );
}

function assertChunkSize(size: number, call: string): void {
  if (Number.isInteger(size) && size >= 1) return;
  throw new ValueError(`${call}: Chunksize must be 1+, not ${size}. Leave chunkSize out for a good one.`);
}

registerReducer(Pool, {
  tag: 'Pool',
  reduce() {
    throw new PicklingError(
      "A Pool cannot be passed to another process: its workers are this process's children. Make another there.",
    );
  },
  rebuild: () => undefined as never,
});
