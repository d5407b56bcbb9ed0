/** The part of the library that every process loads: what it takes to be a process and to start one. */
import { bootstrap } from './bootstrap.js';
import { isMainProcess } from './this-process.js';

export {
  activeChildren,
  cpuCount,
  currentProcess,
  type ParentProcess,
  parentProcess,
} from './current-process.js';
export * from './errors.js';
export { Process, type ProcessOptions } from './process.js';
export { getAllStartMethods, getStartMethod, type StartMethod, setStartMethod } from './start-method.js';
export { isMainProcess };

// `child.ts`, the entry of every child, begins by this.
if (!isMainProcess)
  (globalThis as { [key: symbol]: unknown })[Symbol.for('process-view.multiprocessing.bootstrap')] = bootstrap;
