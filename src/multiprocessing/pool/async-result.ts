/** AsyncResult: what `applyAsync`, `mapAsync` and `starmapAsync` give at once, and the value later. */
import { channels, nextWaitId } from '../channels.js';
import { PoolClosedError, TimeoutError, ValueError } from '../errors.js';
import type { TaskEnd } from './task.js';

/** What a result needs of its pool. */
export interface ResultHome {
  /** The pool's id, for the diagnostics channels. */
  readonly id: string;
  /** Keeps the process alive until as many `letGo()` have followed. */
  hold(): void;
  letGo(): void;
  /** Takes a failed result into account, and out of it when somebody has seen it. */
  readonly uncollected: Set<Failed>;
}

/** A result whose error nobody has seen yet. */
export interface Failed {
  readonly failure: string;
}

/** What is called as the result comes. */
export interface Callbacks<T> {
  /** Called with the value (Python: `callback`). What it throws is an uncaught exception. */
  callback?: (value: T) => void;
  /** Called with the error (Python: `error_callback`). */
  errorCallback?: (error: unknown) => void;
}

/** A `get` or `wait` that waits. */
interface Waiting {
  readonly go: () => void;
  timer: NodeJS.Timeout | undefined;
  /** Its number where somebody listens, else 0. */
  readonly wait: number;
}

/** The result of a task that may not be there yet (Python: `AsyncResult`). Small, as there may be very many that wait. */
export class AsyncResult<T> {
  private end: TaskEnd | undefined;
  private waiting: Waiting[] | undefined;

  /** @internal `call` where it is not of one task but of a call over many, of which the first has this id. */
  constructor(
    private readonly home: ResultHome,
    private readonly id: number,
    private readonly name: string,
    private readonly callbacks: Callbacks<T>,
    private readonly call?: string,
  ) {
    if (this.isAwaitedByCallback) home.hold();
  }

  /**
   * The value, when it is there; throws what the task threw, and {@link TimeoutError} after `timeout` milliseconds (Python: `get`, in
   * seconds).
   */
  get(timeout?: number): Promise<T> {
    return new Promise((resolve, reject) =>
      this.whenSettled(timeout, () => {
        this.home.uncollected.delete(this);
        const { end } = this;
        if (!end) reject(this.tooLate(timeout));
        else if ('error' in end) reject(end.error);
        else resolve(end.value as T);
      }),
    );
  }

  /** Waits until it is there, at most `timeout` milliseconds (Python: `wait`). */
  wait(timeout?: number): Promise<void> {
    return new Promise((resolve) => this.whenSettled(timeout, resolve));
  }

  /** Whether it is there (Python: `ready`). */
  ready(): boolean {
    return this.end !== undefined;
  }

  /** Whether it came without an error; throws {@link ValueError} while it is not there (Python: `successful`). */
  successful(): boolean {
    if (this.end) return 'value' in this.end;
    throw new ValueError(`successful() of ${this.title}: it is not ready. Wait for it with wait(), or ask ready().`);
  }

  /** @internal */
  settle(end: TaskEnd): void {
    this.end = end;
    const { waiting, home } = this;
    const { callback, errorCallback } = this.callbacks;
    if (isLost(end) && !waiting?.length && !errorCallback) home.uncollected.add(this);
    this.waiting = undefined;
    for (const one of waiting ?? []) this.finish(one, 'error' in end ? 'error' : 'done');
    if (this.isAwaitedByCallback) home.letGo();
    // By themselves, so that what they throw is theirs.
    if ('value' in end && callback) process.nextTick(callback, end.value as T);
    if ('error' in end && errorCallback) process.nextTick(errorCallback, end.error);
  }

  /** @internal How the warning about an error that nobody has seen tells it. */
  get failure(): string {
    const error = this.end && 'error' in this.end ? this.end.error : undefined;
    return `${this.title}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }

  /** How errors call it. */
  private get title(): string {
    return this.call === undefined ? `task ${this.id} (${this.name})` : `${this.call} of ${this.name}`;
  }

  /** Whoever gave a callback is waiting for it. */
  private get isAwaitedByCallback(): boolean {
    return this.callbacks.callback !== undefined || this.callbacks.errorCallback !== undefined;
  }

  private tooLate(timeout: number | undefined): TimeoutError {
    return new TimeoutError(
      `get() of ${this.title} waited ${timeout} ms in vain. The task goes on: call get() again, or end the pool with terminate().`,
    );
  }

  /** Calls `go` when it is there or the time is over. */
  private whenSettled(timeout: number | undefined, go: () => void): void {
    if (this.end) {
      go();
      return;
    }
    const waiting: Waiting = { go, timer: undefined, wait: this.tellWait(timeout) };
    if (timeout !== undefined) waiting.timer = setTimeout(() => this.giveUp(waiting), Math.max(0, timeout));
    this.home.hold();
    this.waiting ??= [];
    this.waiting.push(waiting);
  }

  private giveUp(waiting: Waiting): void {
    this.waiting = this.waiting?.filter((other) => other !== waiting);
    this.finish(waiting, 'timeout');
  }

  private finish({ go, timer, wait }: Waiting, outcome: 'done' | 'error' | 'timeout'): void {
    if (timer) clearTimeout(timer);
    this.home.letGo();
    if (wait !== 0) channels.wait.publish({ type: 'wake', wait, outcome });
    go();
  }

  private tellWait(timeout: number | undefined): number {
    if (!channels.wait.hasSubscribers) return 0;
    const wait = nextWaitId();
    const reason = { kind: 'pool', pool: this.home.id, task: String(this.id) } as const;
    channels.wait.publish({ type: 'wait', wait, for: reason, ...(timeout !== undefined && { timeout }) });
    return wait;
  }
}

/** An error of the task itself; that a pool was ended with tasks undone was asked for. */
const isLost = (end: TaskEnd): boolean => 'error' in end && !(end.error instanceof PoolClosedError);
