/** The part of the library that a pool's worker loads. */
export { runWorker } from './pool/worker.js';
