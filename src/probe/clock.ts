/** The run's clock in this process: whole microseconds since the run began, cheap enough for every message. */

// Kept from before the program runs: test frameworks replace it by clocks of their own. As quick as `performance.now`, whose first use loads
// eleven modules of Node's.
const { hrtime } = process;

let seconds = 0;
let nanoseconds = 0;

/** Aligns this process with the run, whose beginning on the machine-wide monotonic clock is `origin`, nanoseconds. */
export function alignClock(origin: bigint): void {
  seconds = Number(origin / SECOND);
  nanoseconds = Number(origin % SECOND);
}

const SECOND = 1_000_000_000n;

/** Now. */
export function micros(): number {
  const now = hrtime();
  return Math.round((now[0] - seconds) * 1e6 + (now[1] - nanoseconds) / 1000);
}

/** Before anything that is measured. */
export const LONG_AGO = -1e9;
