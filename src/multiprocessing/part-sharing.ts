/** The part of the library that is loaded as Queue, Pipe, Lock or their kin are first asked for, or arrive from another process. */
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
