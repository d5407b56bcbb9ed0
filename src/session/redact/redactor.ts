/** An event without what is not to be recorded: in every text that it carries. */
import type { EnvironmentChange, Send, WireEvent } from '../../wire/events.js';
import { MARK, rangesIn, without } from './ranges.js';

/** So much more than is to be recorded of a payload is looked at: a secret that begins before the cut and is not longer is seen whole. */
export const MARGIN = 4096;

export class Redactor {
  constructor(
    readonly patterns: readonly RegExp[],
    /** How much of a payload is recorded, bytes; it comes with {@link MARGIN} more. */
    private readonly previewBytes: number,
  ) {}

  text(text: string): string {
    return without(text, rangesIn(text, this.patterns));
  }

  /** Words of a command line: a pattern may be of more than one (`--password hunter2`). */
  words(words: readonly string[]): string[] {
    const line = words.join(' ');
    const ranges = rangesIn(line, this.patterns);
    let begin = 0;
    return words.map((word) => {
      const text = without(line, ranges, begin, begin + word.length);
      begin += word.length + 1;
      // Each by itself, too: a pattern may be of a whole word.
      return this.text(text);
    });
  }

  /** Output is apart: a secret in it may be spread over several writes. */
  event<T extends WireEvent>(event: T): T {
    if (event.type === 'send') return this.message(event) as T;
    return this.fields(event, event.type) as T;
  }

  private message(event: Send): Send {
    const { payload, ...rest } = event;
    const redacted = this.fields(rest, event.type) as Send;
    return payload === undefined ? redacted : { ...redacted, ...this.payload(payload, event.truncated) };
  }

  private payload(payload: string, truncated: true | undefined): Pick<Send, 'payload' | 'truncated'> {
    // What stands near the cut may be the beginning of a secret.
    const end = truncated ? firstBytes(payload, Buffer.byteLength(payload) - MARGIN).length : payload.length;
    const whole = without(payload, rangesIn(payload, this.patterns), 0, end);
    const short = firstBytes(whole, this.previewBytes);
    return { payload: short, ...((truncated || short !== whole) && { truncated: true }) };
  }

  private fields(value: object, type: string): object {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, this.field(key, field, type)]));
  }

  private field(key: string, value: unknown, type: string): unknown {
    if (OURS.has(key) || (key === 'message' && type !== 'error')) return value;
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? this.words(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    return key === 'env' ? this.environment(value as EnvironmentChange) : this.fields(value, type);
  }

  private environment({ added, changed, ...rest }: EnvironmentChange): EnvironmentChange {
    return {
      ...(added !== undefined && { added: this.variables(added) }),
      ...(changed !== undefined && { changed: this.variables(changed) }),
      ...rest,
    };
  }

  /** A value that was cut may end in the beginning of a secret. */
  private variables(values: Record<string, string>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        if (Buffer.byteLength(value) >= CUT_AT) return [name, MARK];
        const pair = `${name}=${value}`;
        return [name, this.text(without(pair, rangesIn(pair, this.patterns), name.length + 1))];
      }),
    );
  }
}

/** Variables' values are cut there, in bytes; a character may not have fitted. */
const CUT_AT = 77;

/** What Process View itself says, and what holds the events together. */
const OURS: ReadonlySet<string> = new Set([
  ...['type', 'format', 'platform', 'hostname', 'startedAt', 'tool', 'traceparent', 'clock', 'channel', 'kind', 'api'],
  ...['outcome', 'stream', 'state', 'signal', 'runtime', 'pool', 'end', 'for', 'alive', 'removed'],
]);

function firstBytes(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  if (encoded.length <= bytes) return text;
  let end = Math.max(bytes, 0);
  // Not within a character: its later bytes begin with the bits 10.
  while (end > 0 && (encoded[end]! & 0xc0) === 0x80) end--;
  return encoded.toString('utf8', 0, end);
}
