/** Bytes of the recording's file into the model, in slices short enough that the panel stays quick while they come. */
import type { Recording } from '../recording/index.js';

export interface FeedHandler {
  /** Events have been taken in; called at most once a slice. */
  advanced(bytesRead: number): void;
  /** All is read and no more will come. */
  ended(): void;
  /** What came is no recording, or could not be fetched. */
  failed(error: unknown): void;
}

/** One recording's input. Bytes may come from the host (`push`, `end`) or be fetched. */
export class Feed {
  private readonly waiting: Uint8Array[] = [];
  private over = false;
  private closed = false;
  private scheduled = false;
  private taken = 0;
  private readonly channel = new MessageChannel();
  private readonly abort = new AbortController();

  constructor(
    private readonly recording: Recording,
    private readonly handler: FeedHandler,
    /** Milliseconds of work between two frames. */
    private readonly budget = 12,
  ) {
    this.channel.port1.onmessage = () => this.slice();
  }

  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += PIECE) this.waiting.push(bytes.subarray(from, from + PIECE));
    this.schedule();
  }

  end(): void {
    this.over = true;
    this.schedule();
  }

  /** Fetch the file and follow it for as long as the server does. */
  async fetch(url: string): Promise<void> {
    try {
      const response = await fetch(url, { signal: this.abort.signal });
      if (!response.ok || !response.body) throw new Error(`${url}: ${response.status} ${response.statusText}`);
      const reader = plain(response, response.body, url).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) this.push(part.value);
      this.end();
    } catch (error) {
      if (!this.closed) this.handler.failed(error);
    }
  }

  /** Stop; what still comes is not looked at. */
  close(): void {
    this.closed = true;
    this.waiting.length = 0;
    this.abort.abort();
    this.channel.port1.close();
  }

  private schedule(): void {
    if (this.scheduled || this.closed) return;
    this.scheduled = true;
    // A message rather than a timer: timers are held back to 4 ms, and to a second in a hidden tab.
    this.channel.port2.postMessage(0);
  }

  private slice(): void {
    this.scheduled = false;
    if (this.closed) return;
    try {
      this.take(performance.now() + this.budget);
    } catch (error) {
      this.close();
      this.handler.failed(error);
      return;
    }
    if (this.waiting.length > 0) this.schedule();
    else if (this.over) this.finish();
  }

  private take(until: number): void {
    let next = 0;
    do {
      const piece = this.waiting[next++];
      if (!piece) break;
      this.recording.appendBytes(piece);
      this.taken += piece.length;
    } while (performance.now() < until);
    this.waiting.splice(0, next);
    this.handler.advanced(this.taken);
  }

  private finish(): void {
    this.close();
    try {
      this.recording.finish();
    } catch (error) {
      this.handler.failed(error);
      return;
    }
    this.handler.ended();
  }
}

/** A page that carries its recording has it compressed; so is a file that says it by its name. */
function plain({ headers }: Response, body: ReadableStream<Uint8Array<ArrayBuffer>>, url: string) {
  const packed = headers.get('content-type') === 'application/gzip' || url.endsWith('.gz');
  return (packed ? body.pipeThrough(new DecompressionStream('gzip')) : body) as ReadableStream<Uint8Array>;
}

/** So many bytes are about 3 ms of work. */
const PIECE = 128 * 1024;
