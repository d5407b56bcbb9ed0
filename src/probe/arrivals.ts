/** How a message came out of its channel: when the first and the last of its bytes were read, and what the process had used by then. */
import { LONG_AGO, micros } from './clock.js';
import { self } from './emit.js';
import { apply } from './primordials.js';

/** Of one end of a channel: the bytes that have been read since the last message was told. */
export interface Arriving {
  firstAt: number;
  lastAt: number;
}

/** Sees each read of a handle. */
export function watchReads(handle: { onread?: (...args: unknown[]) => unknown }, end: Arriving): void {
  const { onread } = handle;
  if (typeof onread !== 'function') return;
  handle.onread = function read(this: unknown, ...args: unknown[]): unknown {
    const now = micros();
    if (now - end.lastAt > PAUSE) end.firstAt = now;
    end.lastAt = now;
    return apply(onread, this, args);
  };
}

/** Microseconds: after so long it is another message. */
const PAUSE = 20_000;

/** What there is to say of the message that is told at `time`, as JSON fields: of a large one how long it came and how long it took to read. */
export function arrivalFields(end: Arriving, time: number): string {
  const { firstAt, lastAt } = end;
  end.lastAt = LONG_AGO;
  const arriving = lastAt - firstAt;
  return usedField(time) + (lastAt > 0 && arriving > LONG ? `,"arriving":${arriving},"took":${time - lastAt}` : '');
}

/** Microseconds. */
const LONG = 1000;

const { cpuUsage } = process;
let lookedAt = LONG_AGO;

/** The processor time that this process has used, as a JSON field, at most once a millisecond. A thread does not know its own. */
export function usedField(time: number): string {
  if (time - lookedAt < LONG || self.tid !== 0) return '';
  lookedAt = time;
  const { user, system } = cpuUsage();
  return `,"used":${user + system}`;
}
