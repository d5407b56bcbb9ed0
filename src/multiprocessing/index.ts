/**
 * `process-view/multiprocessing`: Python's multiprocessing for Node. Times are milliseconds; what blocks in Python gives a Promise.
 *
 * The types see it as one; it is built in parts, so that a process loads what it needs: see `build.mjs`.
 */
export * from './part-core.js';
export * from './part-pool.js';
export * from './part-sharing.js';
