/** The run's clock: microseconds since the run began, on the machine-wide monotonic clock that the probes use too. */
import { readFileSync } from 'node:fs';
import type { ClockPair } from '../wire/events.js';

export class Clock {
  readonly origin = process.hrtime.bigint();
  private readonly wall = Date.now();
  /** Between the two readings, nanoseconds. */
  private readonly apart = process.hrtime.bigint() - this.origin;
  readonly startedAt = new Date(this.wall).toISOString();

  now(): number {
    return Number((process.hrtime.bigint() - this.origin) / 1000n);
  }

  /** The two clocks together: the wall clock is read in milliseconds, of which the middle is meant. */
  pair(): ClockPair {
    const boot = bootId();
    return {
      monotonic: `${this.origin}`,
      wall: this.wall * 1000 + 500,
      within: 500 + Math.ceil(Number(this.apart) / 1000),
      ...(boot !== undefined && { boot }),
    };
  }
}

/** Linux tells one start of the machine from another. */
export function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined; // Another system: its recordings are merged by the wall clock.
  }
}
