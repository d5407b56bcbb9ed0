/** Live values as short text, as the console shows them, made without running any of the program's code. A part of its own: see `part.ts`. */
import { isInternalValue } from './ipc-payload.js';
import { getOwnPropertyDescriptor, getPrototypeOf, isArray, stringify } from './primordials.js';

/** A value as text of about `limit` characters, and whether it was looked at whole and is plain data, which can always be cloned. */
export function show(value: unknown, limit: number): { text: string; isPlain: boolean } {
  const writer = new ValueWriter(limit);
  writer.value(value, 0);
  return writer;
}

/** A message in advanced serialisation. */
export function showAdvanced(bytes: Buffer, limit: number): string {
  if (bytes.length > SHOWN_UP_TO) return `[${bytes.length} bytes, advanced serialization]`;
  return show(userValue(readAdvanced(bytes)), limit).text;
}

/** Reading back a longer one would cost more than sending it. */
const SHOWN_UP_TO = 16_384;

function userValue(value: unknown): unknown {
  return isInternalValue(value) ? (value as { msg?: unknown }).msg : value;
}

/** Reads as Node's reader does: a number, then bytes (0) or a plain object (1). */
function readAdvanced(bytes: Buffer): unknown {
  const { DefaultDeserializer } = require('node:v8') as typeof import('node:v8');
  const reader = new DefaultDeserializer(bytes.subarray(LENGTH));
  const inside = reader as unknown as { _readHostObject(): unknown };
  const readView = inside._readHostObject;
  inside._readHostObject = () => (reader.readUint32() === 0 ? readView.call(reader) : reader.readValue());
  reader.readHeader();
  return reader.readValue();
}

const LENGTH = 4;

/** Writes a value much as the console shows it. Getters and proxies are named, not entered: they are the program's code. */
class ValueWriter {
  text = '';
  isPlain = true;

  constructor(private readonly limit: number) {}

  value(value: unknown, depth: number): void {
    if (typeof value === 'string')
      this.text += stringify(value.length > this.limit ? value.slice(0, this.limit) : value);
    else if (typeof value === 'bigint') this.text += `${value}n`;
    else if (typeof value === 'symbol' || typeof value === 'function') this.opaque(`[${typeof value}]`);
    else if (typeof value !== 'object' || value === null) this.text += String(value);
    else this.object(value, depth);
  }

  private object(value: object, depth: number): void {
    if (types().isProxy(value)) this.opaque('[proxy]');
    else if (isArray(value)) this.list('[', value, ']', depth);
    else if (types().isMap(value)) this.list('Map[', mapEntries.call(value), ']', depth);
    else if (types().isSet(value)) this.list('Set[', setValues.call(value), ']', depth);
    else this.whole(value, depth);
  }

  private whole(value: object, depth: number): void {
    const text = wholeText(value);
    if (text === undefined) this.fields(value, depth);
    else this.opaque(text);
  }

  private opaque(text: string): void {
    this.isPlain = false;
    this.text += text;
  }

  private list(open: string, items: Iterable<unknown>, close: string, depth: number): void {
    this.isPlain &&= depth < DEEPEST;
    this.text += open;
    let first = true;
    for (const item of depth < DEEPEST ? items : []) {
      if (!first) this.text += ',';
      if (this.isFull()) break;
      first = false;
      this.value(item, depth + 1);
    }
    this.text += depth < DEEPEST ? close : `…${close}`;
  }

  private fields(value: object, depth: number): void {
    this.isPlain &&= depth < DEEPEST;
    this.text += '{';
    let separator = '';
    for (const key of depth < DEEPEST ? Object.keys(value) : ['…']) {
      if (this.isFull()) break;
      const own = getOwnPropertyDescriptor(value, key);
      this.text += `${separator}${/^[\w$…]+$/.test(key) ? key : stringify(key)}`;
      separator = ',';
      if (own === undefined) continue;
      this.text += ':';
      if (own.get === undefined) this.value(own.value, depth + 1);
      else this.opaque('[getter]');
    }
    this.text += '}';
  }

  private isFull(): boolean {
    const full = this.text.length > this.limit;
    if (full) this.isPlain = false;
    return full;
  }
}

const DEEPEST = 5;
const types = () => (require('node:util') as typeof import('node:util')).types;
const mapEntries = Map.prototype.entries;
const setValues = Set.prototype.values;

/** The text of an object that is not shown field by field. */
function wholeText(value: object): string | undefined {
  if (ArrayBuffer.isView(value)) return `[${className(value)} of ${value.byteLength} bytes]`;
  if (types().isAnyArrayBuffer(value)) return `[${className(value)} of ${value.byteLength} bytes]`;
  if (types().isDate(value)) return dateText(value);
  if (types().isNativeError(value)) return `[${errorText(value)}]`;
  if (types().isRegExp(value)) return RegExp.prototype.toString.call(value);
  return Object.keys(value).length === 0 && className(value) !== 'Object' ? `[${className(value)}]` : undefined;
}

function className(value: object): string {
  const prototype: object | null = getPrototypeOf(value);
  const made: unknown = prototype && getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  const name: unknown = typeof made === 'function' && getOwnPropertyDescriptor(made, 'name')?.value;
  return typeof name === 'string' ? name : 'Object';
}

function dateText(value: Date): string {
  const time = Date.prototype.getTime.call(value);
  return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString();
}

function errorText(value: Error): string {
  const message: unknown = getOwnPropertyDescriptor(value, 'message')?.value;
  return typeof message === 'string' ? `${className(value)}: ${message}` : className(value);
}
