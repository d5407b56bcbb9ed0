/** Gives tasks to workers, replaces workers that end, and sees to it that every task ends, whatever becomes of its worker. */
import { PoolClosedError, ProcessError, WorkerDiedError } from '../errors.js';
import { signalNameOf } from '../start/signal-name.js';
import type { PoolWorker, WorkerEvents } from './pool-worker.js';
import type { Task, TaskEnd } from './task.js';
import { TaskQueue } from './task-queue.js';

/** The pool runs; takes no more tasks; has been ended. */
type State = 'running' | 'closing' | 'ended';

/** So many workers in a row that ended before they were ready: there is no use in starting more. */
const MOST_FAILED_STARTS = 3;

export class Dispatcher implements WorkerEvents {
  state: State = 'running';
  private readonly workers = new Set<PoolWorker>();
  private readonly waiting = new TaskQueue();
  private readonly unended = new Set<Task>();
  private failedStarts = 0;
  private failure: Error | undefined;
  private scheduled = false;
  private whenFinished: (() => void)[] = [];

  constructor(
    readonly size: number,
    private readonly startWorker: (events: WorkerEvents) => PoolWorker,
  ) {
    this.fill();
  }

  submit(task: Task): void {
    this.unended.add(task);
    if (this.failure) task.endUnopened(this.failure);
    else if (task.ready === undefined) this.enqueue(task);
    else
      task.ready.then(
        () => this.enqueue(task),
        (error: unknown) => task.endUnopened(error),
      );
  }

  /** Takes a task back: out of the queue, or, where it is running, by ending its worker, which is replaced. */
  cancel(task: Task, reason: unknown): void {
    if (task.ended) return;
    const worker = [...this.workers].find((w) => w.isRunning(task));
    this.finish(task, () => (worker ? task.end({ error: reason }) : task.endUnopened(reason)));
    worker?.endDuring(task);
  }

  close(): void {
    if (this.state !== 'running') return;
    this.state = 'closing';
    this.stopIfDone();
  }

  /** Ends all workers at once; what was not done is rejected. */
  terminate(why: Error = new PoolClosedError('The pool was ended by terminate() before this task was done.')): void {
    this.state = 'ended';
    this.failure ??= why;
    for (const worker of this.workers) endForSure(worker);
    this.waiting.drain();
    for (const task of this.unended) this.finish(task, () => task.endUnopened(why));
    this.checkFinished();
  }

  /** Settles when the last worker has ended. */
  finished(): Promise<void> {
    if (this.isFinished) return Promise.resolve();
    return new Promise((resolve) => this.whenFinished.push(resolve));
  }

  pids(): number[] {
    return [...this.workers].map((worker) => worker.child.pid);
  }

  ready(): void {
    this.failedStarts = 0;
    this.dispatch();
  }

  initializerFailed(worker: PoolWorker, cause: unknown): void {
    const text = cause instanceof Error ? cause.message : String(cause);
    this.terminate(
      new ProcessError(
        `The pool cannot work: its initializer failed in ${worker.name}: ${text}. Mend it and make a new pool.`,
        { cause },
      ),
    );
  }

  ended(task: Task, end: TaskEnd): void {
    this.finish(task, () => task.end(end));
  }

  returned(tasks: Task[]): void {
    this.waiting.putBack(tasks.filter((task) => !task.ended));
    this.schedule();
  }

  roomy(worker: PoolWorker): void {
    if (worker.isSpent && worker.isIdle) worker.stop();
    this.dispatch();
  }

  private enqueue(task: Task): void {
    if (task.ended) return;
    this.waiting.push(task);
    // What is due anyway in this turn is not looked into again for each of many tasks.
    if (this.scheduled) return;
    if (this.hasIdleWorker) this.dispatch();
    else this.schedule();
  }

  private get hasIdleWorker(): boolean {
    for (const worker of this.workers) if (worker.isIdle && worker.room > 0) return true;
    return false;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.dispatch();
    });
  }

  /** To each worker with room its share of what waits. */
  private dispatch(): void {
    if (this.waiting.length === 0) this.stopIfDone();
    const roomy = [...this.workers].filter((worker) => worker.room > 0);
    // Those that have nothing come first.
    roomy.sort((a, b) => Number(b.isIdle) - Number(a.isIdle));
    roomy.forEach((worker, index) => {
      const share = Math.ceil(this.waiting.length / (roomy.length - index));
      const tasks = this.take(Math.min(worker.room, share));
      if (tasks.length > 0) worker.grant(tasks);
    });
  }

  private take(count: number): Task[] {
    const tasks: Task[] = [];
    while (tasks.length < count) {
      const task = this.waiting.shift();
      if (!task) break;
      tasks.push(task);
    }
    return tasks;
  }

  private finish(task: Task, end: () => void): void {
    this.unended.delete(task);
    end();
    if (this.unended.size === 0) this.stopIfDone();
  }

  private stopIfDone(): void {
    if (this.state === 'closing' && this.unended.size === 0) for (const worker of this.workers) worker.stop();
  }

  private fill(): void {
    while (this.workers.size < this.size) {
      const worker = this.startWorker(this);
      this.workers.add(worker);
      void worker.child.ended.then(async (exitCode) => {
        await worker.allRead();
        this.workerEnded(worker, exitCode);
      });
    }
  }

  private workerEnded(worker: PoolWorker, exitCode: number): void {
    this.workers.delete(worker);
    const task = worker.abandon();
    if (task) this.finish(task, () => task.end({ error: died(worker, exitCode, task) }));
    if (this.state !== 'ended' && !worker.initializerFailed) this.replace(worker, exitCode);
    this.checkFinished();
  }

  private replace(worker: PoolWorker, exitCode: number): void {
    if (!worker.isReady && ++this.failedStarts >= MOST_FAILED_STARTS) this.giveUp(worker, exitCode);
    else if (this.state === 'running' || this.unended.size > 0) this.refill();
  }

  /** Where the system refuses a process, the workers that are left go on; the end of the next is an occasion to try again. */
  private refill(): void {
    try {
      this.fill();
    } catch (error) {
      if (this.workers.size === 0) this.terminate(error as Error);
    }
  }

  private giveUp(worker: PoolWorker, exitCode: number): void {
    this.terminate(
      new WorkerDiedError(
        `The pool cannot work: ${MOST_FAILED_STARTS} workers in a row ended before they were ready, the last, ${worker.name}, with ` +
          `${howItEnded(exitCode)}. What they printed tells why.`,
        worker.name,
        exitCode,
      ),
    );
  }

  private get isFinished(): boolean {
    return this.state !== 'running' && this.workers.size === 0;
  }

  private checkFinished(): void {
    if (this.isFinished) for (const resolve of this.whenFinished.splice(0)) resolve();
  }
}

/** How long a worker may take over SIGTERM, which a task may have caught. */
const GRACE_MS = 500;

function endForSure(worker: PoolWorker): void {
  worker.isStopping = true;
  worker.child.kill('SIGTERM');
  const timer = setTimeout(() => worker.child.kill('SIGKILL'), GRACE_MS);
  void worker.child.ended.then(() => clearTimeout(timer));
}

function died(worker: PoolWorker, exitCode: number, task: Task): WorkerDiedError {
  const { signal } = worker.child;
  return new WorkerDiedError(
    `${worker.name} (pid ${worker.child.pid}) ended with ${howItEnded(exitCode)} in the middle of ${task.title}. ` +
      `The pool goes on with another worker; the task is not tried again, as it may have done part of its work.`,
    worker.name,
    exitCode,
    signal ?? undefined,
  );
}

const howItEnded = (exitCode: number): string =>
  exitCode < 0 ? `signal ${signalNameOf(-exitCode)}` : `exit code ${exitCode}`;
