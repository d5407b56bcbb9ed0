/** The messages of one IPC channel, both ways, told where they already are text: inside the handle, and at the program's door. */

import { endpoint, ipcChannel, messagePrefix } from '../wire/ids.js';
import { micros } from './clock.js';
import { beginning, emit, emitMessage } from './emit.js';
import { advancedText, isInternalBuffer, isInternalText, textOfJson } from './ipc-payload.js';
import { textFields } from './preview.js';
import { apply } from './primordials.js';
import { hidden, replace } from './replace.js';
import { listening } from './sink.js';
import { atField, sendSite, siteOf } from './sites.js';
import type { Heard } from './waits.js';

/** One end of an IPC channel. */
export interface IpcEnd extends Heard {
  /** Everything of a `receive` but its numbers. */
  readonly receive: readonly [Buffer, Buffer, Buffer];
  received: number;
  sent: number;
}

/** A process or a child with a channel. */
export interface IpcTarget {
  send?: (...args: never[]) => boolean;
  _handleQueue?: unknown[] | null;
  _pendingMessage?: { retransmissions: number } | null;
}

interface Handle {
  writeUtf8String(request: object, text: string, handle?: unknown): number;
  writeBuffer(request: object, bytes: Buffer, handle?: unknown): number;
}

/** Begins to watch; `child` is the pid by which the parent knows the child. Undefined where there is no channel. */
export function watchIpc(target: IpcTarget, child: number, parent: number, isChild: boolean): IpcEnd | undefined {
  const handle = hidden<Handle>(target, 'kChannelHandle');
  if (!handle) return undefined;
  const channel = ipcChannel(child);
  const [here, there] = isChild ? [endpoint(child), endpoint(parent)] : [endpoint(parent), endpoint(child)];
  const receive = pieces('receive', channel, there, here, '"');
  const end: IpcEnd = { channel, heard: '', receive, received: 0, sent: 0 };
  watchSends(handle, target, end, pieces('send', channel, here, there, '","bytes":'));
  emit({ type: 'open', channel, kind: 'ipc', end: isChild ? 'child' : 'parent' });
  return end;
}

/** What is the same in all the lines of one direction. */
const pieces = (type: 'send' | 'receive', channel: string, from: string, to: string, end: string) =>
  [
    beginning(type),
    bufferFrom(`,"message":"${messagePrefix(channel, from, to)}`),
    bufferFrom(`","channel":"${channel}${end}`),
  ] as const;

const { byteLength, from: bufferFrom } = Buffer;

export function closeIpc(end: IpcEnd, isChild: boolean): void {
  emit({ type: 'close', channel: end.channel, kind: 'ipc', end: isChild ? 'child' : 'parent' });
}

/** Tells that a message has reached the program's handlers. */
export function tellReceive(end: IpcEnd): void {
  if (!listening()) return;
  emitMessage(end.receive, micros(), ++end.received, 0, `${end.heard}}\n`, true);
}

/**
 * Inside the handle the message is text already, so that preview and size cost nothing; and the record leaves before the bytes:
 * a pool may kill a worker as soon as its last message arrives.
 */
function watchSends(handle: Handle, target: IpcTarget, end: IpcEnd, line: IpcEnd['receive']): void {
  const sites = new QueuedSites(target);
  const send = target.send as (...args: never[]) => boolean;
  const tell = (bytes: number, payload: string, ascii: boolean) => {
    const time = micros();
    const site = sites.next() ?? sendSite(send, time);
    emitMessage(line, time, ++end.sent, bytes, `${payload}${site}}\n`, ascii);
  };
  const tellText = (text: string) => {
    if (isInternalText(text) || isRepeat(target)) return;
    const bytes = byteLength(text);
    tell(bytes, textFields(textOfJson(text)), bytes === text.length);
  };
  const tellBytes = (bytes: Buffer) => {
    if (!isInternalBuffer(bytes) && !isRepeat(target)) tell(bytes.length, advancedText(bytes), false);
  };
  const writeHook = <T extends Text>(tellIt: (message: T) => void) => {
    return (original: (request: object, message: T, handle?: unknown) => number) =>
      function write(this: Handle, request: object, message: T, passed?: unknown): number {
        try {
          if (listening()) tellIt(message);
          if (passed) sites.watch();
        } catch {
          // An event less; the program must not notice.
        }
        return original.call(this, request, message, passed);
      };
  };
  replace(handle, 'writeUtf8String', writeHook(tellText));
  replace(handle, 'writeBuffer', writeHook(tellBytes));
}

type Text = string | Buffer;

/** A handle that got lost on the way is sent again by Node. */
const isRepeat = (target: IpcTarget): boolean => (target._pendingMessage?.retransmissions ?? 0) > 0;

/**
 * Once a handle has been sent, Node queues what follows until the handle has been acknowledged, and the stack of the call is gone when
 * it leaves: from then on the place is taken in `send`.
 */
class QueuedSites {
  private watching = false;
  private readonly queued: string[] = [];
  private sending = false;

  constructor(private readonly target: IpcTarget) {}

  watch(): void {
    if (this.watching || this.target.send === undefined) return;
    this.watching = true;
    replace(this.target, 'send', sendHook(this));
  }

  /** Called around the program's own `send`. */
  around(target: IpcTarget, send: () => boolean, hook: (...args: never[]) => unknown): boolean {
    const queued = target._handleQueue?.length ?? 0;
    this.sending = true;
    try {
      return send();
    } finally {
      this.sending = false;
      if ((target._handleQueue?.length ?? 0) > queued) this.queued.push(atField(siteOf(hook)));
    }
  }

  /** The place of a message that waited, or undefined for one that leaves within its own `send`. */
  next(): string | undefined {
    return this.watching && !this.sending ? this.queued.shift() : undefined;
  }
}

const sendHook = (sites: QueuedSites) => (original: (...args: never[]) => boolean) =>
  function send(this: IpcTarget, ...args: never[]): boolean {
    return sites.around(this, () => apply(original, this, args), send);
  };
