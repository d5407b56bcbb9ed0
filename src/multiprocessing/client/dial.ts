/** Connects to a name that may not be listened to yet, for as long as the process that will listen is there. */
import { openSync, writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pause, type Written, writeAllSync } from '../frames/outlet.js';
import { type Address, isRunning } from './address.js';

const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 50;
/** Longer than any broker takes to start, also on a machine that is very busy. */
const PATIENCE_MS = 30_000;

export function dial(address: Address): Promise<Socket> {
  const deadline = Date.now() + PATIENCE_MS;
  return new Promise((resolve, reject) => {
    const attempt = (wait: number) => {
      const socket = connect(address.path);
      const failed = (error: Error) => {
        if (Date.now() > deadline || !isRunning(address.pid)) reject(error);
        else setTimeout(attempt, wait, Math.min(wait * 2, LONGEST_PAUSE_MS));
      };
      socket.once('error', failed);
      socket.once('connect', () => {
        socket.off('error', failed);
        resolve(socket);
      });
    };
    attempt(FIRST_PAUSE_MS);
  });
}

/** Gets bytes out of a process that is exiting and has no connection yet; true where they have left in time. */
export function sendSync(address: Address, bufs: readonly Buffer[]): boolean {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && isRunning(address.pid)) {
    const written =
      process.platform === 'win32' ? writeToNamedPipe(address.path, bufs) : writeToNewSocket(address.path, bufs);
    // Of what the other side may have read a part nothing is sent again.
    if (written !== 'nothing') return written === 'all';
    pause(10);
  }
  return false;
}

/** Windows opens a named pipe like a file, and then writing waits. */
function writeToNamedPipe(name: string, bufs: readonly Buffer[]): Written {
  let written: Written = 'nothing';
  try {
    const fd = openSync(name, 'r+');
    written = 'some';
    for (const buf of bufs) for (let at = 0; at < buf.length; ) at += writeSync(fd, buf, at);
    return 'all';
  } catch {
    return written; // Nobody listens there yet, or no longer.
  }
}

/** Connecting to a local name is done before `connect` returns, only its event comes later; or refused, and then the first write is. */
function writeToNewSocket(name: string, bufs: readonly Buffer[]): Written {
  const socket = connect(name);
  socket.on('error', () => undefined); // told by what is returned
  return socket.destroyed ? 'nothing' : writeAllSync(socket, bufs);
}
