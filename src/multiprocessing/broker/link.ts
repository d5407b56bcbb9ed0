/** The broker's side of one connection: a process, or a thread of one, that holds ends of resources. */
import { readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { FrameReader } from '../frames/frame-reader.js';
import { FrameWriter } from '../frames/frame-writer.js';
import { Frame, numberAndJson, numbers, type Reply } from '../frames/frames.js';
import { Outlet } from '../frames/outlet.js';
import type { Run } from './runs.js';

export interface LinkEvents {
  frame(link: Link, type: number, resource: number, buf: Buffer, at: number, end: number): void;
  closed(link: Link): void;
}

export class Link {
  pid = 0;
  thread = 0;
  readonly #socket: Socket;
  readonly #writer: FrameWriter;

  constructor(socket: Socket, events: LinkEvents) {
    this.#socket = socket;
    const outlet = new Outlet(socket);
    this.#writer = new FrameWriter(outlet);
    const reader = new FrameReader((type, resource, buf, at, end) => events.frame(this, type, resource, buf, at, end));
    socket.on('data', (chunk) => {
      try {
        reader.push(chunk);
      } catch {
        // Bytes that make no sense come from nobody of ours: that connection ends, and the others go on.
        socket.destroy();
      }
    });
    readRestBeforeDestroy(socket, reader);
    socket.on('error', () => undefined); // 'close' follows, and says all that matters: the process is gone
    socket.on('close', () => {
      outlet.abandon();
      events.closed(this);
    });
  }

  grant(resource: number, marked: number, runs: Run[]): void {
    let count = 0;
    for (const run of runs) count += run.count;
    this.#writer.runs(Frame.grant, resource, numbers(count, marked), runs);
  }

  recall(resource: number): void {
    this.#writer.frame(Frame.recall, resource, numbers());
  }

  reply(resource: number, request: number, reply: Reply): void {
    this.#writer.frame(Frame.reply, resource, numberAndJson(request, reply));
  }

  notice(resource: number, notice: unknown): void {
    this.#writer.frame(Frame.notice, resource, Buffer.from(JSON.stringify(notice)));
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/**
 * What a process sent before it ended must be read, though writing to it fails by then: Node destroys a socket at the first failed write,
 * with all that lies in it unread.
 */
function readRestBeforeDestroy(socket: Socket, reader: FrameReader): void {
  const destroy = socket.destroy.bind(socket);
  socket.destroy = (error?: Error) => {
    const fd = (socket as { _handle?: { fd?: number } | null })._handle?.fd ?? -1;
    if (error && !socket.destroyed && fd >= 0) readRest(fd, reader);
    return destroy(error);
  };
}

function readRest(fd: number, reader: FrameReader): void {
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafeSlow(64 * 1024);
      const length = readSync(fd, chunk);
      if (length === 0) return;
      reader.push(chunk.subarray(0, length));
    }
  } catch {
    // EAGAIN or ECONNRESET: that was all; or bytes that make no sense, and then it ends here as well.
  }
}
