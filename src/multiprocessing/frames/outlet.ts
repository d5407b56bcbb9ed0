/** Writes to a socket in order, knows what has not left yet, and can get it out without the event loop when the process exits. */
import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';

/** What Node's pipe handle can do besides its public face. */
interface PipeHandle {
  fd?: number;
  writeQueueSize?: number;
  setBlocking?(on: boolean): number;
}

const handleOf = (socket: Socket): PipeHandle | undefined => (socket as { _handle?: PipeHandle })._handle ?? undefined;

/** Written behind what the system did not take at once, to learn when it has: a callback for each write would cost more. */
const NOTHING = Buffer.alloc(0);

/** How long an exiting process goes on trying while nobody reads. */
const PATIENCE_MS = 5000;

export class Outlet {
  #socket: Socket | undefined;
  #inFlight: Buffer[] | undefined;
  #backlog: Buffer[] = [];
  #onDrain: (() => void)[] = [];
  /** Bytes that the system has not taken yet. */
  pending = 0;

  constructor(socket?: Socket) {
    this.#socket = socket;
  }

  /** What was written so far and from now on goes to this socket. */
  attach(socket: Socket): void {
    this.#socket = socket;
    if (this.#backlog.length > 0) this.#writeBacklog(socket);
  }

  /** True where the system took the bytes at once, so that the buffer may be used again. */
  write(buf: Buffer): boolean {
    const socket = this.#socket;
    if (this.#inFlight || !socket) {
      this.#backlog.push(buf);
      this.pending += buf.length;
      return false;
    }
    socket.write(buf);
    if (socket.writableLength === 0) return true;
    this.#inFlight = [buf];
    this.pending += buf.length;
    socket.write(NOTHING, this.#written);
    return false;
  }

  /** Settles when the system has taken everything. */
  drained(): Promise<void> {
    if (this.pending === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onDrain.push(resolve));
  }

  /** Ends the socket after what is still to be written. */
  end(): void {
    void this.drained().then(() => this.#socket?.end());
  }

  readonly #written = (): void => {
    if (!this.#inFlight) return;
    for (const buf of this.#inFlight) this.pending -= buf.length;
    this.#inFlight = undefined;
    const socket = this.#socket;
    if (socket && this.#backlog.length > 0 && !socket.destroyed) this.#writeBacklog(socket);
    else this.#settle();
  };

  #writeBacklog(socket: Socket): void {
    const bufs = this.#backlog;
    this.#backlog = [];
    this.#inFlight = bufs;
    socket.cork();
    for (const buf of bufs) socket.write(buf);
    socket.write(NOTHING, this.#written);
    socket.uncork();
  }

  /** Wakes those who wait; also called when the socket is gone, and nothing will ever drain. */
  #settle(): void {
    const waiting = this.#onDrain;
    this.#onDrain = [];
    for (const resolve of waiting) resolve();
  }

  /** The socket is gone. */
  abandon(): void {
    this.#inFlight = undefined;
    this.#backlog = [];
    this.pending = 0;
    this.#settle();
  }

  /** What has not left, oldest first. */
  unsent(): Buffer[] {
    const inFlight = this.#inFlight ?? [];
    const socket = this.#socket;
    const handle = socket && handleOf(socket);
    if (inFlight.length === 0 || socket?.connecting || handle?.writeQueueSize === undefined)
      return [...inFlight, ...this.#backlog];
    const all = Buffer.concat(inFlight);
    const left = Math.max(handle.writeQueueSize, 0);
    return [all.subarray(all.length - left), ...this.#backlog];
  }

  /** Gets everything out before the process is gone, in another way where there is no socket yet; true where it did. */
  flushSync(otherwise: (bufs: readonly Buffer[]) => boolean = () => false): boolean {
    const bufs = this.unsent();
    if (bufs.length === 0) return true;
    const socket = this.#socket;
    if (!(socket ? writeAllSync(socket, bufs) === 'all' : otherwise(bufs))) return false;
    this.#inFlight = undefined;
    this.#backlog = [];
    this.pending = 0;
    return true;
  }
}

/** How much of what was to be written has left this process. */
export type Written = 'all' | 'some' | 'nothing';

/** Writes to a socket that is connected, waiting in place while its other side has no room. */
export function writeAllSync(socket: Socket, bufs: readonly Buffer[]): Written {
  const handle = handleOf(socket);
  if (process.platform === 'win32') {
    // A named pipe has no descriptor here; a handle that blocks writes before `write` returns.
    handle?.setBlocking?.(true);
    for (const buf of bufs) socket.write(buf);
    return 'all';
  }
  const fd = handle?.fd;
  if (fd === undefined || fd < 0) return 'nothing';
  const all = Buffer.concat(bufs);
  const count = writeAll(fd, all);
  return count === all.length ? 'all' : count > 0 ? 'some' : 'nothing';
}

/** How many bytes the system has taken. */
function writeAll(fd: number, buf: Buffer): number {
  let at = 0;
  let deadline = Date.now() + PATIENCE_MS;
  while (at < buf.length) {
    try {
      at += writeSync(fd, buf, at);
      deadline = Date.now() + PATIENCE_MS;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || Date.now() > deadline) return at;
      pause(1);
    }
  }
  return at;
}

/** Stands still for some milliseconds without using the processor. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
