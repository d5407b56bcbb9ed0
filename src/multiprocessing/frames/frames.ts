/**
 * The language between a process and a broker, and between the two ends of a pipe: frames, which hold records.
 *
 * A frame is `u32 length of what follows · u8 type · u32 resource · payload`; numbers are little-endian. An item travels as a
 * record, which neither the broker nor the wire ever takes apart: `u32 length of what follows · u32 pid · u16 thread · u32 number
 * · u8 kind · body`. Pid, thread and number say who put it and which of that thread's it is, so that both ends name it equally.
 */

import type { NumberType } from '../sync/number-types.js';

/** What a frame is. Where nothing else is said, a frame that carries records has the payload `u32 count · records`. */
export const Frame = {
  /** The first on a connection: `u32 pid · u16 thread · token`. */
  hello: 1,
  /** Gain or make a resource: the JSON of a {@link Blueprint}. */
  open: 2,
  /** Records for an unbounded queue; nobody answers. */
  put: 3,
  /** One record for a bounded queue: `u32 request · u8 mayWait · record`; answered by `reply`. */
  putBounded: 4,
  /** A consumer wants items: `u32 done · u32 need · u32 window`; `done` as in `mark`. */
  ask: 5,
  /** The broker hands out: `u32 count · u32 marked · records`; the first `marked` go to gets that wait already. */
  grant: 6,
  /** A consumer is about to hand over: `u32 done · u32 count`; `done` of those marked before it has finished with. */
  mark: 7,
  /** The broker asks for what a consumer has not yet handed over. */
  recall: 8,
  /** The answer to `recall`: `u32 count`; the last `count` of all it was granted stand where they stood before. */
  giveBack: 9,
  /** Ask something of a resource: `u32 request · JSON`. */
  request: 10,
  /** `u32 request · JSON` of a {@link Reply}. */
  reply: 11,
  /** Wait no longer: `u32 request`; the request is answered all the same, as `cancelled` where it was not in time. */
  cancel: 12,
  /** The broker tells of a resource what was not asked: JSON. */
  notice: 13,
  /** Drop this process's end of a resource: the JSON of an end, `""` where there is but one. */
  release: 14,
  /** A consumer stops in good order, having finished with `u32 done` of those marked: the rest stands where it stood before. */
  bye: 15,
  /** All of those marked was handed over but for `u32 count`, which may be recalled again: told at the end of a turn of the event loop, and of the stock. */
  unmark: 17,
  /** Records that were received past the broker and not used, to stand at the front. */
  pushBack: 16,
} as const;

/** What a resource is, in the words of whoever opens it; the first to open it makes it. */
export type Blueprint =
  | { kind: 'queue'; capacity: number; joinable: boolean }
  | { kind: 'pipe'; duplex: boolean }
  | { kind: 'semaphore'; value: number; bound: number | null }
  | { kind: 'rlock' }
  | { kind: 'event' }
  | { kind: 'barrier'; parties: number }
  | { kind: 'condition'; lock: number }
  | { kind: 'cells'; type: NumberType; values: unknown[] };

/** The payload of `open`. */
export interface Opening {
  blueprint: Blueprint;
  /** Which end of a pipe, `a` or `b`; empty for what has but one. */
  end: string;
  /** The ticket with which it travelled here. */
  ticket?: string;
}

/** The answer to a request. */
export type Reply = { value?: unknown } | { error: string; name?: string } | { cancelled: true };

export const FRAME_HEADER = 9;
export const RECORD_HEADER = 15;

/** No frame is longer, so that a stranger's bytes cannot make the reader reserve memory without end. */
export const LONGEST_FRAME = 0x7fff_0000;

export const u32 = (buf: Uint8Array, at: number): number =>
  ((buf[at]! | (buf[at + 1]! << 8) | (buf[at + 2]! << 16)) + buf[at + 3]! * 0x1000000) >>> 0;

export function putU32(buf: Uint8Array, at: number, value: number): void {
  buf[at] = value;
  buf[at + 1] = value >>> 8;
  buf[at + 2] = value >>> 16;
  buf[at + 3] = value >>> 24;
}

/** Where the record at `at` ends. */
export const recordEnd = (buf: Uint8Array, at: number): number => at + 4 + u32(buf, at);

/** Writes a frame's header; `length` is that of the payload. */
export function putFrameHeader(buf: Uint8Array, at: number, type: number, resource: number, length: number): void {
  putU32(buf, at, length + 5);
  buf[at + 4] = type;
  putU32(buf, at + 5, resource);
}

/** A whole frame of its own. */
export function frame(type: number, resource: number, payload: Uint8Array): Buffer {
  const buf = Buffer.allocUnsafe(FRAME_HEADER + payload.length);
  putFrameHeader(buf, 0, type, resource, payload.length);
  buf.set(payload, FRAME_HEADER);
  return buf;
}

/** A payload of numbers, four bytes each. */
export function numbers(...values: number[]): Buffer {
  const buf = Buffer.allocUnsafe(values.length * 4);
  for (let i = 0; i < values.length; i++) putU32(buf, i * 4, values[i]!);
  return buf;
}

/** A payload of one number and a JSON text. */
export function numberAndJson(value: number, json: unknown): Buffer {
  const text = JSON.stringify(json);
  const buf = Buffer.allocUnsafe(4 + Buffer.byteLength(text));
  putU32(buf, 0, value);
  buf.write(text, 4, 'utf8');
  return buf;
}

export const parseJson = (buf: Buffer, at: number, end: number): unknown => JSON.parse(buf.toString('utf8', at, end));

/** A number as JSON carries it: those that JSON has no word for go as text. */
export const toWire = (value: number): number | string =>
  Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : String(value);

export const fromWire = (value: unknown): number => Number(value);
