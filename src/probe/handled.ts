/** How long the program's handlers of a message held up its thread, told where that is long. */
import { micros } from './clock.js';
import { emitFields } from './emit.js';

/** An end of a channel, as far as its last `receive` goes. */
export interface Receiving {
  received: number;
  /** When the last message was handed to the handlers; 0 where nobody was told. */
  receivedAt: number;
}

/** To be called when the handlers have returned; `before` and `after` stand around the message's number. */
export function tellHandled(end: Receiving, before: unknown, after: string): void {
  if (end.receivedAt === 0) return;
  const time = micros();
  const took = time - end.receivedAt;
  if (took > LONG) emitFields('handled', time, `${before}${end.received}${after},"took":${took}`);
}

/** Microseconds. */
const LONG = 5000;
