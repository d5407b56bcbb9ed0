/** What the time of one message went into: serialising, travelling, waiting for its receiver, being handled. */
import type { Handled, Receive, Send } from '../../../wire/events.js';
import { causalIndex } from '../../causal-index.js';
import type { Recording } from '../../recording.js';
import { flag, typeCode } from '../../rows.js';
import { rowsOf, workBetween } from './looks.js';

/** Microseconds each. */
export interface LatencyParts {
  /** To turn the value into bytes and those into a value again. Below what is measured (small messages) 0. */
  readonly serialising: number;
  /** From the sender's write to the receiver's process. */
  readonly travelling: number;
  /** It was there, but the receiver did other work. */
  readonly waiting: number;
  /** What of its waiting was before the receiver asked for it, as with `get`; the rest is a busy event loop. */
  readonly unasked: number;
  /** The receiver's handlers, as long as they ran without a pause; of a task its whole time. */
  readonly handling: number;
  /** From the call of send to the end of the handling. */
  readonly total: number;
  /** The lane that sent it and the one that received it. */
  readonly from: number;
  readonly to: number;
}

/** Undefined for a message of which the recording does not have both ends. */
export function latencyParts(recording: Recording, message: number): LatencyParts | undefined {
  const { sendRow, receiveRow } = recording.store.messages;
  const [send, receive] = [sendRow[message]!, receiveRow[message]!];
  if (send < 0 || receive < 0) return undefined;
  const { rows } = recording.store;
  const [from, to] = [rows.lane[send]!, rows.lane[receive]!];
  const took = timing<Send>(recording, send, 'took');
  // Between threads the sender's part lies after the moment of the sending.
  const left =
    rows.time[send]! + (recording.channels[recording.messages.channel(message)]!.kind === 'thread' ? took : 0);
  const unpacking = timing<Receive>(recording, receive, 'took');
  const arriving = timing<Receive>(recording, receive, 'arriving');
  const got = rows.time[receive]!;
  const arrived = Math.max(got - unpacking - arriving, Math.min(left, got));
  const asked = Math.min(Math.max(askedAt(recording, receive), left), arrived);
  // While a large one comes, its receiver is at work for it.
  const large = rows.size[send]! > LARGE;
  const busy = large ? toldWork(recording, to, asked, arrived) : busyFor(recording, to, asked, arrived);
  const waiting = Math.max(asked - left, 0) + busy;
  const handling = handlingOf(recording, receive);
  const travelling = Math.max(got - left - unpacking - waiting, 0);
  const serialising = took + unpacking;
  const total = serialising + travelling + waiting + handling;
  return { serialising, travelling, waiting, unasked: Math.max(asked - left, 0), handling, total, from, to };
}

/** Bytes: more than a channel takes at once. */
const LARGE = 262_144;

/** A time that an event has beside the columns; 0 where it has none. */
function timing<E extends Send | Receive | Handled>(recording: Recording, row: number, field: keyof E): number {
  if (!(recording.store.rows.flags[row]! & flag.raw)) return 0;
  const value = (recording.event(recording.stepOf(row)) as E)[field];
  return typeof value === 'number' && value > 0 ? value : 0;
}

/** When the receiver asked for it: the beginning of the wait that it ended; of one that was there already when it was asked for, its end. */
function askedAt(recording: Recording, receive: number): number {
  const { rows, waits } = recording.store;
  const { place } = causalIndex(recording);
  const kind = recording.kind(recording.stepOf(receive));
  if (kind !== 'get' && kind !== 'recv') return Number.NEGATIVE_INFINITY;
  const before = rowsOf(recording, rows.lane[receive]!)[place[receive]! - 1];
  if (before === undefined || rows.type[before] !== typeCode.wake) return rows.time[receive]!;
  const begin = waits.waitRow[rows.ref[before]!]!;
  return begin < 0 ? Number.NEGATIVE_INFINITY : rows.time[begin]!;
}

/** How long of a stretch before a receive the receiver's thread was at other work. */
function busyFor(recording: Recording, lane: number, from: number, to: number): number {
  if (to <= from) return 0;
  return workBetween(recording, lane, from, to) ?? toldWork(recording, lane, from, to);
}

/** Where no look was taken: only what handlers and blocking calls have told of themselves. */
function toldWork(recording: Recording, lane: number, from: number, to: number): number {
  const { rows, waits } = recording.store;
  let sum = 0;
  for (const row of rowsOf(recording, lane)) {
    const end = rows.time[row]!;
    if (end <= from) continue;
    const type = rows.type[row];
    const wait = rows.ref[row]!;
    const blocked = type === typeCode.wake && waits.blocking[wait] === 1 ? end - rows.time[waits.waitRow[wait]!]! : 0;
    const took = type === typeCode.handled ? timing<Handled>(recording, row, 'took') : blocked;
    sum += Math.max(Math.min(end, to) - Math.max(end - took, from), 0);
    if (end - took > to) break;
  }
  return Math.max(Math.min(sum, to - from), 0);
}

function handlingOf(recording: Recording, receive: number): number {
  const { rows } = recording.store;
  const lane = rows.lane[receive]!;
  const own = rowsOf(recording, lane);
  const step = recording.stepOf(receive);
  if (recording.kind(step) === 'task') return taskTime(recording, own, receive);
  const asked = recording.kind(step) !== undefined;
  for (let at = causalIndex(recording).place[receive]! + 1; at < own.length; at++) {
    const row = own[at]!;
    const type = rows.type[row];
    if (type === typeCode.handled) return timing<Handled>(recording, row, 'took');
    const ends = type === typeCode.receive || type === typeCode.exit || (asked && type === typeCode.wait);
    if (ends) return asked ? workUpTo(recording, lane, rows.time[receive]!, rows.time[row]!) : 0;
  }
  return 0;
}

const workUpTo = (recording: Recording, lane: number, from: number, to: number): number =>
  workBetween(recording, lane, from, to) ?? to - from;

/** From the task's arrival until it was done. */
function taskTime(recording: Recording, own: Uint32Array, receive: number): number {
  const { rows } = recording.store;
  for (let at = causalIndex(recording).place[receive]! + 1; at < own.length; at++) {
    const row = own[at]!;
    if (rows.type[row] === typeCode.receive) return 0;
    if (rows.type[row] !== typeCode.task) continue;
    const { worker, endRow } = recording.tasks[rows.ref[row]!]!;
    return worker === rows.lane[receive] && endRow >= 0 ? rows.time[endRow]! - rows.time[receive]! : 0;
  }
  return 0;
}
