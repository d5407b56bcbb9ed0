/** This process's own broker, in a worker thread: started when first needed, so that a busy main thread stalls nobody. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Address, newAddress } from './address.js';
import { INTERNAL_THREAD } from './channels.js';

let started: { address: Address; listening: Promise<void> } | undefined;
let resources = 0;

/** Its address, known at once; whoever goes there before it listens has to try again. */
export const ownAddress = (): Address => own().address;

/** True for that address; asking starts nothing. */
export const isOwnAddress = (address: Address): boolean => started?.address.path === address.path;

/** Settles once it listens. */
export const ownListening = (): Promise<void> => own().listening;

/** The next numbers for resources of this broker; the first of them. */
export function newResource(count = 1): number {
  const first = resources + 1;
  resources += count;
  return first;
}

function own(): { address: Address; listening: Promise<void> } {
  if (!started) {
    const address = newAddress();
    started = { address, listening: start(address) };
    // Whoever needs it learns of the failure by not reaching it; without this line it would end the program.
    started.listening.catch(() => undefined);
  }
  return started;
}

function start({ path: socketPath, token }: Address): Promise<void> {
  const worker = new Worker(path.join(__dirname, 'broker.js'), {
    name: `${INTERNAL_THREAD}broker`,
    workerData: { path: socketPath, token },
    // Nothing of the program's preloads, loaders and flags belongs in there.
    env: {},
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    worker.once('message', (message: { error?: string }) => {
      worker.unref();
      if (message.error === undefined) resolve();
      else reject(new Error(`The broker of this process's queues cannot listen: ${message.error}`));
    });
    worker.once('error', reject);
  });
}
