/** This process's own broker, in a worker thread: started when first needed, so that a busy main thread stalls nobody. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { INTERNAL_THREAD } from '../channels.js';
import { type Address, newAddress } from './address.js';

let started: Address | undefined;
let resources = 0;

/** Its address, known at once; whoever goes there before it listens has to try again. */
export function ownAddress(): Address {
  if (!started) {
    started = newAddress();
    start(started);
  }
  return started;
}

/** True for that address; asking starts nothing. */
export const isOwnAddress = (address: Address): boolean => started?.path === address.path;

/** The next numbers for resources of this broker; the first of them. */
export function newResource(count = 1): number {
  const first = resources + 1;
  resources += count;
  return first;
}

function start({ path: socketPath, token }: Address): void {
  const worker = new Worker(path.join(__dirname, 'broker.js'), {
    name: `${INTERNAL_THREAD}broker`,
    workerData: { path: socketPath, token },
    // Nothing of the program's preloads, loaders and flags belongs in there.
    env: {},
    execArgv: [],
  });
  worker.once('message', ({ error }: { error?: string }) => {
    worker.unref();
    if (error !== undefined) warn(error);
  });
  worker.once('error', (error) => warn(error.message));
}

/** Whoever needs the broker fails by not reaching it; this says why. */
function warn(error: string): void {
  process.emitWarning(
    `The broker of this process's queues, pipes and locks could not start, so that none of them works: ${error}`,
  );
}
