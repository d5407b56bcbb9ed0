/** Process: a function or a subclass's `run` in an operating-system process of its own. */
import { inspect } from 'node:util';
import { channels, nextWaitId } from '../channels.js';
import { nextNumbers, rename, thisProcess } from '../child/this-process.js';
import { PicklingError, ProcessError, ValueError } from '../errors.js';
import { startPart } from '../on-demand.js';
import { pickle } from '../pickle/pickle.js';
import { registerReducer } from '../pickle/reducers.js';
import { noteCaller } from '../target/user-files.js';
import { assertStartable, initialize, openState, startedChild, stateOf, statusOf } from './process-state.js';
import type { StartMethod } from './start-method.js';

/** What a process is to be. */
export interface ProcessOptions<Args extends readonly unknown[] = readonly unknown[]> {
  /** What it runs: a function, sync or async, that is declared at a module's top level, exported or not. */
  target?: (...args: Args) => unknown;
  /** The target's arguments, copied at `start()`. */
  args?: Args;
  /** Left out: `Process-1` and so on. */
  name?: string;
  /** A daemon is ended when its parent ends, and may have no children. Left out: as this process is. */
  daemon?: boolean;
  /** How it is started; left out: `getStartMethod()`. */
  startMethod?: StartMethod;
}

/**
 * An operating-system process of its own, with `target` to run, or a subclass with its own `run` (Python: `Process`).
 *
 * The child starts anew: it loads the module of the target, with {@link isMainProcess} false, and finds the target there by its name.
 * Arguments are copied. Of a subclass the fields are copied, and its constructor is not run again in the child.
 */
export class Process<Args extends readonly unknown[] = readonly unknown[]> {
  constructor(options: ProcessOptions<Args> = {}) {
    noteCaller();
    const numbers = nextNumbers();
    const { name = `${this.constructor.name}-${numbers.join(':')}`, daemon = thisProcess().daemon } = options;
    const { target, args = [], startMethod } = options;
    initialize(this, { name, daemon, numbers, parentPid: process.pid, target, args, startMethod, current: false });
  }

  /** Its name, for people; it need not be unique (Python: `name`). */
  get name(): string {
    return stateOf(this).name;
  }

  set name(name: string) {
    const state = stateOf(this);
    state.name = String(name);
    if (!state.current) return;
    rename(state.name);
    if (channels.process.hasSubscribers) channels.process.publish({ type: 'named', name: state.name });
  }

  /** Whether it ends with its parent (Python: `daemon`). Setting it throws {@link ProcessError} once it was started. */
  get daemon(): boolean {
    return stateOf(this).daemon;
  }

  set daemon(daemon: boolean) {
    const state = stateOf(this);
    if (state.child || state.current)
      throw new ProcessError(
        `daemon cannot be set: the process ${state.name} has already started. Set it before start().`,
      );
    state.daemon = daemon;
  }

  /** The process id, undefined before `start()` (Python: `pid`, None). Throws {@link ValueError} after `close()`. */
  get pid(): number | undefined {
    const state = openState(this, 'pid');
    return state.current ? process.pid : state.child?.pid;
  }

  /** The exit code, null while it has none; −n for death by signal n (Python: `exitcode`). Throws {@link ValueError} after `close()`. */
  get exitCode(): number | null {
    return openState(this, 'exitCode').child?.exitCode ?? null;
  }

  /** A promise of the exit code, to wait for with others: `Promise.race([a.sentinel, b.sentinel])` (Python: `sentinel`, a handle). */
  get sentinel(): Promise<number> {
    const { child, name } = openState(this, 'sentinel');
    if (!child) throw new ProcessError(`sentinel is only known of a started process; call start() of ${name} first.`);
    const release = child.hold();
    return child.ended.finally(release);
  }

  /**
   * What the process does; the target, unless a subclass overrides it (Python: `run`). May be async. What it throws is printed, and
   * the process ends with exit code 1.
   */
  run(): unknown {
    const { target, args } = stateOf(this);
    return target?.(...(args as never[]));
  }

  /**
   * Starts the process (Python: `start`). Throws {@link PicklingError} for a target that the child could not find or an argument that
   * cannot be copied, {@link ProcessError} for a second start, in a daemon, or while a child loads a main module without its guard.
   */
  start(): void {
    const state = openState(this, 'start()');
    assertStartable(state);
    const body = pickle(contentsOf(this), `start() of ${state.name}`);
    const { headFor, newChild } = startPart();
    const child = newChild(state.name, state.daemon ? 'daemon' : 'child', state.startMethod);
    state.child = child;
    if (!state.daemon) child.hold();
    child.tell(headFor('process', state), body);
    active.add(this);
    child.ended.then(() => active.delete(this));
  }

  /**
   * Waits until the process has ended, at most `timeout` milliseconds; it gives no sign which of both it was: see `exitCode` (Python:
   * `join`, in seconds). Throws {@link ProcessError} for a process that was not started.
   */
  async join(timeout?: number): Promise<void> {
    const child = startedChild(this, 'join()');
    // Told also of one that has ended: that it was joined is seen by nothing else.
    const wait = nextWaitId();
    const { wait: told } = channels;
    if (told.hasSubscribers)
      told.publish({
        type: 'wait',
        wait,
        for: { kind: 'join', child: child.pid },
        ...(timeout !== undefined && { timeout }),
      });
    const done = child.exitCode !== null || (await child.endedWithin(timeout));
    if (told.hasSubscribers) told.publish({ type: 'wake', wait, outcome: done ? 'done' : 'timeout' });
  }

  /** Whether it was started and has not ended, as far as this process has learnt (Python: `is_alive`). */
  isAlive(): boolean {
    const state = openState(this, 'isAlive()');
    return state.current || (state.child !== undefined && state.child.exitCode === null);
  }

  /** Asks it to end, with SIGTERM (Python: `terminate`). What it was doing is left undone: its `finally` blocks do not run. */
  terminate(): void {
    startedChild(this, 'terminate()').kill('SIGTERM');
  }

  /** Ends it with SIGKILL, which it cannot refuse (Python: `kill`). */
  kill(): void {
    startedChild(this, 'kill()').kill('SIGKILL');
  }

  /** Gives the process object up (Python: `close`). Throws {@link ValueError} while the process is running. */
  close(): void {
    const state = stateOf(this);
    if (state.child && state.child.exitCode === null)
      throw new ValueError(
        `close() of ${state.name}: cannot close a process while it is still running. You should first call join() or terminate().`,
      );
    state.closed = true;
  }

  /** `<Process name='Process-1' pid=14028 parent=14027 started>` */
  toString(): string {
    const state = stateOf(this);
    const number = state.current ? process.pid : state.child?.pid;
    const pid = number === undefined ? '' : ` pid=${number}`;
    const daemon = state.daemon ? ' daemon' : '';
    return `<${this.constructor.name} name='${state.name}'${pid} parent=${state.parentPid} ${statusOf(state)}${daemon}>`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** What crosses to the child. */
export interface Contents {
  /** The subclass; undefined for a plain Process. */
  type?: typeof Process;
  /** The subclass's own fields. */
  fields: object;
  target?: (...args: never[]) => unknown;
  args: readonly unknown[];
}

function contentsOf(process: Process): Contents {
  const { target, args } = stateOf(process);
  const type = process.constructor === Process ? undefined : (process.constructor as typeof Process);
  // What is undefined is left out, as JSON, which is faster to read, has no word for it.
  return { ...(type && { type }), fields: { ...process }, ...(target && { target }), args };
}

/** Started and not ended, in this order. */
export const active = new Set<Process>();

registerReducer(Process, {
  tag: 'Process',
  reduce(process) {
    throw new PicklingError(
      `${process.toString()} cannot be passed to another process: only the process that made it can start and join it. Pass its name or pid.`,
    );
  },
  rebuild: () => undefined as never,
});
