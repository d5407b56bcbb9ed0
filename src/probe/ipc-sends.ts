/** The messages that leave by one IPC channel, told inside the channel's handle, where they already are text or bytes. */
import { micros } from './clock.js';
import { emitMessage } from './emit.js';
import type { IpcTarget, MessageLine } from './ipc.js';
import { isInternalBuffer, isInternalText, textOfJson } from './ipc-payload.js';
import { advancedFields, textFields } from './preview.js';
import { quiet, replace } from './replace.js';
import { SendCalls } from './send-calls.js';
import { listening } from './sink.js';
import { sendSite } from './sites.js';

/** A channel's handle in Node. */
export interface Handle {
  /** Of all that has been written since it was opened. */
  readonly bytesWritten?: number;
  writeUtf8String(request: object, text: string, handle?: unknown): number;
  writeBuffer(request: object, bytes: Buffer, handle?: unknown): number;
}

/**
 * Preview and size cost nothing here, and the record leaves before the bytes: a pool may kill a worker as soon as its last message
 * arrives. Only the record of a large text leaves after it, as the handle then knows the size, which to find out takes as long as
 * writing it.
 */
export function watchSends(handle: Handle, target: IpcTarget, line: MessageLine): void {
  const sends = new Sends(target, line);
  replace(handle, 'writeUtf8String', textHook(quiet(sends.text.bind(sends))));
  replace(handle, 'writeBuffer', bufferHook(quiet(sends.buffer.bind(sends))));
}

const textHook =
  (tell: (text: string, time: number, bytes: number, passed: unknown) => void) =>
  (original: Handle['writeUtf8String']) =>
    function writeUtf8String(this: Handle, request: object, text: string, passed?: unknown): number {
      const { bytesWritten } = this;
      const isLarge = text.length > LARGE && bytesWritten !== undefined;
      const time = micros();
      if (!isLarge) tell(text, time, byteLength(text), passed);
      const result = original.call(this, request, text, passed);
      if (isLarge) tell(text, time, this.bytesWritten! - bytesWritten, passed);
      return result;
    };

const bufferHook = (tell: (bytes: Buffer, passed: unknown) => void) => (original: Handle['writeBuffer']) =>
  function writeBuffer(this: Handle, request: object, bytes: Buffer, passed?: unknown): number {
    tell(bytes, passed);
    return original.call(this, request, bytes, passed);
  };

/** More than a socket takes at once, so that it has not arrived when its record leaves. */
const LARGE = 262_144;

const { byteLength } = Buffer;

class Sends {
  private readonly calls: SendCalls;
  /** The program's, as its frames end above it. */
  private readonly send: (...args: never[]) => boolean;
  private sent = 0;

  constructor(
    private readonly target: IpcTarget,
    private readonly line: MessageLine,
  ) {
    this.calls = new SendCalls(target);
    this.send = target.send as (...args: never[]) => boolean;
  }

  text(text: string, time: number, bytes: number, passed: unknown): void {
    if (listening() && !isInternalText(text) && !this.isRepeat())
      this.tell(time, bytes, textFields(textOfJson(text)), bytes === text.length);
    if (passed) this.calls.watch();
  }

  buffer(bytes: Buffer, passed: unknown): void {
    if (listening() && !isInternalBuffer(bytes) && !this.isRepeat())
      this.tell(micros(), bytes.length, advancedPreview(bytes), false);
    if (passed) this.calls.watch();
  }

  /** A handle that got lost on the way is sent again by Node. */
  private isRepeat(): boolean {
    return (this.target._pendingMessage?.retransmissions ?? 0) > 0;
  }

  private tell(time: number, bytes: number, payload: string, ascii: boolean): void {
    const { calls } = this;
    const site = calls.nextSite() ?? sendSite(this.send, time);
    const took = bytes > LARGE ? calls.took(time) : '';
    emitMessage(this.line, time, ++this.sent, bytes, `${payload}${took}${site}}\n`, ascii);
    if (bytes > LARGE) calls.watch();
  }
}

function advancedPreview(bytes: Buffer): string {
  try {
    return advancedFields(bytes);
  } catch {
    return ''; // A host object that only Node's own reader knows.
  }
}
