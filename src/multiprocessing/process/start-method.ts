/** How a child comes to be: `spawn`, or `forkserver` from a small reserve of processes that are already up. */
import { ValueError } from '../errors.js';

export type StartMethod = 'spawn' | 'forkserver';

let method: StartMethod = 'spawn';

/** The start methods there are. Node has no `fork`: a running program cannot be copied (Python: `get_all_start_methods`). */
export const getAllStartMethods = (): StartMethod[] => ['spawn', 'forkserver'];

/** How a process without a `startMethod` of its own is started (Python: `get_start_method`). */
export const getStartMethod = (): StartMethod => method;

/**
 * Sets how processes are started from now on (Python: `set_start_method`). `forkserver` keeps two started Node processes in reserve,
 * about 40 MiB each, so that a start takes a few milliseconds. Throws {@link ValueError} for another method.
 */
export function setStartMethod(wanted: StartMethod): void {
  assertStartMethod(wanted);
  method = wanted;
}

export function assertStartMethod(wanted: string): asserts wanted is StartMethod {
  if (wanted === 'spawn' || wanted === 'forkserver') return;
  throw new ValueError(`There is no start method ${wanted}; Node has 'spawn' and 'forkserver', and no fork.`);
}
