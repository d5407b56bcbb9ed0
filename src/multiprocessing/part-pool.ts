/** The part of the library that is loaded as Pool is first asked for. */
export { AsyncResult, type Callbacks } from './pool/async-result.js';
export { ImapIterator } from './pool/imap.js';
export { type ChunkOptions, Pool, type PoolOptions, type TaskOptions } from './pool/pool.js';
