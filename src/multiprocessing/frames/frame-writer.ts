/** Gathers frames into few writes: what is written in one turn of the event loop leaves together at its end. */
import { threadId } from 'node:worker_threads';
import { FRAME_HEADER, frame, putFrameHeader, putU32, RECORD_HEADER } from './frames.js';
import type { Outlet } from './outlet.js';

const BATCH = 64 * 1024;
/** A body longer than this is handed to the system as it is rather than copied into a batch. */
const LARGE = 16 * 1024;
/** No record waits longer for others, for a program that only ever awaits what is settled already has no end of its turn. */
const LINGER_MS = 1;
const { pid } = process;

/** A value made ready for its record. */
export interface Body {
  kind: number;
  data: string | Uint8Array;
}

/** Bytes within a buffer. */
export interface Stretch {
  buf: Buffer;
  at: number;
  end: number;
}

export class FrameWriter {
  readonly #outlet: Outlet;
  #out = Buffer.allocUnsafeSlow(BATCH);
  #at = 0;
  /** Where the frame that still takes records begins, or −1. */
  #open = -1;
  #openType = 0;
  #openResource = 0;
  #openCount = 0;
  #scheduled = false;
  /** When what was gathered last left. */
  #flushed = 0;
  readonly #eager: boolean;
  /** True once the process is exiting: nothing will run later, so everything leaves at once. */
  immediate = false;

  /**
   * `eager`: the first frame of a turn leaves at once, and only those that follow in the same turn are gathered. It answers faster,
   * and costs a write more in each turn.
   */
  constructor(outlet: Outlet, eager = false) {
    this.#outlet = outlet;
    this.#eager = eager;
  }

  /** Bytes that have not left this process. */
  get pending(): number {
    return this.#outlet.pending + this.#at;
  }

  /** A whole frame. */
  frame(type: number, resource: number, payload: Uint8Array): void {
    this.#close();
    const size = FRAME_HEADER + payload.length;
    if (size > LARGE) {
      this.flush();
      this.#outlet.write(frame(type, resource, payload));
      return;
    }
    this.#reserve(size);
    putFrameHeader(this.#out, this.#at, type, resource, payload.length);
    this.#out.set(payload, this.#at + FRAME_HEADER);
    this.#at += size;
    this.#schedule();
  }

  /** A frame of a prefix and of records that stand in several stretches of bytes, which are kept as they are. */
  runs(type: number, resource: number, prefix: Uint8Array, runs: readonly Stretch[]): void {
    let length = prefix.length;
    for (const run of runs) length += run.end - run.at;
    this.#close();
    this.#reserve(FRAME_HEADER + prefix.length);
    putFrameHeader(this.#out, this.#at, type, resource, length);
    this.#out.set(prefix, this.#at + FRAME_HEADER);
    this.#at += FRAME_HEADER + prefix.length;
    for (const run of runs) this.#bytes(run.buf, run.at, run.end);
    this.#schedule();
  }

  /** One record, in the same frame as the one before where that may be. Returns its size. */
  record(type: number, resource: number, number: number, body: Body): number {
    const { data } = body;
    const most = RECORD_HEADER + (typeof data === 'string' ? data.length * 3 : data.length);
    if (most > LARGE) return this.#largeRecord(type, resource, number, body);
    if (this.#at + most + FRAME_HEADER + 4 > BATCH) this.flush();
    if (this.#open < 0 || this.#openResource !== resource || this.#openType !== type) this.#begin(type, resource);
    this.#openCount++;
    const size = this.#smallRecord(number, body);
    this.#schedule();
    if (performance.now() - this.#flushed > LINGER_MS) this.flush();
    return size;
  }

  /** A frame of one record behind some bytes of its own. */
  recordAfter(type: number, resource: number, prefix: Uint8Array, number: number, body: Body): number {
    const bytes = typeof body.data === 'string' ? Buffer.from(body.data) : body.data;
    const head = Buffer.alloc(RECORD_HEADER);
    putRecordHeader(head, 0, number, body.kind, bytes.length);
    this.frame(type, resource, Buffer.concat([prefix, head, bytes]));
    return head.length + bytes.length;
  }

  #smallRecord(number: number, { kind, data }: Body): number {
    const start = this.#at;
    const from = start + RECORD_HEADER;
    const length = typeof data === 'string' ? putText(this.#out, from, data) : data.length;
    if (typeof data !== 'string') this.#out.set(data, from);
    putRecordHeader(this.#out, start, number, kind, length);
    this.#at = from + length;
    return RECORD_HEADER + length;
  }

  #largeRecord(type: number, resource: number, number: number, { kind, data }: Body): number {
    const bytes = typeof data === 'string' ? Buffer.from(data) : asBuffer(data);
    const head = Buffer.allocUnsafe(FRAME_HEADER + 4 + RECORD_HEADER);
    putFrameHeader(head, 0, type, resource, 4 + RECORD_HEADER + bytes.length);
    putU32(head, FRAME_HEADER, 1);
    putRecordHeader(head, FRAME_HEADER + 4, number, kind, bytes.length);
    this.flush();
    this.#outlet.write(head);
    this.#outlet.write(bytes);
    return RECORD_HEADER + bytes.length;
  }

  #begin(type: number, resource: number): void {
    this.#close();
    this.#open = this.#at;
    this.#openType = type;
    this.#openResource = resource;
    this.#openCount = 0;
    this.#at += FRAME_HEADER + 4;
  }

  /** Completes the frame that takes records. */
  #close(): void {
    if (this.#open < 0) return;
    putFrameHeader(this.#out, this.#open, this.#openType, this.#openResource, this.#at - this.#open - FRAME_HEADER);
    putU32(this.#out, this.#open + FRAME_HEADER, this.#openCount);
    this.#open = -1;
  }

  #bytes(buf: Buffer, at: number, end: number): void {
    if (end - at > LARGE) {
      this.flush();
      this.#outlet.write(buf.subarray(at, end));
      return;
    }
    this.#reserve(end - at);
    buf.copy(this.#out, this.#at, at, end);
    this.#at += end - at;
  }

  #reserve(size: number): void {
    if (this.#at + size > BATCH) this.flush();
  }

  #schedule(): void {
    if (this.immediate) this.flushSync();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      process.nextTick(this.#tick);
      if (this.#eager) this.flush();
    }
  }

  readonly #tick = (): void => {
    this.#scheduled = false;
    this.flush();
  };

  /** Hands everything gathered to the system. */
  flush(): void {
    this.#close();
    if (this.#at === 0) return;
    const taken = this.#outlet.write(this.#out.subarray(0, this.#at));
    if (!taken) this.#out = Buffer.allocUnsafeSlow(BATCH);
    this.#at = 0;
    this.#flushed = performance.now();
  }

  /** Gets everything out before the process is gone. */
  flushSync(otherwise?: (bufs: readonly Buffer[]) => boolean): boolean {
    this.flush();
    return this.#outlet.flushSync(otherwise);
  }
}

const asBuffer = (data: Uint8Array): Buffer =>
  Buffer.isBuffer(data) ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength);

function putRecordHeader(buf: Uint8Array, at: number, number: number, kind: number, length: number): void {
  putU32(buf, at, length + RECORD_HEADER - 4);
  putU32(buf, at + 4, pid);
  buf[at + 8] = threadId;
  buf[at + 9] = threadId >>> 8;
  putU32(buf, at + 10, number);
  buf[at + 14] = kind;
}

/** Short ASCII goes in letter by letter, which is faster than a call into Node. */
function putText(buf: Buffer, at: number, text: string): number {
  const { length } = text;
  if (length > 32) return buf.write(text, at, 'utf8');
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return buf.write(text, at, 'utf8');
    buf[at + i] = code;
  }
  return length;
}
