/** The messages of one IPC channel, both ways, told where they already are text: inside the handle, and at the program's door. */

import { endpoint, ipcChannel, messagePrefix } from '../wire/ids.js';
import { micros } from './clock.js';
import { beginning, emit, emitMessage } from './emit.js';
import { type Receiving, tellHandled } from './handled.js';
import { type Handle, watchSends } from './ipc-sends.js';
import { idleField } from './loop-idle.js';
import { hidden } from './replace.js';
import { listening } from './sink.js';
import type { Heard } from './waits.js';

/** One end of an IPC channel. */
export interface IpcEnd extends Heard, Receiving {
  /** Everything of a `receive` but its numbers. */
  readonly receive: MessageLine;
}

/** A process or a child with a channel. */
export interface IpcTarget {
  send?: (...args: never[]) => boolean;
  _handleQueue?: unknown[] | null;
  _pendingMessage?: { retransmissions: number } | null;
}

/** What is the same in all the lines of one direction: what stands before the time, the number and the size. */
export type MessageLine = readonly [Buffer, Buffer, Buffer];

/** Begins to watch; `child` is the pid by which the parent knows the child. Undefined where there is no channel. */
export function watchIpc(target: IpcTarget, child: number, parent: number, isChild: boolean): IpcEnd | undefined {
  const handle = hidden<Handle>(target, 'kChannelHandle');
  if (!handle) return undefined;
  const channel = ipcChannel(child);
  const [here, there] = isChild ? [endpoint(child), endpoint(parent)] : [endpoint(parent), endpoint(child)];
  const receive = pieces('receive', channel, there, here, '"');
  const end: IpcEnd = { channel, heard: '', receive, received: 0, receivedAt: 0 };
  watchSends(handle, target, pieces('send', channel, here, there, '","bytes":'));
  emit({ type: 'open', channel, kind: 'ipc', end: isChild ? 'child' : 'parent' });
  return end;
}

const pieces = (type: 'send' | 'receive', channel: string, from: string, to: string, end: string): MessageLine => [
  beginning(type),
  bufferFrom(`,"message":"${messagePrefix(channel, from, to)}`),
  bufferFrom(`","channel":"${channel}${end}`),
];

const { from: bufferFrom } = Buffer;

export function closeIpc(end: IpcEnd, isChild: boolean): void {
  emit({ type: 'close', channel: end.channel, kind: 'ipc', end: isChild ? 'child' : 'parent' });
}

/** Tells that a message has reached the program's handlers. */
export function tellReceive(end: IpcEnd): void {
  if (!listening()) return;
  const idle = idleField(micros());
  // From now on it is the handlers' time.
  end.receivedAt = micros();
  emitMessage(end.receive, end.receivedAt, ++end.received, 0, `${idle}${end.heard}}\n`, true);
}

/** Tells that the handlers have returned. */
export const tellIpcHandled = (end: IpcEnd): void => tellHandled(end, end.receive[1], `","channel":"${end.channel}"`);
