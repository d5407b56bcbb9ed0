/** How long this thread's event loop has been idle, told with what it receives: by that it is known whether a message had to wait for other work. */
import { LONG_AGO } from './clock.js';

const { uptime } = process;
let lookedAt = LONG_AGO;
let look: (() => { idle: number }) | undefined;

/** All of it by now, as a JSON field, at most once a millisecond; not of the young, as what is needed for it takes most of a millisecond to load. */
export function idleField(time: number): string {
  if (time - lookedAt < OFTEN) return '';
  lookedAt = time;
  if (look === undefined && uptime() < YOUNG) return '';
  look ??= (require('node:perf_hooks') as typeof import('node:perf_hooks')).performance.eventLoopUtilization;
  return `,"idle":${Math.round(look().idle * 1000)}`;
}

/** Microseconds. */
const OFTEN = 1000;
/** Seconds. */
const YOUNG = 0.2;
