/** The tasks that a worker holds: one runs, the others wait for it, or are the pool's again when their lease is over. */
import { channels, type TaskMessage } from '../channels.js';
import { thisProcess } from '../child/this-process.js';
import { frame } from '../frames/frames.js';
import { workerIsIdle } from '../lifecycle.js';
import { isJsonSafe } from '../pickle/json-safe.js';
import { packNumbers, unpackNumbers } from '../pickle/numbers.js';
import { pickle, unpickled } from '../pickle/pickle.js';
import { loadTarget, targetIfLoaded } from '../target/load-target.js';
import type { Target } from '../target/reference.js';
import { call, isThenable, nothings, taskName } from './call.js';
import { MessageNames } from './message-names.js';
import { clock, type Grant, type GrantedTask, Outcome, PoolFrame, type TargetFrame, TaskKind } from './protocol.js';
import type { SyncOutput } from './sync-output.js';

interface Held {
  granted: GrantedTask;
  /** Undefined where they came ahead and are still to be opened. */
  args: unknown[] | undefined;
  lease: number;
}

interface KnownTarget extends TargetFrame {
  /** Once its module is loaded. */
  run?: Target;
}

export class TaskLoop {
  private held: Held[] = [];
  private first = 0;
  private running = false;
  private readonly targets = new Map<number, KnownTarget>();
  private readonly values = new Map<number, Buffer>();
  /** What the pool has not been told yet, as the JSON of results, each behind a comma. */
  private untold = '';
  private readonly names = new MessageNames(process.pid, thisProcess().parent?.pid ?? process.ppid, process.pid);
  private whenIdle: (() => void)[] = [];

  constructor(
    private readonly pool: string,
    private readonly output: SyncOutput,
  ) {}

  /** A frame from the pool. */
  receive(type: number, resource: number, payload: Buffer): void {
    if (type === PoolFrame.value) this.values.set(resource, Buffer.from(payload));
    else if (type === PoolFrame.target) this.targets.set(resource, JSON.parse(payload.toString()) as KnownTarget);
    else if (type === PoolFrame.grant) this.accept(JSON.parse(payload.toString()) as Grant, payload.length);
  }

  /** Settles when nothing is held any more. */
  idle(): Promise<void> {
    return this.running ? new Promise((resolve) => this.whenIdle.push(resolve)) : Promise.resolve();
  }

  private accept([lease, ...tasks]: Grant, bytes: number): void {
    for (const granted of tasks) {
      const args = granted[4] === 0 ? unpackNumbers(this.ahead(granted[0])!) : granted[4];
      this.names.received('task', args, bytes);
      this.held.push({ granted, args, lease });
    }
    if (!this.running) void this.work();
  }

  /** Awaits only what is asynchronous: between tasks that are not, nothing else runs. */
  private async work(): Promise<void> {
    this.running = true;
    for (let held = this.take(); held; held = this.take()) {
      const begins = held.lease === 0 || this.begin(held);
      if (begins !== true && !(await begins)) continue;
      const pending = this.perform(held);
      if (pending) await pending;
      // With nothing left to begin, nothing else would carry the result away.
      if (this.first === this.held.length) this.say(0);
    }
    this.running = false;
    workerIsIdle();
    for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  private take(): Held | undefined {
    const held = this.held[this.first++];
    if (held) return held;
    this.held = [];
    this.first = 0;
    return undefined;
  }

  /** Says that a task begins; whether it then still may. */
  private begin({ granted, lease }: Held): boolean | Promise<boolean> {
    const [ticket] = granted;
    if (clock() >= lease) return this.forget(ticket);
    if (this.say(ticket)) return clock() < lease || this.giveBack(ticket);
    // The pool does not read just now: what was said must have left before it counts.
    return this.output.drained().then(() => clock() < lease || this.giveBack(ticket));
  }

  private forget(ticket: number): false {
    this.values.delete(ticket);
    if (this.first === this.held.length) this.say(0);
    return false;
  }

  private giveBack(ticket: number): false {
    this.untold += `,[${ticket},${Outcome.returned}]`;
    return this.forget(ticket);
  }

  /** Runs one task; gives a promise only where something in it is asynchronous. */
  private perform({ granted, args }: Held): Promise<void> | undefined {
    const [ticket, , key] = granted;
    const target = this.targets.get(key)!;
    try {
      target.run ??= targetIfLoaded(target.reference) as Target;
    } catch (error) {
      return this.failed(granted, target, error);
    }
    if (target.run !== undefined && args !== undefined) return this.invoke(granted, target, args);
    return this.prepare(ticket, target).then(
      (ahead) => this.invoke(granted, target, args ?? ahead),
      (error: unknown) => this.failed(granted, target, error),
    );
  }

  /** Loads the function's module and what came ahead. */
  private async prepare(ticket: number, target: KnownTarget): Promise<unknown[]> {
    target.run ??= await loadTarget(target.reference);
    const bytes = this.ahead(ticket);
    return bytes === undefined ? [] : ((await unpickled(bytes)) as unknown[]);
  }

  /** Takes what came ahead. */
  private ahead(ticket: number): Buffer | undefined {
    const bytes = this.values.get(ticket);
    this.values.delete(ticket);
    return bytes;
  }

  private invoke(granted: GrantedTask, target: KnownTarget, args: unknown[]): Promise<void> | undefined {
    const [, , , kind] = granted;
    const name = taskName(target.name, kind, args);
    this.publish('started', granted, name);
    try {
      const result = call(target.run!, kind, args);
      if (!isThenable(result)) return this.succeeded(granted, name, result, args.length);
      return Promise.resolve(result).then(
        (value) => this.succeeded(granted, name, value, args.length),
        (error: unknown) => this.failed(granted, target, error),
      );
    } catch (error) {
      return this.failed(granted, target, error);
    }
  }

  /** Of a chunk `given` is undefined where each of its items gave that. */
  private succeeded(granted: GrantedTask, name: string, given: unknown, items: number): Promise<void> | undefined {
    const [ticket, , , kind] = granted;
    const isChunk = kind !== TaskKind.apply;
    const value = isChunk && given === undefined ? nothings(items) : given;
    const told = isChunk ? this.chunkInShort(ticket, given, items) : inShort(value);
    if (told === undefined) return this.sendAhead(granted, name, value);
    this.untold += `,[${ticket},${told}]`;
    this.publish('done', granted, name);
    this.names.sent('result', value);
    return undefined;
  }

  /** What is said of a chunk's results, unless they have to be pickled. */
  private chunkInShort(ticket: number, given: unknown, items: number): string | undefined {
    if (given === undefined) return `${Outcome.nothings},${items}`;
    const numbers = packNumbers(given as unknown[]);
    if (numbers === undefined) return inShort(given);
    this.output.write(frame(PoolFrame.value, ticket, numbers));
    return `${Outcome.numbers}`;
  }

  private sendAhead(granted: GrantedTask, name: string, value: unknown): Promise<void> | undefined {
    const [ticket] = granted;
    const target = this.targets.get(granted[2])!;
    try {
      const { bytes, ready } = pickle(value, `the result of the task ${name}`);
      const send = () => {
        this.output.write(frame(PoolFrame.value, ticket, bytes));
        this.untold += `,[${ticket},${Outcome.ahead}]`;
        this.publish('done', granted, name);
        this.names.sent('result', value, bytes.length);
      };
      if (ready) return ready.then(send, (error: unknown) => this.failed(granted, target, error));
      send();
      return undefined;
    } catch (error) {
      return this.failed(granted, target, error);
    }
  }

  private failed(granted: GrantedTask, { name }: KnownTarget, error: unknown): undefined {
    const [ticket] = granted;
    const bytes = errorBytes(error);
    this.output.write(frame(PoolFrame.value, ticket, bytes));
    this.untold += `,[${ticket},${Outcome.failed}]`;
    this.publish('failed', granted, name);
    this.names.sent('result', error, bytes.length);
    return undefined;
  }

  private publish(state: TaskMessage['state'], [, task]: GrantedTask, name: string): void {
    if (!channels.task.hasSubscribers) return;
    channels.task.publish({ type: 'task', pool: this.pool, task: String(task), state, name });
  }

  /** Tells the pool what has ended and what begins now; true if it has left this process. */
  private say(begun: number): boolean {
    if (begun === 0 && this.untold === '') return true;
    const text = Buffer.from(`[${begun}${this.untold}]`);
    this.untold = '';
    return this.output.write(frame(PoolFrame.progress, 0, text));
  }
}

/** What is said of a result that JSON carries. */
function inShort(value: unknown): string | undefined {
  if (value === undefined) return `${Outcome.nothing}`;
  return isJsonSafe(value) ? `${Outcome.json},${JSON.stringify(value)}` : undefined;
}

/** An error always passes, in whatever of it can. */
function errorBytes(error: unknown): Buffer {
  try {
    return pickle(error, 'an error').bytes;
  } catch {
    return pickle(new Error(String(error)), 'an error').bytes;
  }
}
