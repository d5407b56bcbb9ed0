/** Does work when the page has time for it, a slice at a time, so that no frame waits for it. */
import type { Sliced } from '../../recording/slices.js';

/** Milliseconds of a slice where the page is never idle, and how long it may be busy until one is done all the same. */
const BUSY_SLICE_MS = 4;
const PATIENCE_MS = 250;

/** Calls `done` with the result and the milliseconds it took; returns how to give it up. */
export function inSlices<T>(work: Sliced<T>, done: (result: T, took: number) => void): () => void {
  let took = 0;
  let handle = 0;
  const slice = (deadline: IdleDeadline): void => {
    const begun = performance.now();
    const hasTime = () =>
      deadline.didTimeout ? performance.now() - begun < BUSY_SLICE_MS : deadline.timeRemaining() > LEAST_MS;
    let turn: IteratorResult<void, T>;
    do turn = work.next();
    while (!turn.done && hasTime());
    took += performance.now() - begun;
    if (turn.done) done(turn.value, took);
    else handle = requestIdleCallback(slice, { timeout: PATIENCE_MS });
  };
  handle = requestIdleCallback(slice, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(handle);
}

/** With less than this left of the idle time, the next piece would be late. */
const LEAST_MS = 3;
