/** A socket straight to the process that uses the pipe's other end. */
import type { Socket } from 'node:net';
import { BrokenPipeError, TimeoutError } from '../errors.js';
import { FrameReader } from '../frames/frame-reader.js';
import { FrameWriter } from '../frames/frame-writer.js';
import { Frame, u32 } from '../frames/frames.js';
import { Outlet } from '../frames/outlet.js';
import { type WaitOptions, watch } from '../patience.js';
import { Stock } from '../queue/stock.js';

/** As much may lie here unread before the sender is made to wait. */
const MOST_UNREAD = 256 * 1024;
/** As much may be on its way before a send waits for its turn. */
const MOST_UNSENT = 256 * 1024;

export class DirectLink {
  readonly stock = new Stock();
  readonly writer: FrameWriter;
  readonly most = MOST_UNSENT;
  readonly #socket: Socket;
  readonly #outlet: Outlet;
  readonly #changed: () => void;
  /** The other side sends no more. */
  finished = false;
  /** Nothing can be sent any more. */
  broken = false;
  /** Set where the other side was gone before it had read all. */
  gone: Error | undefined;
  #waiting = false;

  /** `changed` is called when something came, and when the other side has finished. */
  constructor(socket: Socket, changed: () => void) {
    this.#socket = socket;
    this.#outlet = new Outlet(socket);
    this.writer = new FrameWriter(this.#outlet, true);
    this.#changed = changed;
    const reader = new FrameReader((type, _resource, buf, at, end) => {
      if (type === Frame.put) this.stock.push(buf, at + 4, end, u32(buf, at));
    });
    socket.on('data', (chunk) => this.#received(reader, chunk));
    socket.on('end', () => this.#finish());
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => {
      this.broken = true;
      if (this.#outlet.pending > 0) this.gone = brokenPipe();
      this.#outlet.abandon();
      this.#finish();
    });
    socket.unref();
  }

  drained(): Promise<void> {
    return this.#outlet.drained();
  }

  /** Waits until what was sent before has left, as long as the options say. */
  async roomWithin(options: WaitOptions): Promise<void> {
    if (this.writer.pending === 0) return;
    await new Promise<void>((resolve, reject) => {
      const unwatch = watch(options, () => reject(options.signal?.aborted ? options.signal.reason : tooLate(options)));
      void this.drained().then(() => {
        unwatch();
        resolve();
      });
    });
  }

  /** Keeps the process alive while somebody waits for what comes. */
  keepAlive(waiting: boolean): void {
    if (waiting === this.#waiting) return;
    this.#waiting = waiting;
    if (waiting) this.#socket.ref();
    else this.#socket.unref();
  }

  /** To be called when something was taken. */
  taken(): void {
    if (this.#socket.isPaused() && this.stock.bytes < MOST_UNREAD / 2) this.#socket.resume();
  }

  /** Sends no more; what was sent arrives. */
  end(): void {
    if (this.broken) return;
    this.broken = true;
    this.writer.flush();
    void this.#outlet.drained().then(() => this.#socket.end());
  }

  /** Reads on to the end, whatever it costs in memory. */
  readToEnd(): void {
    this.#socket.resume();
  }

  #received(reader: FrameReader, chunk: Buffer): void {
    reader.push(chunk);
    if (this.stock.count === 0) return;
    this.#changed();
    if (this.stock.bytes > MOST_UNREAD) this.#socket.pause();
  }

  #finish(): void {
    if (this.finished) return;
    this.finished = true;
    this.#changed();
  }
}

export const brokenPipe = (): BrokenPipeError =>
  new BrokenPipeError('connection.send(): the other side is closed everywhere, so that nobody would receive it.');

export const tooLate = ({ timeout }: WaitOptions): TimeoutError =>
  new TimeoutError(`connection.send(): the other side had no room within ${timeout} ms. Nothing was sent.`);
