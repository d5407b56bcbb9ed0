/** The entry of the broker's worker thread: `workerData` says where to listen and which token to ask for. */
import { parentPort, workerData } from 'node:worker_threads';
import { Broker } from './broker.js';

const { path, token } = workerData as { path: string; token: string };

void new Broker(token).listen(path).then(
  () => parentPort?.postMessage({ listening: true }),
  (error: Error) => parentPort?.postMessage({ error: error.message }),
);
