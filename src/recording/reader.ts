/** The door for bytes: a recording's file or its live tail, cut anywhere, as events into the store. */
import { decode, LineSplitter } from '../wire/codec.js';
import { FORMAT_VERSION, type Header } from '../wire/events.js';
import { RecordingError } from './errors.js';
import { FastLine } from './fast/line.js';
import { chunkOf } from './fast/scan.js';
import type { Store } from './store.js';

export class Reader {
  private readonly splitter: LineSplitter;
  private readonly fast: FastLine;

  constructor(private readonly store: Store) {
    this.fast = new FastLine(store);
    this.splitter = new LineSplitter({
      line: (line) => this.line(line),
      tooLong: () => this.tooLong(),
    });
  }

  push(chunk: Uint8Array): void {
    const whole = chunkOf(chunk);
    this.store.rows.reserve(Math.floor(chunk.length / USUAL_LINE));
    let at = this.splitter.pendingBytes > 0 ? this.pushLine(chunk, 0) : 0;
    while (at < chunk.length) {
      const next = this.store.header === undefined ? -1 : this.fast.take(whole, at);
      at = next >= 0 ? next : this.pushLine(chunk, at);
    }
  }

  /** No more bytes will come. */
  finish(): void {
    this.store.problems.cutBytes = this.splitter.pendingBytes;
    if (this.store.header !== undefined) return;
    throw new RecordingError({ kind: this.splitter.pendingBytes === 0 ? 'empty' : 'not-a-recording' });
  }

  /** Up to the next newline or the chunk's end by the slow way; returns where it got to. */
  private pushLine(chunk: Uint8Array, from: number): number {
    const newline = chunk.indexOf(NEWLINE, from);
    const end = newline < 0 ? chunk.length : newline + 1;
    this.splitter.push(chunk.subarray(from, end));
    return end;
  }

  private line(line: string): void {
    const event = decode(line);
    if (event?.type === 'header') acceptHeader(this.store, event);
    else if (this.store.header === undefined) throw new RecordingError({ kind: 'not-a-recording' });
    else if (event === undefined) this.store.problems.garbage++;
    else this.store.append(event, line);
    this.fast.learn();
  }

  private tooLong(): void {
    if (this.store.header === undefined) throw new RecordingError({ kind: 'not-a-recording' });
    this.store.problems.tooLong++;
  }
}

const NEWLINE = 0x0a;
/** Bytes of a line, rather more than most have. */
const USUAL_LINE = 140;

/** Takes the first header; refuses one whose version is above ours. */
export function acceptHeader(store: Store, header: Header): void {
  const { version, tool } = header;
  if (!(version <= FORMAT_VERSION)) {
    throw new RecordingError({ kind: 'newer-version', version, supported: FORMAT_VERSION, tool: String(tool) });
  }
  if (store.header !== undefined) return;
  store.header = header;
  if (header.collector !== undefined) store.processes.setCollector(header.collector);
}
