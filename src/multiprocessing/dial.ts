/** Connects to a name that may not be listened to yet, for as long as the process that will listen is there. */
import { connect, type Socket } from 'node:net';
import { type Address, isRunning } from './address.js';
import { pause } from './outlet.js';

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

/** A socket for a process that is exiting, which cannot wait for events; undefined where nobody listens in time. */
export function dialSync(address: Address): Socket | undefined {
  for (let left = 200; left > 0 && isRunning(address.pid); left--) {
    const socket = connect(address.path);
    socket.on('error', () => undefined); // told by `isConnected`
    if (isConnected(socket)) return socket;
    pause(10);
  }
  return undefined;
}

/** Connecting to a local name is done or refused before `connect` returns; only its event comes later. */
function isConnected(socket: Socket): boolean {
  const handle = (socket as { _handle?: { fd?: number } })._handle;
  return handle !== undefined && handle !== null && (handle.fd ?? -1) >= 0 && !socket.destroyed;
}
