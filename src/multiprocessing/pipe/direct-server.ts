/** Where this process is called by those whom a broker has introduced to it: one server for all its pipes. */
import { createServer, type Server, type Socket } from 'node:net';
import { newAddress } from '../client/address.js';
import { FrameReader } from '../frames/frame-reader.js';
import { Frame } from '../frames/frames.js';

/** By cookie: who is expected, and what to do when it has come. `rest` is what it sent besides. */
const expected = new Map<string, (socket: Socket) => void>();
let server: { path: string; listening: Promise<Server> } | undefined;

/** Longer than any greeting. */
const GREETING_LIMIT = 1024;

/** Settles with the path where the caller is awaited. */
export async function expectCall(cookie: string, arrived: (socket: Socket) => void): Promise<string> {
  expected.set(cookie, arrived);
  server ??= start();
  await server.listening;
  return server.path;
}

export function expectNoMore(cookie: string): void {
  expected.delete(cookie);
}

function start(): { path: string; listening: Promise<Server> } {
  const { path } = newAddress();
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, greet);
  const listening = new Promise<Server>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(path, () => resolve(listener.unref()));
  });
  return { path, listening };
}

/** The caller's first frame is its cookie; nothing follows until it has been answered. */
function greet(socket: Socket): void {
  const reader = new FrameReader((type, _resource, buf, at, end) => {
    const cookie = buf.toString('latin1', at, end);
    const arrived = type === Frame.hello ? expected.get(cookie) : undefined;
    if (!arrived) return socket.destroy();
    expected.delete(cookie);
    socket.off('data', push);
    arrived(socket);
  });
  reader.limit = GREETING_LIMIT;
  const push = (chunk: Buffer) => {
    try {
      reader.push(chunk);
    } catch {
      // Not one of ours: nothing is owed to it.
      socket.destroy();
    }
  };
  socket.unref();
  socket.on('data', push);
  socket.on('error', () => socket.destroy());
}
