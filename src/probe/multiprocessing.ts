/**
 * What the library `process-view/multiprocessing` tells on its diagnostics channels, as events.
 *
 * The library publishes inside the call of the user, so that the stack gives the line of the source; what ends a wait is told later,
 * out of the event loop, and takes the line at which the wait began.
 */

import { subscribe } from 'node:diagnostics_channel';
import {
  type ChannelMessage,
  channelNames,
  type ProcessMessage,
  type TaskMessage,
  type TransferMessage,
  type WaitMessage,
} from '../multiprocessing/channels.js';
import { announceSpawn } from './announced.js';
import { micros } from './clock.js';
import { emit, emitFields, nextWait } from './emit.js';
import { valueFields } from './preview.js';
import { stringify } from './primordials.js';
import { quiet } from './replace.js';
import { listening } from './sink.js';
import { mayTakeSite, siteOf } from './sites.js';

/** Subscribes; a channel that nobody publishes on costs nothing. */
export function installMultiprocessing(): void {
  subscribe(channelNames.process, onProcess as Subscriber);
  subscribe(channelNames.wait, onWait as Subscriber);
  subscribe(channelNames.message, onMessage as Subscriber);
  subscribe(channelNames.channel, onChannel as Subscriber);
  subscribe(channelNames.task, onTask as Subscriber);
}

type Subscriber = (message: unknown) => void;

const onProcess = quiet((message: ProcessMessage): void => {
  switch (message.type) {
    case 'spawning': {
      const { name, daemon, command } = message;
      announceSpawn({ api: 'multiprocessing', name, daemon, command });
      return;
    }
    case 'named':
      emit({ type: 'name', name: message.name });
      return;
    case 'started':
    case 'exited':
      return; // The spawn and the child's end are told by whoever watches `child_process`.
  }
});

/** A wait that has begun, by the library's own number. */
interface Begun {
  wait: number;
  at: number | undefined;
}

const begun = new Map<number, Begun>();
/** Places of waits that have ended, until what ended them has been told; the newest only. */
let lastEnded: { library: number; at: number | undefined } | undefined;

const onWait = quiet((message: WaitMessage): void => {
  if (!listening()) return;
  if (message.type === 'wait') {
    const wait = nextWait();
    const at = mayTakeSite(micros()) ? siteOf(onWait) : undefined;
    begun.set(message.wait, { wait, at });
    emit({ type: 'wait', wait, for: message.for, timeout: message.timeout, at });
    return;
  }
  const known = begun.get(message.wait);
  if (known === undefined) return;
  begun.delete(message.wait);
  lastEnded = { library: message.wait, at: known.at };
  emit({ type: 'wake', wait: known.wait, outcome: message.outcome, at: known.at });
});

const onMessage = quiet((message: TransferMessage): void => {
  if (!listening()) return;
  const time = micros();
  const { type, bytes, kind, wait } = message;
  let fields = `,"message":${stringify(message.message)},"channel":${stringify(message.channel)}`;
  fields += `,"kind":${stringify(kind)}`;
  if (bytes !== undefined) fields += `,"bytes":${bytes}`;
  if (type === 'send' && 'value' in message) fields += valueFields(message.value);
  emitFields(type, time, fields + placeOf(wait, time));
});

/** The line of the call: on the stack now, or where the wait began that this ended. */
function placeOf(wait: number | undefined, time: number): string {
  if (wait !== undefined) {
    const at = lastEnded?.library === wait ? lastEnded.at : undefined;
    return at === undefined ? '' : `,"at":${at}`;
  }
  if (!mayTakeSite(time)) return '';
  const at = siteOf(onMessage);
  return at === undefined ? '' : `,"at":${at}`;
}

const onChannel = quiet((message: ChannelMessage): void => {
  if (!listening()) return;
  const at = siteOf(onChannel);
  if (message.type === 'close') {
    emit({ type: 'close', channel: message.channel, kind: message.kind, end: message.end, at });
    return;
  }
  const { channel, kind, capacity, end, name } = message;
  emit({ type: 'open', channel, kind, capacity, end, name, at });
});

const onTask = quiet(({ pool, task, state, name }: TaskMessage): void => {
  if (listening()) emit({ type: 'task', pool, task, state, name, at: siteOf(onTask) });
});
