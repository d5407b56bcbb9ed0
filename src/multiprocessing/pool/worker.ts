/** A pool's worker: runs the initializer, then one task after the other, until it is told to stop or its pool is gone. */
import { Socket } from 'node:net';
import { FrameReader } from '../frames/frame-reader.js';
import { frame } from '../frames/frames.js';
import { flushBeforeEnd } from '../lifecycle.js';
import { pickle, unpickled } from '../pickle/pickle.js';
import { currentProcess } from '../process/current-process.js';
import { LINK_FD } from '../start/link.js';
import { PoolFrame } from './protocol.js';
import { SyncOutput } from './sync-output.js';
import { TaskLoop } from './task-loop.js';

/** What a worker is given to begin with. */
export interface WorkerStart {
  pool: string;
  initializer: ((...args: unknown[]) => unknown) | undefined;
  initargs: readonly unknown[];
}

/** Serves the pool at the other end of the link. */
export function runWorker(body: Buffer): void {
  currentProcess();
  const socket = new Socket({ fd: LINK_FD, readable: true, writable: true });
  const output = new SyncOutput(socket);
  // Nobody is left to work for.
  socket.on('error', () => process.exit(0)).on('end', () => process.exit(0));
  void prepare(body, output).then((start) => {
    if (start) serve(start, socket, output);
  });
}

async function prepare(body: Buffer, output: SyncOutput): Promise<WorkerStart | undefined> {
  try {
    const start = (await unpickled(body)) as WorkerStart;
    await start.initializer?.(...start.initargs);
    return start;
  } catch (error) {
    output.write(frame(PoolFrame.initializerFailed, 0, pickle(error, 'the initializer').bytes));
    await output.drained();
    process.exit(1);
  }
}

function serve({ pool }: WorkerStart, socket: Socket, output: SyncOutput): void {
  const loop = new TaskLoop(pool, output);
  const reader = new FrameReader((type, resource, buffer, at, end) => {
    if (type === PoolFrame.stop) void stop(loop, output);
    else loop.receive(type, resource, buffer.subarray(at, end));
  });
  socket.on('data', (chunk) => reader.push(chunk as Buffer));
  output.write(frame(PoolFrame.ready, 0, Buffer.alloc(0)));
}

async function stop(loop: TaskLoop, output: SyncOutput): Promise<void> {
  await loop.idle();
  await output.drained();
  await flushBeforeEnd();
  process.exit(0);
}
