/** AsyncResult: what `applyAsync`, `mapAsync` and `starmapAsync` give at once, and the value later. */
import { channels, nextWaitId } from '../channels.js';
import { PoolClosedError, TimeoutError, ValueError } from '../errors.js';
import type { TaskEnd } from './task.js';

/** What a result needs of its pool. */
export interface ResultHome {
  /** The pool's id, for the diagnostics channels. */
  readonly id: string;
  /** Keeps the process alive until the function that it gives is called. */
  hold(): () => void;
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

/** The result of a task that may not be there yet (Python: `AsyncResult`). */
export class AsyncResult<T> {
  private end: TaskEnd | undefined;
  private waiting: (() => void)[] = [];
  private readonly release: (() => void) | undefined;

  /** @internal */
  constructor(
    private readonly home: ResultHome,
    private readonly title: string,
    private readonly task: string,
    private readonly callbacks: Callbacks<T>,
  ) {
    // Whoever gave a callback is waiting for it.
    this.release = callbacks.callback || callbacks.errorCallback ? home.hold() : undefined;
  }

  /**
   * The value, when it is there; throws what the task threw, and {@link TimeoutError} after `timeout` milliseconds (Python: `get`, in
   * seconds).
   */
  async get(timeout?: number): Promise<T> {
    this.home.uncollected.delete(this);
    if (!this.end) await this.waitFor(timeout);
    this.home.uncollected.delete(this);
    if (!this.end)
      throw new TimeoutError(
        `get() of ${this.title} waited ${timeout} ms in vain. The task goes on: call get() again, or end the pool with terminate().`,
      );
    if ('error' in this.end) throw this.end.error;
    return this.end.value as T;
  }

  /** Waits until it is there, at most `timeout` milliseconds (Python: `wait`). */
  async wait(timeout?: number): Promise<void> {
    if (!this.end) await this.waitFor(timeout);
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
    const { callback, errorCallback } = this.callbacks;
    if (isLost(end) && this.waiting.length === 0 && !errorCallback) this.home.uncollected.add(this);
    for (const resolve of this.waiting.splice(0)) resolve();
    this.release?.();
    // By themselves, so that what they throw is theirs.
    if ('value' in end && callback) process.nextTick(callback, end.value as T);
    if ('error' in end && errorCallback) process.nextTick(errorCallback, end.error);
  }

  /** @internal How the warning about an error that nobody has seen tells it. */
  get failure(): string {
    const error = this.end && 'error' in this.end ? this.end.error : undefined;
    return `${this.title}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }

  private async waitFor(timeout: number | undefined): Promise<void> {
    const wait = nextWaitId();
    const told = channels.wait;
    if (told.hasSubscribers) {
      const { home, task } = this;
      told.publish({
        type: 'wait',
        wait,
        for: { kind: 'pool', pool: home.id, task },
        ...(timeout !== undefined && { timeout }),
      });
    }
    const release = this.home.hold();
    await this.settled(timeout);
    release();
    const outcome = this.end === undefined ? 'timeout' : 'error' in this.end ? 'error' : 'done';
    if (told.hasSubscribers) told.publish({ type: 'wake', wait, outcome });
  }

  private settled(timeout: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      const giveUp = () => {
        this.waiting = this.waiting.filter((waiting) => waiting !== wake);
        resolve();
      };
      const timer = timeout === undefined ? undefined : setTimeout(giveUp, Math.max(0, timeout));
      this.waiting.push(wake);
    });
  }
}

/** An error of the task itself; that a pool was ended with tasks undone was asked for. */
const isLost = (end: TaskEnd): boolean => 'error' in end && !(end.error instanceof PoolClosedError);
