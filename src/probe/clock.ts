/** The run's clock in this process: whole microseconds since the run began, cheap enough for every message. */

// Kept from before the program runs: test frameworks replace `performance.now` by clocks of their own.
const clock = globalThis.performance;
const monotonic = clock.now;

let offset = 0;

/** Aligns this process with the run, whose beginning on the machine-wide monotonic clock is `origin`, nanoseconds. */
export function alignClock(origin: bigint): void {
  let best = Number.POSITIVE_INFINITY;
  // A single sample may be torn apart by the scheduler, and then receives come before their sends: the tightest of five is right.
  for (let i = 0; i < SAMPLES; i++) {
    const before = monotonic.call(clock);
    const nanoseconds = process.hrtime.bigint();
    const after = monotonic.call(clock);
    if (after - before >= best) continue;
    best = after - before;
    offset = Number(nanoseconds - origin) / 1000 - (before + after) * 500;
  }
}

const SAMPLES = 5;

/** Now. */
export const micros = (): number => Math.round(monotonic.call(clock) * 1000 + offset);

/** Before anything that is measured. */
export const LONG_AGO = -1e9;
