/** An event made again from the columns, equal to the one that came. */
import type { Output, Receive, Send, TimedEvent, Wait, WaitReason, Wake } from '../wire/events.js';
import { flag, stepTypes } from './rows.js';
import type { StepEvent, Store } from './store.js';
import { outcomes, waitKinds } from './waits.js';

export function rebuild(store: Store, row: number): StepEvent {
  const { rows } = store;
  if (rows.flags[row]! & flag.raw) return JSON.parse(store.arena.get(rows.text[row]!));
  const type = stepTypes[rows.type[row]!]!;
  const common = commonFields(store, row);
  switch (type) {
    case 'send':
      return { type, ...common, ...messageFields(store, row), ...payloadFields(store, row) } as Send;
    case 'receive':
      return { type, ...common, ...messageFields(store, row) } as Receive;
    case 'output':
      return { type, ...common, ...outputFields(store, row) } as Output;
    case 'wait':
      return { type, ...common, ...waitFields(store, rows.ref[row]!) } as Wait;
    case 'wake': {
      const wait = rows.ref[row]!;
      const outcome = outcomes[store.waits.outcome[wait]! - 1];
      return { type, ...common, wait: store.waits.id[wait], outcome } as Wake;
    }
    default:
      // Its line could not be kept: the arena is full.
      return { type, ...common } as StepEvent;
  }
}

/** The name of a message as on the wire. */
export function messageName(store: Store, message: number): string {
  const { prefix } = store.channels.directions[store.messages.direction[message]!]!;
  const number = store.messages.number[message]!;
  return number === 0 ? prefix : `${prefix}#${number}`;
}

/** A payload or an output's text; undefined where the event has none. */
export function textOf(store: Store, row: number): string | undefined {
  const { rows, arena } = store;
  const place = rows.text[row]!;
  if (place === 0) return undefined;
  const json = arena.get(place);
  return rows.flags[row]! & flag.raw ? textField(JSON.parse(json)) : JSON.parse(`"${json}"`);
}

function textField(event: TimedEvent): string | undefined {
  switch (event.type) {
    case 'send':
      return event.payload;
    case 'output':
      return event.text;
    case 'error':
      return `${event.name}: ${event.message}`;
    case 'spawn-error':
      return event.error;
    case 'lost':
      return event.why;
    case 'name':
    case 'task':
      return event.name;
    default:
      return undefined;
  }
}

function commonFields({ rows, processes, ownTimes }: Store, row: number) {
  const lane = processes.lanes[rows.lane[row]!]!;
  const at = rows.at[row]!;
  return {
    time: ownTimes.get(row) ?? rows.time[row]!,
    pid: processes.all[lane.process]!.pid,
    ...(lane.thread !== 0 && { tid: lane.thread }),
    seq: rows.seq[row]!,
    ...(at !== 0 && { at }),
  };
}

function messageFields(store: Store, row: number) {
  const { rows, messages, channels, kinds } = store;
  const message = rows.ref[row]!;
  const { channel } = channels.directions[messages.direction[message]!]!;
  const kind = kinds.get(rows.kind[row]!);
  return {
    message: messageName(store, message),
    channel: channels.all[channel]!.id,
    ...sizeField(store, row),
    ...(kind !== undefined && { kind }),
  };
}

function payloadFields(store: Store, row: number) {
  const payload = textOf(store, row);
  return { ...(payload !== undefined && { payload }), ...truncatedField(store, row) };
}

function outputFields(store: Store, row: number) {
  const stream = store.rows.flags[row]! & flag.stderr ? 'stderr' : 'stdout';
  return { stream, text: textOf(store, row) ?? '', ...truncatedField(store, row), ...sizeField(store, row) };
}

const truncatedField = ({ rows }: Store, row: number) => (rows.flags[row]! & flag.truncated ? { truncated: true } : {});

const sizeField = ({ rows }: Store, row: number) => (rows.flags[row]! & flag.sized ? { bytes: rows.size[row]! } : {});

function waitFields({ waits, processes, channels }: Store, wait: number) {
  const kind = waitKinds[waits.kind[wait]!]!;
  const target = waits.target[wait]!;
  const reason =
    kind === 'join' ? { kind, child: processes.all[target]!.pid } : { kind, channel: channels.all[target]!.id };
  return { wait: waits.id[wait], for: reason as WaitReason, ...(waits.blocking[wait] === 1 && { blocking: true }) };
}
