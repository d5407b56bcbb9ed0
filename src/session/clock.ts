/** The run's clock: microseconds since the run began, on the machine-wide monotonic clock that the probes use too. */
export class Clock {
  readonly origin = process.hrtime.bigint();
  readonly startedAt = new Date().toISOString();

  now(): number {
    return Number((process.hrtime.bigint() - this.origin) / 1000n);
  }
}
