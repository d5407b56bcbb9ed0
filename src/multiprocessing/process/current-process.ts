/** Who is here, above and below: currentProcess, parentProcess, activeChildren, cpuCount. */

import { thisProcess } from '../child/this-process.js';
import { os } from '../on-demand.js';
import { active, type Contents, Process } from './process.js';
import { initialize } from './process-state.js';

let current: Process | undefined;

/**
 * The object that stands for this process: in a child the one that was started, a subclass with its fields, in the main process one
 * with the name `MainProcess` (Python: `current_process`).
 */
export function currentProcess(): Process {
  current ??= standingFor(Object.create(Process.prototype) as Process, { args: [] });
  return current;
}

/** In a child: makes the object again that its parent started. */
export function adopt({ type, fields, target, args }: Contents): Process {
  const process = Object.create((type ?? Process).prototype) as Process;
  current = standingFor(Object.assign(process, fields), { ...(target && { target }), args });
  return current;
}

function standingFor(object: Process, work: Pick<Contents, 'target' | 'args'>): Process {
  const { name, daemon, numbers, parent } = thisProcess();
  const parentPid = parent?.pid ?? process.ppid;
  initialize(object, {
    name,
    daemon,
    numbers,
    parentPid,
    target: undefined,
    ...work,
    startMethod: undefined,
    current: true,
  });
  return object;
}

/** The children that were started here and have not ended, pool workers not counted (Python: `active_children`). */
export const activeChildren = (): Process[] => [...active];

/** How many processors this program may use (Python: `cpu_count`). */
export const cpuCount = (): number => os().availableParallelism();

/** The process that started this one, as far as a child can know it. */
export interface ParentProcess {
  readonly name: string;
  readonly pid: number;
  /** Whether it still runs. */
  isAlive(): boolean;
  /** Waits until it has ended, at most `timeout` milliseconds. */
  join(timeout?: number): Promise<void>;
}

/** The parent, undefined in the main process (Python: `parent_process`). */
export function parentProcess(): ParentProcess | undefined {
  const { parent } = thisProcess();
  if (!parent) return undefined;
  const isAlive = () => process.ppid === parent.pid && exists(parent.pid);
  return { ...parent, isAlive, join: (timeout) => untilEnd(isAlive, timeout) };
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Nothing tells a child of its parent's end but the end itself, and that rarely: as a rule the child ends with it. */
async function untilEnd(isAlive: () => boolean, timeout = Number.POSITIVE_INFINITY): Promise<void> {
  const until = performance.now() + timeout;
  while (isAlive() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
}
