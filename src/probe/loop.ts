/** Looks once a second at how busy the event loop is; what there is to say is found in a part of its own (`loop-sample.ts`). */
import { micros } from './clock.js';
import { emit, self } from './emit.js';
import { part } from './part.js';
import { quiet } from './replace.js';
import { listening } from './sink.js';

// Kept from before the program runs: test frameworks replace timers by their own.
const { setTimeout } = globalThis;

let timer: NodeJS.Timeout;

/** Looks for the first time when the process is a second old; never keeps it alive. */
export function watchLoop(): void {
  timer = setTimeout(look, SECOND).unref();
}

const SECOND = 1000;

const look = quiet(() => {
  if (!listening()) return;
  timer.refresh();
  const sample = part<typeof import('./loop-sample.js')>('loop-sample').takeSample(micros());
  if (sample !== undefined) emit({ type: 'sample', of: self.pid, ...sample });
});
