/** What many a process never needs, loaded as it is first asked for: each of these costs a child one millisecond to four. */
import { createRequire } from 'node:module';

const load = createRequire(__filename);

export const childProcess = () => load('node:child_process') as typeof import('node:child_process');
export const workerThreads = () => load('node:worker_threads') as typeof import('node:worker_threads');
export const v8 = () => load('node:v8') as typeof import('node:v8');

/** The other parts of this library, by the names that they have in the bundle. */
export const workerPart = () => load('./part-worker.js') as typeof import('./part-worker.js');

/** Loads Queue, Pipe and their kin, which register how they are rebuilt. */
export const sharingPart = () => load('./part-sharing.js') as typeof import('./part-sharing.js');
