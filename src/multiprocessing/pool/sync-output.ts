/**
 * Writes to the link at once, without the event loop: a worker must have said that it begins a task before it begins, and the task
 * may never let the loop run. What the system does not take at once goes by the socket, in order.
 */
import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { LINK_FD } from '../start/link.js';

export class SyncOutput {
  private waiting: (() => void)[] = [];

  constructor(private readonly socket: Socket) {
    socket.on('drain', () => this.emptied());
  }

  /** True if all of it has left this process; else see {@link drained}. */
  write(bytes: Buffer): boolean {
    const written = this.mayWriteNow() ? tryWrite(bytes) : 0;
    if (written === bytes.length) return true;
    this.socket.write(written === 0 ? bytes : bytes.subarray(written), () => this.emptied());
    return false;
  }

  /** Settles when all that was written has left this process. */
  drained(): Promise<void> {
    if (this.socket.writableLength === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Windows has no plain write to such a pipe. */
  private mayWriteNow(): boolean {
    return process.platform !== 'win32' && this.socket.writableLength === 0;
  }

  private emptied(): void {
    if (this.socket.writableLength > 0) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function tryWrite(bytes: Buffer): number {
  try {
    return writeSync(LINK_FD, bytes);
  } catch {
    return 0; // EAGAIN: the pool does not read just now. Any other error the socket will find again and report.
  }
}
