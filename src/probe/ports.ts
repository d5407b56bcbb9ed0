/**
 * Messages between threads: every one of them passes through a MessagePort, `worker.postMessage` and `parentPort` included. A channel is
 * told once an end of it has gone to another thread; what a thread says to itself is not.
 */

import type { MessageChannel, MessagePort } from 'node:worker_threads';
import { endpoint, messagePrefix, portChannel } from '../wire/ids.js';
import { micros } from './clock.js';
import { emit, emitFields, self, tookField } from './emit.js';
import { type Receiving, tellHandled } from './handled.js';
import { isPlain, valueFields } from './preview.js';
import { apply, defineProperty, isArray } from './primordials.js';
import { quiet, replace } from './replace.js';
import { listening } from './sink.js';
import { atField, framesAbove, sendSite, siteOfFrames } from './sites.js';
import { nextPair, type PortPassport, readPassport, type Transfer, writePassport } from './thread-registry.js';
import { isInternal } from './waits.js';

/** One end of a MessageChannel in this thread, behind a symbol of ours on the port. */
export interface PortEnd extends Receiving {
  end: 1 | 2;
  sent: number;
  untold: number;
  /** The other end, as long as both were in this thread from the beginning. */
  peer?: PortEnd;
  /** Its number and names; undefined as long as both ends are in one thread. */
  shared?: Shared;
  /** As a JSON field: where in the source its messages are heard. */
  heard: string;
}

interface Shared {
  pair: number;
  channel: string;
  sendPrefix: string;
  receivePrefix: string;
}

const state = Symbol('process-view');

export interface Port {
  [state]?: PortEnd;
  postMessage(value: unknown, transfer?: unknown): void;
}

/** The end that a port is, if it is known. */
export const endOf = (port: unknown): PortEnd | undefined =>
  typeof port === 'object' && port !== null ? (port as Port)[state] : undefined;

function setEnd(port: object, end: PortEnd): void {
  defineProperty(port, state, { value: end, configurable: true });
}

/** Sees each message that Node's own ports carry too: how a thread is started, for one. */
export type Carrier = (message: unknown, send: () => void) => void;

type Class<T> = (new () => T) & { prototype: T };

/** Node's own, kept from before a test environment puts another in its place. */
let portClass: Class<object>;

export const isPort = (value: unknown): value is object => value instanceof portClass;

/** Watches all ports of this thread. `carry` is called for messages through ports that are Node's own. */
export function watchPorts(carry: Carrier): void {
  const classes = globalThis as unknown as { MessageChannel: Class<MessageChannel>; MessagePort: Class<object> };
  portClass = classes.MessagePort;
  watchPairs(classes.MessageChannel.prototype);
  replace(portClass.prototype as Port, 'postMessage', postHook(carry));
  replace(portClass.prototype as Dispatcher, dispatch, dispatchHook);
  for (const name of ['on', 'once', 'addListener', 'addEventListener'] as const) {
    replace(portClass.prototype as Listened, name, listenHook);
  }
}

type Listened = Record<'on' | 'once' | 'addListener' | 'addEventListener', (...args: unknown[]) => unknown>;

const listenHook = (original: Listened['on']) =>
  function listen(this: Port, ...args: unknown[]): unknown {
    if (args[0] === 'message') noteHearing(this, listen);
    return apply(original, this, args);
  };

const noteHearing = quiet((port: Port, hook: (...args: never[]) => unknown) => {
  const end = endOf(port);
  const frames = end === undefined ? [] : framesAbove(hook, 10);
  if (end !== undefined && !isInternal(frames[0])) end.heard = atField(siteOfFrames(frames));
});

/** Node's constructor assigns `port1` and `port2`: setters on the prototype hear of each pair, and leave the properties as ever. */
function watchPairs(prototype: MessageChannel): void {
  for (const name of ['port1', 'port2'] as const) {
    defineProperty(prototype, name, {
      configurable: true,
      set(this: MessageChannel, port: MessagePort) {
        defineProperty(this, name, { value: port, configurable: true, enumerable: true, writable: true });
        if (name === 'port2') enterPair(this.port1, port);
      },
    });
  }
}

const enterPair = quiet((port1: object, port2: object) => {
  const first: PortEnd = { end: 1, sent: 0, received: 0, receivedAt: 0, untold: 0, heard: '' };
  const second: PortEnd = { end: 2, sent: 0, received: 0, receivedAt: 0, untold: 0, heard: '', peer: first };
  first.peer = second;
  setEnd(port1, first);
  setEnd(port2, second);
});

const postHook = (carry: Carrier) => (original: Port['postMessage']) =>
  function postMessage(this: Port, ...args: [unknown, unknown?]): void {
    const end = endOf(this);
    const send = () => apply(original, this, args);
    if (end === undefined) carry(args[0], send);
    else sendAndTell(end, args, send, postMessage);
  };

function sendAndTell(
  end: PortEnd,
  [value, transfer]: [unknown, unknown?],
  send: () => void,
  hook: (...args: never[]) => unknown,
): void {
  const { shared } = end;
  const time = shared !== undefined && listening() ? micros() : 0;
  const fields = time > 0 ? describe(value, time, hook) : '';
  passPorts(end, transfer);
  const began = time > 0 ? micros() : 0;
  // Told before it goes, as the other side may end this thread as soon as it has it; but after it where the call may throw.
  const first = fields !== '' && isPlain && isNothing(transfer);
  if (!first) send();
  end.sent++;
  if (shared !== undefined && time > 0) {
    const took = first ? '' : tookField(micros() - began);
    emitFields('send', time, `${shared.sendPrefix}${end.sent}","channel":"${shared.channel}"${fields}${took}`);
  }
  if (first) send();
}

/** Pools give an empty list where there is nothing to transfer. */
const isNothing = (transfer: unknown): boolean =>
  transfer === undefined || (isArray(transfer) && transfer.length === 0);

function describe(value: unknown, time: number, hook: (...args: never[]) => unknown): string {
  try {
    return `${valueFields(value)}${sendSite(hook, time)}`;
  } catch {
    return ''; // A value that cannot even be looked at.
  }
}

/** The ports that go with a message, before it goes. */
const passPorts = quiet((carrier: PortEnd, transfer: unknown) => {
  if (transfer === undefined || carrier.shared === undefined) return;
  const list = isArray(transfer) ? transfer : (transfer as { transfer?: unknown }).transfer;
  if (!isArray(list)) return;
  const by = { pair: carrier.shared.pair, end: carrier.end, n: carrier.sent + 1 };
  passAll(list, by);
});

/** Writes a passport for each MessagePort of a list. */
export function passAll(list: readonly unknown[], by: Omit<Transfer, 'index'>): void {
  let index = 0;
  for (const item of list) {
    if (!isPort(item)) continue;
    const end = endOf(item);
    if (end !== undefined) writePassport({ ...by, index }, passportOf(end));
    index++;
  }
}

/** From now on the channel is told of in this thread, if an end of it stays. */
function passportOf(end: PortEnd): PortPassport {
  const pair = end.shared?.pair ?? nextPair();
  const { peer } = end;
  if (end.shared !== undefined) emit({ type: 'close', channel: end.shared.channel, kind: 'thread' });
  const untold = Math.max(end.untold, peer !== undefined && peer.shared === undefined ? peer.sent : 0);
  if (peer !== undefined && peer.shared === undefined) {
    peer.untold = end.sent;
    share(peer, pair, portChannel(self.pid, pair), `${peer.end}`, `${end.end}`);
  }
  end.shared ??= peer?.shared as Shared;
  return { pair, end: end.end, sent: end.sent, received: end.received, untold };
}

/** Gives an end its names, and tells that this thread has it. */
export function share(end: PortEnd, pair: number, channel: string, here: string, there: string): void {
  const sendPrefix = `,"message":"${messagePrefix(channel, here, there)}`;
  const receivePrefix = `,"message":"${messagePrefix(channel, there, here)}`;
  end.shared = { pair, channel, sendPrefix, receivePrefix };
  emit({ type: 'open', channel, kind: 'thread' });
}

/** Gives a port that has come from another thread its end. */
export function admit(port: object, by: Transfer): void {
  const passport = readPassport(by);
  if (passport === undefined) return;
  const { pair, end, sent, received, untold } = passport;
  const entered: PortEnd = { end, sent, received, receivedAt: 0, untold, heard: '' };
  setEnd(port, entered);
  share(entered, pair, portChannel(self.pid, pair), `${end}`, `${3 - end}`);
}

/** Gives one of Node's own pairs, by which a thread and its parent talk, the names of that. */
export function enterThreadPort(
  port: object,
  pair: number,
  end: 1 | 2,
  channel: string,
  other: number,
  tid: number,
): PortEnd & { channel: string } {
  const known = Object.assign(endOf(port) ?? { end, sent: 0, received: 0, receivedAt: 0, untold: 0, heard: '' }, {
    channel,
  });
  setEnd(port, known);
  share(known, pair, channel, endpoint(self.pid, tid), endpoint(self.pid, other));
  return known;
}

/** By which Node hands every message to a port, whatever the program listens with. */
const dispatch: unique symbol = Symbol.for('nodejs.internal.kHybridDispatch') as never;
const arriving: unique symbol = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts') as never;

interface Dispatcher extends Port {
  [dispatch](this: Dispatcher, ...args: unknown[]): unknown;
  [arriving]?: object[];
}

const dispatchHook = (original: Dispatcher[typeof dispatch]) =>
  function hybridDispatch(this: Dispatcher, ...args: unknown[]): unknown {
    if (args[1] !== 'message') return apply(original, this, args);
    tellReceive(this, this[arriving]);
    const had = apply(original, this, args);
    tellPortHandled(this);
    return had;
  };

/** Counts a message that has arrived, and tells it. */
export const tellReceive = quiet((port: Port, ports: object[] | undefined) => {
  const end = endOf(port);
  if (end === undefined) return;
  const n = ++end.received;
  const { shared } = end;
  if (shared === undefined) return;
  end.receivedAt = n > end.untold && listening() ? micros() : 0;
  if (end.receivedAt > 0)
    emitFields(
      'receive',
      end.receivedAt,
      `${shared.receivePrefix}${n}","channel":"${shared.channel}"${end.heard}`,
      true,
    );
  const from = (3 - end.end) as 1 | 2;
  for (const [index, arrived] of (ports ?? []).entries()) admit(arrived, { pair: shared.pair, end: from, n, index });
});

const tellPortHandled = quiet((port: Port) => {
  const end = endOf(port);
  if (end?.shared !== undefined) tellHandled(end, end.shared.receivePrefix, `","channel":"${end.shared.channel}"`);
});
