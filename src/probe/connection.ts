/** Opens the way to the collector as a file descriptor on which a synchronous write works at once; nothing here keeps a process alive. */
import { defineProperty, getOwnPropertyDescriptor } from './primordials.js';

/** Undefined where there is none. */
export function connect(address: string): number | undefined {
  try {
    if (process.platform === 'win32') return (require('node:fs') as typeof import('node:fs')).openSync(address, 'w'); // A named pipe is opened like a file.
    return descriptorOf(rawPipe(address)) ?? descriptorOf(netSocket(address));
  } catch {
    return undefined; // Without a collector the program runs as if nothing were.
  }
}

/** What libuv's pipes have for those who look: `fd` from the moment of `connect`, as connecting to a Unix socket does not wait. */
interface Handle {
  readonly fd?: number;
  unref(): void;
}

/** Kept, as a handle that is collected closes its descriptor. */
let kept: unknown;

function descriptorOf(handle: Handle | undefined): number | undefined {
  kept = handle;
  return kept !== undefined && handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}

interface PipeBinding {
  Pipe: new (type: number) => Handle & { connect(request: object, address: string): number | undefined };
  PipeConnectWrap: new () => { oncomplete?: () => void };
  constants: { SOCKET: number };
}

/** Far cheaper to load than `net`. */
function rawPipe(address: string): Handle | undefined {
  const pipes = binding<PipeBinding>('pipe_wrap');
  if (pipes === undefined) return undefined;
  const pipe = new pipes.Pipe(pipes.constants.SOCKET);
  pipe.unref();
  const request = new pipes.PipeConnectWrap();
  request.oncomplete = () => {}; // A failure shows in the first write.
  return pipe.connect(request, address) ? undefined : pipe;
}

/** Where Node's permission model forbids the raw way. */
function netSocket(address: string): Handle | undefined {
  const net = require('node:net') as typeof import('node:net');
  const socket = net.connect(address).unref();
  socket.on('error', () => {}); // As above.
  return (socket as unknown as { _handle?: Handle })._handle;
}

/** One of Node's own bindings, without the warning that asking for one may give; undefined where that is forbidden. */
export function binding<T>(name: string): T | undefined {
  const host = process as unknown as { binding(name: string): T; noDeprecation?: boolean };
  const had = getOwnPropertyDescriptor(host, 'noDeprecation');
  try {
    host.noDeprecation = true;
    return host.binding(name);
  } catch {
    return undefined; // The caller has another way.
  } finally {
    if (had === undefined) delete host.noDeprecation;
    else defineProperty(host, 'noDeprecation', had);
  }
}
