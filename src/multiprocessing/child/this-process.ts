/** What this process is in the program: the main one, or a child and whose. */
import path from 'node:path';
import type { ChildHead } from '../start/link.js';

const holder = globalThis as { [key: symbol]: unknown };
const CHILD = Symbol.for('process-view.multiprocessing.child');

// A child runs the library itself. Said aloud, so that another copy of the library in the same process knows it too.
if (process.argv[1] === path.join(__dirname, 'part-core.js')) holder[CHILD] = true;

/**
 * True in the process that the user started, false in every process that this library started. A main module puts behind it what
 * only it shall do (Python: `if __name__ == '__main__':`).
 */
export const isMainProcess: boolean = holder[CHILD] !== true;

export interface Identity {
  name: string;
  daemon: boolean;
  /** Which child of which child: [5, 1] is the first child of `Process-5`. */
  numbers: number[];
  parent: { pid: number; name: string } | undefined;
}

let identity: Identity = { name: 'MainProcess', daemon: false, numbers: [], parent: undefined };
let started = 0;

export const thisProcess = (): Readonly<Identity> => identity;

/** A child learns who it is. */
export function becomeChild({ name, daemon, numbers, parent }: ChildHead): void {
  identity = { name, daemon, numbers, parent };
}

export function rename(name: string): void {
  identity = { ...identity, name };
}

/** The numbers of the next Process object made here, as in Python: also those with a name of their own count. */
export const nextNumbers = (): number[] => [...identity.numbers, ++started];
