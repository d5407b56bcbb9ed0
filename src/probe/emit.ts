/**
 * How an event becomes a line: number, time, process and thread are added here. Whoever watches something in this process says it
 * through `emit` (whatever is rare) or `emitFields` (whatever is on a hot path), gives the place from `sites.ts`, and never throws.
 */

import type { TimedEvent } from '../wire/events.js';
import { micros } from './clock.js';
import { stringify } from './primordials.js';
import { endLine, flush, flushEachTurn, listening, makeRoom, onLost, put, putNumber, putText, write } from './sink.js';

const { from: bufferFrom } = Buffer;

/** An event without what is added here; a field may be undefined, and is then left out. */
export type EventBody = TimedEvent extends infer E ? (E extends TimedEvent ? Loose<Omit<E, Added>> : never) : never;
type Added = 'time' | 'pid' | 'tid' | 'seq';
type Loose<T> = { [K in keyof T]: K extends 'type' ? T[K] : undefined extends T[K] ? T[K] | undefined : T[K] };

/** This process and this thread (0 is the main thread). */
export const self = { pid: process.pid, tid: 0 };

let head = `,"pid":${self.pid},"seq":`;
let headBytes = bufferFrom(head);
let seq = 0;

/** Says that this is a thread, before the first event. */
export function beThread(tid: number): void {
  self.tid = tid;
  headBytes = bufferFrom(head);
  flushEachTurn();
  head = `,"pid":${self.pid},"tid":${tid},"seq":`;
}

/** Tells an event; `time` where it happened before now. */
export function emit(event: EventBody, time = micros()): void {
  if (!listening()) return;
  const { type, ...fields } = event;
  const text = stringify(fields);
  emitFields(type, time, text === '{}' ? '' : `,${text.slice(1, -1)}`);
  if (atOnce.has(type)) flush();
}

/** What a person waits to see, and what may be the last thing that a process says. */
const atOnce: ReadonlySet<EventBody['type']> = new Set([
  'start',
  'spawn',
  'spawn-error',
  'child-exit',
  'thread-start',
  'thread-exit',
  'error',
  'exit',
  'name',
]);

/** Tells an event whose fields have already been written as JSON: `,"name":value,…`; `ascii` where they are known to be that. */
export function emitFields(type: TimedEvent['type'], time: number, fields: string, ascii = false): void {
  write(`{"type":"${type}","time":${time}${head}${++seq}${fields}}\n`, time, ascii);
}

/** What a send took, as a JSON field, where it is worth a word. */
export const tookField = (took: number): string => (took >= WORTH_A_WORD ? `,"took":${took}` : '');

/** Microseconds. */
const WORTH_A_WORD = 100;

/** The beginning of a line, for {@link emitMessage}. */
export const beginning = (type: TimedEvent['type']): Buffer => bufferFrom(`{"type":"${type}","time":`);

/** Tells one of very many messages: its number goes between `prefix` and `rest`, its size, if it has one, between that and the fields. */
export function emitMessage(
  [type, prefix, rest]: readonly [Buffer, Buffer, Buffer],
  time: number,
  n: number,
  bytes: number,
  fields: string,
  ascii: boolean,
): void {
  makeRoom(type.length + headBytes.length + prefix.length + rest.length + fields.length * 3 + NUMBERS);
  put(type);
  putNumber(time);
  put(headBytes);
  putNumber(++seq);
  put(prefix);
  putNumber(n);
  put(rest);
  if (bytes > 0) putNumber(bytes);
  putText(fields, ascii);
  endLine(time);
}

/** Four of them, and the end. */
const NUMBERS = 100;

onLost((count) => {
  const fields = `,"count":${count},"why":"the collector did not keep up"`;
  return `{"type":"lost","time":${micros()}${head}${++seq}${fields}}\n`;
});

let waits = 0;

/** The number of the next wait of this process; a thread's are apart, as a wait's lane is its thread. */
export const nextWait = (): number => ++waits;
