/** A worker as its pool holds it: what it has been granted, and what comes back. */

import { FrameReader } from '../frames/frame-reader.js';
import { frame } from '../frames/frames.js';
import { unpackNumbers } from '../pickle/numbers.js';
import { unpickled } from '../pickle/pickle.js';
import type { ChildHandle } from '../start/child-handle.js';
import { nothings } from './call.js';
import { MessageNames } from './message-names.js';
import { Pace } from './pace.js';
import { clock, LEASE_MS, Outcome, PoolFrame, type Progress, type TaskResult } from './protocol.js';
import type { Task, TaskEnd } from './task.js';

/** Whom a worker tells. */
export interface WorkerEvents {
  ready(worker: PoolWorker): void;
  initializerFailed(worker: PoolWorker, error: unknown): void;
  ended(task: Task, end: TaskEnd): void;
  /** Tasks that it has not begun and will not. */
  returned(tasks: Task[]): void;
  /** It has room again. */
  roomy(worker: PoolWorker): void;
}

interface Held {
  task: Task;
  begun: boolean;
  lease: number;
}

let tickets = 0;

export class PoolWorker {
  isReady = false;
  isStopping = false;
  /** It has said that its initializer failed. */
  initializerFailed = false;
  private readonly held = new Map<number, Held>();
  private readonly values = new Map<number, Buffer>();
  private readonly targets = new Set<number>();
  private readonly names: MessageNames;
  private readonly pace = new Pace();
  private timer: NodeJS.Timeout | undefined;
  /** When it was last heard of, and how often. */
  private lastHeard = 0;
  private heard = 0;
  /** It is to be ended while it is in the middle of this task, and not in the middle of any other. */
  private cancelled: Task | undefined;

  constructor(
    readonly name: string,
    readonly child: ChildHandle,
    private readonly events: WorkerEvents,
    /** How many tasks it may still be granted. */
    private quota: number,
  ) {
    this.names = new MessageNames(process.pid, child.pid, child.pid);
    const reader = new FrameReader((type, resource, buffer, at, end) => this.receive(type, resource, buffer, at, end));
    child.link.on('data', (chunk: Buffer) => {
      this.heard++;
      reader.push(chunk);
      // Once for all that has come together, so that what is granted goes together too.
      if (this.isReady) this.events.roomy(this);
    });
  }

  get isIdle(): boolean {
    return this.held.size === 0;
  }

  /** True once it has had all the tasks that it may have. */
  get isSpent(): boolean {
    return this.quota <= 0;
  }

  /** How many more tasks it should be granted now. */
  get room(): number {
    if (!this.isReady || this.isStopping || this.cancelled || this.child.exitCode !== null) return 0;
    const window = process.platform === 'win32' ? 1 : this.pace.window;
    const { size } = this.held;
    return size > window / 2 ? 0 : Math.min(window - size, this.quota);
  }

  /** Hands tasks over, all in one write. */
  grant(tasks: Task[]): void {
    const frames: Buffer[] = [];
    if (this.isIdle) {
      this.lastHeard = clock();
      this.addGrant(frames, tasks.slice(0, 1), 0);
      this.addGrant(frames, tasks.slice(1), clock() + LEASE_MS);
    } else this.addGrant(frames, tasks, clock() + LEASE_MS);
    this.child.link.write(frames.length === 1 ? frames[0]! : Buffer.concat(frames));
  }

  /** Lets it finish what it has and end. */
  stop(): void {
    if (this.isStopping) return;
    this.isStopping = true;
    this.child.link.write(frame(PoolFrame.stop, 0, Buffer.alloc(0)));
  }

  /**
   * Ends the process in the middle of a task, which is how that is cancelled. What was granted behind it may begin any moment, unseen:
   * so it is taken back first, and if the task has been finished by then nothing is ended.
   */
  endDuring(task: Task): void {
    this.cancelled = task;
    this.endIfAlone();
  }

  /** Settles once all is read that it said before it ended: the news of the end may be quicker. */
  async allRead(): Promise<void> {
    for (let before = -1; before !== this.heard; ) {
      before = this.heard;
      // The first may come before the sockets are looked at, the second comes after.
      await turnOfLoop();
      await turnOfLoop();
    }
  }

  /** What it holds of a task that has begun, and gives the rest back; called when it has died. */
  abandon(): Task | undefined {
    clearTimeout(this.timer);
    const all = [...this.held.values()];
    this.held.clear();
    this.events.returned(all.filter((held) => !held.begun).map((held) => held.task));
    return all.find((held) => held.begun)?.task;
  }

  /** Whether it is in the middle of this task. */
  isRunning(task: Task): boolean {
    return [...this.held.values()].some((held) => held.task === task && held.begun);
  }

  private addGrant(frames: Buffer[], tasks: Task[], lease: number): void {
    if (tasks.length === 0) return;
    const entries = tasks.map((task) => this.entryOf(frames, task, lease));
    this.quota -= tasks.length;
    const text = Buffer.from(`[${lease},${entries.join(',')}]`);
    frames.push(frame(PoolFrame.grant, 0, text));
    for (const task of tasks) this.names.sent('task', task.preview, text.length);
    if (lease !== 0) this.timer ??= setTimeout(() => this.reclaim(), LEASE_MS + 1).unref();
  }

  /** A task as the text of a {@link Grant}; what has to go before it is added to the frames. */
  private entryOf(frames: Buffer[], task: Task, lease: number): string {
    const { target, kind, json, bytes } = task;
    if (!this.targets.has(target.key)) {
      this.targets.add(target.key);
      const { name, reference } = target;
      frames.push(frame(PoolFrame.target, target.key, Buffer.from(JSON.stringify({ name, reference }))));
    }
    const ticket = ++tickets;
    this.held.set(ticket, { task, begun: lease === 0, lease });
    if (bytes) frames.push(frame(PoolFrame.value, ticket, bytes));
    return `[${ticket},${task.id},${target.key},${kind}${json === undefined ? '' : `,${json}`}]`;
  }

  /**
   * Takes back what was not begun within its lease. What the worker has said in time is in this process's socket by now; it is read
   * before the verdict, as often as anything comes. The verdict is on leases that were over before that reading: this process may be
   * held up after it for as long as a lease.
   */
  private reclaim(): void {
    const { heard } = this;
    const readAfter = clock();
    setImmediate(() => {
      if (heard === this.heard) this.takeBack(readAfter);
      else this.reclaim();
    });
  }

  /** Takes back what has not begun and whose lease was over at `moment`. */
  private takeBack(moment: number): void {
    this.timer = undefined;
    const waiting = [...this.held].filter(([, held]) => !held.begun);
    const over = waiting.filter(([, held]) => held.lease <= moment);
    for (const [ticket] of over) this.held.delete(ticket);
    const next = Math.min(...waiting.filter(([, held]) => held.lease > moment).map(([, held]) => held.lease));
    if (Number.isFinite(next)) this.timer = setTimeout(() => this.reclaim(), Math.max(1, next - clock() + 1)).unref();
    if (over.length === 0) return;
    this.pace.forget();
    this.giveBack(over.map(([, held]) => held.task));
    this.endIfAlone();
  }

  private endIfAlone(): void {
    if (this.cancelled && this.held.size === 1) this.child.kill('SIGKILL');
  }

  private receive(type: number, resource: number, buffer: Buffer, at: number, end: number): void {
    switch (type) {
      case PoolFrame.value:
        this.values.set(resource, buffer.subarray(at, end));
        return;
      case PoolFrame.progress:
        this.progress(JSON.parse(buffer.toString('utf8', at, end)) as Progress);
        return;
      case PoolFrame.ready:
        this.isReady = true;
        this.events.ready(this);
        return;
      case PoolFrame.initializerFailed:
        this.initializerFailed = true;
        void unpickled(buffer.subarray(at, end)).then((error) => this.events.initializerFailed(this, error));
    }
  }

  private progress([begun, ...results]: Progress): void {
    for (const result of results) this.result(result);
    const now = clock();
    if (results.length > 0) this.pace.learn(results.length, now - this.lastHeard);
    this.lastHeard = now;
    const held = this.held.get(begun);
    if (held) held.begun = true;
  }

  private result([ticket, outcome, told]: TaskResult): void {
    const held = this.held.get(ticket);
    const ahead = this.values.get(ticket);
    this.values.delete(ticket);
    if (!held) return;
    this.held.delete(ticket);
    const { task } = held;
    if (task === this.cancelled) this.cancelled = undefined;
    if (outcome === Outcome.returned) {
      this.giveBack([task]);
      return;
    }
    const value = valueToldNow(outcome, told, ahead);
    this.names.received('result', value);
    if (outcome === Outcome.failed || outcome === Outcome.ahead)
      void this.open(task, outcome === Outcome.failed, ahead!);
    else this.events.ended(task, { value });
  }

  private async open(task: Task, failed: boolean, bytes: Buffer): Promise<void> {
    try {
      const value = await unpickled(bytes);
      this.events.ended(task, failed ? { error: value } : { value });
    } catch (error) {
      this.events.ended(task, { error });
    }
  }

  private giveBack(tasks: Task[]): void {
    this.quota += tasks.length;
    this.events.returned(tasks);
  }
}

/** What a result is, where that can be told at once. */
function valueToldNow(outcome: TaskResult[1], told: unknown, ahead: Buffer | undefined): unknown {
  if (outcome === Outcome.numbers) return unpackNumbers(ahead!);
  return outcome === Outcome.nothings ? nothings(told as number) : told;
}

const turnOfLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
