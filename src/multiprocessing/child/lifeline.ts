/**
 * Ends this process when its parent has died, where the kernel does not do it: a thread waits for the end of file descriptor 4,
 * whose other end only the parent holds. A thread, because the main one may be in a loop that never ends. It costs 8 ms and 9 MiB.
 */
import { INTERNAL_THREAD } from '../channels.js';
import { workerThreads } from '../on-demand.js';

const code = `
  const socket = new (require('node:net').Socket)({ fd: 4 });
  const end = () => process.kill(process.pid, 'SIGKILL');
  socket.on('error', end).on('end', end).on('close', end).resume();
`;

/** Starts the watching thread; it keeps nothing alive. */
export function watchLifeline(): void {
  const { Worker } = workerThreads();
  new Worker(code, { eval: true, name: `${INTERNAL_THREAD}lifeline`, execArgv: [], env: {} }).unref();
}
