/**
 * A value as bytes, and back, in another process: what structured clone takes, and besides it functions and classes (by module and
 * name), instances of classes, errors with all their fields, and the objects that have a reducer (queues, pipe ends, locks).
 */
import { PicklingError } from '../errors.js';
import { v8 } from '../on-demand.js';
import { isJsonSafe } from './json-safe.js';
import type { OutgoingParcel } from './reducers.js';
import { type Entry, flatten, needsFlattening, rebuild } from './special-values.js';

/** A value on its way. */
export interface Pickled {
  bytes: Buffer;
  /** To be awaited before the bytes are sent; undefined where there is nothing to wait for. */
  ready: Promise<unknown> | undefined;
  /** To be called if nobody will ever open it. */
  drop(): void;
}

/** The first byte: how the rest is written. */
const JSON_TEXT = 0;
const CLONE = 1;
const STRING = 2;
const BYTES = 3;
const UNDEFINED = 4;
/** A structured clone of `{ root, entries }`, for values of which parts are no plain data. */
const FLATTENED = 5;
/** The same as JSON. */
const FLATTENED_JSON = 6;

/**
 * The bytes of a value, read at once: changes made later are not seen. `call` is how an error names the call, as in `queue.put()`.
 * Throws {@link PicklingError} for what cannot pass.
 */
export function pickle(value: unknown, call: string): Pickled {
  if (typeof value === 'string') return { ...nothingToWaitFor, bytes: tagged(STRING, Buffer.from(value)) };
  if (value === undefined) return { ...nothingToWaitFor, bytes: Buffer.from([UNDEFINED]) };
  if (Buffer.isBuffer(value)) return { ...nothingToWaitFor, bytes: tagged(BYTES, value) };
  if (isJsonSafe(value)) return { ...nothingToWaitFor, bytes: tagged(JSON_TEXT, Buffer.from(JSON.stringify(value))) };
  if (!needsFlattening(value)) return { ...nothingToWaitFor, bytes: tagged(CLONE, serialized(value, call)) };
  const parcel = new Parcel();
  const flat = flatten(value, parcel, call);
  const bytes = isJsonSafe(flat)
    ? tagged(FLATTENED_JSON, Buffer.from(JSON.stringify(flat)))
    : tagged(FLATTENED, serialized(flat, call));
  return { bytes, ready: parcel.ready, drop: () => parcel.drop() };
}

/** The value of bytes that hold no class, function or error, else a promise of it: their modules have to be loaded first. */
export function unpickle(bytes: Uint8Array): { value: unknown } | { loading: Promise<unknown> } {
  const body = bytes.subarray(1);
  switch (bytes[0]) {
    case JSON_TEXT:
      return { value: JSON.parse(textOf(body)) };
    case CLONE:
      return { value: deserialized(body) };
    case STRING:
      return { value: textOf(body) };
    case BYTES:
      return { value: Buffer.from(body) };
    case UNDEFINED:
      return { value: undefined };
    case FLATTENED:
      return rebuild(deserialized(body) as { root: unknown; entries: Entry[] });
    case FLATTENED_JSON:
      return rebuild(JSON.parse(textOf(body)) as { root: unknown; entries: Entry[] });
    default:
      throw new PicklingError(
        `A message begins with the unknown byte ${bytes[0]}: it was not written by this version.`,
      );
  }
}

/** {@link unpickle} for those who can wait. */
export async function unpickled(bytes: Uint8Array): Promise<unknown> {
  const result = unpickle(bytes);
  return 'value' in result ? result.value : result.loading;
}

const nothingToWaitFor = { ready: undefined, drop: () => {} };

class Parcel implements OutgoingParcel {
  private readonly waits: Promise<unknown>[] = [];
  private callbacks: (() => void)[] = [];

  get ready(): Promise<unknown> | undefined {
    return this.waits.length === 0 ? undefined : Promise.all(this.waits);
  }

  waitFor(ready: Promise<unknown>): void {
    this.waits.push(ready);
  }

  onDropped(callback: () => void): void {
    this.callbacks.push(callback);
  }

  drop(): void {
    const callbacks = this.callbacks;
    this.callbacks = [];
    for (const callback of callbacks) callback();
  }
}

function tagged(tag: number, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(body.length + 1);
  bytes[0] = tag;
  bytes.set(body, 1);
  return bytes;
}

function serialized(value: unknown, call: string): Buffer {
  try {
    return v8().serialize(value);
  } catch (cause) {
    throw new PicklingError(`${call} cannot copy a value to another process: ${(cause as Error).message}`, { cause });
  }
}

const deserialized = (bytes: Uint8Array): unknown => v8().deserialize(bytes);

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
