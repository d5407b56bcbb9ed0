/** What many a process never needs, loaded as it is first asked for: each of these costs a child up to four milliseconds. */

/** By a name of its own: what is called `require` the bundler takes for its own affair. */
export const load: NodeJS.Require = require;

export const childProcess = () => load('node:child_process') as typeof import('node:child_process');
export const workerThreads = () => load('node:worker_threads') as typeof import('node:worker_threads');
export const nodeModule = () => load('node:module') as typeof import('node:module');
export const os = () => load('node:os') as typeof import('node:os');
export const v8 = () => load('node:v8') as typeof import('node:v8');

/** The other parts of this library, by the names that they have in the bundle. */
export const workerPart = () => load('./part-worker.js') as typeof import('./part-worker.js');

/** Finding the functions that are sent to other processes. */
export const findPart = () => load('./part-find.js') as typeof import('./part-find.js');

/** Starting processes. */
export const startPart = () => load('./part-start.js') as typeof import('./part-start.js');

/** Loads Queue, Pipe and their kin, which register how they are rebuilt. */
export const sharingPart = () => load('./part-sharing.js') as typeof import('./part-sharing.js');
