/** What a Process object knows besides its own fields, and what may be asked of it in which state. */

import { assertNotLoading } from '../child/main-guard.js';
import { thisProcess } from '../child/this-process.js';
import { ProcessError, ValueError } from '../errors.js';
import type { ChildHandle } from '../start/child-handle.js';
import { signalNameOf } from '../start/signal-name.js';
import type { StartMethod } from './start-method.js';

export interface State {
  name: string;
  daemon: boolean;
  numbers: number[];
  parentPid: number;
  target: ((...args: never[]) => unknown) | undefined;
  args: readonly unknown[];
  startMethod: StartMethod | undefined;
  child: ChildHandle | undefined;
  closed: boolean;
  /** True for the object that stands for the process in which it is. */
  current: boolean;
}

/** Beside the objects rather than in them: a subclass's own fields are what passes to the child, and nothing else. */
const states = new WeakMap<object, State>();

export const initialize = (process: object, state: Omit<State, 'child' | 'closed'>): void =>
  void states.set(process, { ...state, child: undefined, closed: false });

export function stateOf(process: object): State {
  const state = states.get(process);
  if (!state) throw new ProcessError('This is no Process: it was not made by its constructor.');
  return state;
}

/** The state of an object that was not closed. */
export function openState(process: object, call: string): State {
  const state = stateOf(process);
  if (state.closed) throw new ValueError(`${call} of ${state.name}: process object is closed. Ask it before close().`);
  return state;
}

export function assertStartable(state: State): void {
  if (state.child || state.current)
    throw new ProcessError(`start() of ${state.name}: cannot start a process twice. Make a new Process.`);
  assertMayHaveChildren(`start() of ${state.name}`);
}

/** Throws in a daemon, and while a child loads its modules. */
export function assertMayHaveChildren(call: string): void {
  assertNotLoading(call);
  if (!thisProcess().daemon) return;
  throw new ProcessError(
    `${call}: daemonic processes are not allowed to have children, and ${thisProcess().name} is one. ` +
      `Start it from a process that is neither a daemon nor a pool's worker.`,
  );
}

export function startedChild(process: object, call: string): ChildHandle {
  const { child, name, current } = openState(process, call);
  if (child) return child;
  throw new ProcessError(
    current
      ? `${call} of ${name}: can only ${call} a child process, and this is the process itself.`
      : `${call} of ${name}: can only ${call} a started process. Call start() first.`,
  );
}

export function statusOf({ closed, child, current }: State): string {
  if (closed) return 'closed';
  if (!child) return current ? 'started' : 'initial';
  if (child.exitCode === null) return 'started';
  return `stopped exitcode=${child.exitCode < 0 ? `-${signalNameOf(-child.exitCode)}` : child.exitCode}`;
}
