/** The codec: one JSON object on one line (NDJSON, UTF-8). The same for the socket, the file and the tests. */
import type { TimedEvent, WireEvent } from './events.js';
import { MAX_LINE_BYTES } from './handshake.js';

/** An event as its line, newline included. */
export const encode = (event: WireEvent): string => `${JSON.stringify(event)}\n`;

/** One line, without its newline, as an event; undefined where it is none. */
export function decode(line: string): WireEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined; // The caller counts it: nonsense from outside is expected here.
  }
  return isEvent(value) ? value : undefined;
}

/** Whether a value has the shape that every event shares; a type that we do not know is for the reader to skip. */
function isEvent(value: unknown): value is WireEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { type, time, pid, seq } = value as Partial<TimedEvent>;
  if (typeof type !== 'string') return false;
  if ((type as string) === 'header') return (value as { format?: unknown }).format === 'process-view';
  return Number.isFinite(time) && Number.isSafeInteger(pid) && Number.isSafeInteger(seq);
}

/** What a {@link LineSplitter} tells. */
export interface LineHandler {
  line(line: string): void;
  /** A line longer than the limit, thrown away; `bytes` is its length. */
  tooLong?(bytes: number): void;
}

/**
 * Cuts a stream of bytes into lines, at whatever places the chunks end. It holds at most one unfinished line of
 * `maxBytes`; of a longer one it only counts the bytes.
 */
export class LineSplitter {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private parts: Uint8Array[] = [];
  private held = 0;
  private dropping = false;

  constructor(
    private readonly handler: LineHandler,
    private readonly maxBytes: number = MAX_LINE_BYTES,
  ) {}

  /** Bytes of a line that has begun and not ended. */
  get pendingBytes(): number {
    return this.held;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      this.keep(chunk.subarray(from, end));
      this.finish();
      from = end + 1;
    }
    // A copy, as the caller may use its buffer again.
    this.keep(chunk.slice(from));
  }

  private keep(part: Uint8Array): void {
    this.held += part.length;
    if (this.held > this.maxBytes) {
      this.dropping = true;
      this.parts = [];
    } else if (part.length > 0) this.parts.push(part);
  }

  private finish(): void {
    if (this.dropping) this.handler.tooLong?.(this.held);
    else if (this.held > 0) this.handler.line(this.decoder.decode(joined(this.parts, this.held)));
    this.parts = [];
    this.held = 0;
    this.dropping = false;
  }
}

const NEWLINE = 0x0a;

function joined(parts: Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
