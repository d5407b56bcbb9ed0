/** A value as the body of a record, and back: JSON, text and bytes as they are, all else as `pickle` has it. */

import { isJsonSafe } from '../pickle/json-safe.js';
import { pickle, unpickle } from '../pickle/pickle.js';
import type { Body } from './frame-writer.js';

const JSON_TEXT = 0;
const TEXT = 1;
const BUFFER = 2;
const BYTES = 3;
const UNDEFINED = 4;
const PICKLED = 5;
/** No value: from here on what follows in this direction of a pipe comes by the other way. */
export const SWITCH = 6;

/** A body, and what has to be awaited before it leaves where it holds an object that passes. */
export interface Encoded extends Body {
  ready?: Promise<unknown>;
  drop?: () => void;
}

/** The value as it is now; `call` is how an error names the call, as in `queue.put()`. */
export function encode(value: unknown, call: string): Encoded {
  if (typeof value === 'number' && (value | 0) === value && !Object.is(value, -0))
    return { kind: JSON_TEXT, data: `${value}` };
  if (typeof value === 'string' && value.length > 16 && isWellFormed(value)) return { kind: TEXT, data: value };
  if (value === undefined) return { kind: UNDEFINED, data: '' };
  if (Buffer.isBuffer(value)) return { kind: BUFFER, data: value };
  if (isPlainBytes(value)) return { kind: BYTES, data: value };
  if (isJsonSafe(value)) return { kind: JSON_TEXT, data: JSON.stringify(value) };
  const { bytes, ready, drop } = pickle(value, call);
  return ready ? { kind: PICKLED, data: bytes, ready, drop } : { kind: PICKLED, data: bytes };
}

/** The value; a promise where modules have to be loaded for it. The body is `buf` from `at` to `end`. */
export function decode(kind: number, buf: Buffer, at: number, end: number): unknown {
  switch (kind) {
    case JSON_TEXT:
      return end - at < 10 ? shortJson(buf, at, end) : JSON.parse(buf.toString('utf8', at, end));
    case TEXT:
      return buf.toString('utf8', at, end);
    case BUFFER:
      return ownBytes(buf, at, end);
    case BYTES: {
      const bytes = ownBytes(buf, at, end);
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    case UNDEFINED:
      return undefined;
    case PICKLED: {
      const result = unpickle(buf.subarray(at, end));
      return 'value' in result ? result.value : result.loading;
    }
    default:
      throw new Error(`An item has the unknown kind ${kind}: it was not written by this version of the library.`);
  }
}

/** A whole number of at most nine digits is read here, all else by JSON. */
function shortJson(buf: Buffer, at: number, end: number): unknown {
  let value = 0;
  for (let i = at; i < end; i++) {
    const digit = buf[i]! - 48;
    if (digit < 0 || digit > 9) return JSON.parse(buf.toString('utf8', at, end));
    value = value * 10 + digit;
  }
  return value;
}

/** Bytes that the program may keep and change: small ones are copied out of what they arrived in. */
function ownBytes(buf: Buffer, at: number, end: number): Buffer {
  const bytes = buf.subarray(at, end);
  return bytes.length * 2 > buf.buffer.byteLength ? bytes : Buffer.from(bytes);
}

const isPlainBytes = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array && Object.getPrototypeOf(value) === Uint8Array.prototype;

/** Text with half a surrogate pair does not survive UTF-8; JSON escapes it. */
const isWellFormed = (text: string): boolean => (text as unknown as { isWellFormed(): boolean }).isWellFormed();
