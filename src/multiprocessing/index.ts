/** `process-view/multiprocessing`: Python's multiprocessing for Node. Times are milliseconds; what blocks in Python gives a Promise. */
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
export { AsyncResult, type Callbacks } from './pool/async-result.js';
export { ImapIterator } from './pool/imap.js';
export { type ChunkOptions, Pool, type PoolOptions, type TaskOptions } from './pool/pool.js';
export { Process, type ProcessOptions } from './process.js';
export { getAllStartMethods, getStartMethod, type StartMethod, setStartMethod } from './start-method.js';
export { Barrier } from './barrier.js';
export { Condition } from './condition.js';
export { Connection } from './connection.js';
export { Event } from './event.js';
export { JoinableQueue } from './joinable-queue.js';
export { BoundedSemaphore, type Held, Lock, RLock, Semaphore } from './lock.js';
export type { NumberType } from './number-types.js';
export type { WaitOptions } from './patience.js';
export { Pipe, type PipeOptions } from './pipe.js';
export { type DeadItem, Queue } from './queue.js';
export { SharedArray, SharedValue } from './shared-numbers.js';
export { wait } from './wait.js';
export { isMainProcess };

// `child.ts`, the entry of every child, begins by this.
if (!isMainProcess)
  (globalThis as { [key: symbol]: unknown })[Symbol.for('process-view.multiprocessing.bootstrap')] = bootstrap;
