/** The part of the library that is loaded as Queue, Pipe, Lock or their kin are first asked for, or arrive from another process. */

export type { WaitOptions } from './patience.js';
export { Connection } from './pipe/connection.js';
export { Pipe, type PipeOptions } from './pipe/pipe.js';
export { wait } from './pipe/wait.js';
export { JoinableQueue } from './queue/joinable-queue.js';
export { type DeadItem, Queue } from './queue/queue.js';
export { Barrier } from './sync/barrier.js';
export { Condition } from './sync/condition.js';
export { Event } from './sync/event.js';
export { BoundedSemaphore, type Held, Lock, RLock, Semaphore } from './sync/lock.js';
export type { NumberType } from './sync/number-types.js';
export { SharedArray, SharedValue } from './sync/shared-numbers.js';
