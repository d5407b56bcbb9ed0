/** What each process used, over time. */
import type { Sample } from '../wire/events.js';

/** Columns in the order of arrival, one entry a sample. */
export interface Samples {
  /** Microseconds. */
  readonly time: number[];
  /** Percent of one core. */
  readonly cpu: number[];
  /** Bytes. */
  readonly rss: number[];
  /** 0 to 1, NaN where it was not given. */
  readonly loop: number[];
}

export class SampleTable {
  private readonly byProcess: Samples[] = [];

  add(process: number, event: Sample): void {
    let samples = this.byProcess[process];
    if (samples === undefined) {
      samples = { time: [], cpu: [], rss: [], loop: [] };
      this.byProcess[process] = samples;
    }
    samples.time.push(event.time);
    samples.cpu.push(event.cpu);
    samples.rss.push(event.rss);
    samples.loop.push(event.loop ?? Number.NaN);
  }

  of(process: number): Samples {
    return this.byProcess[process] ?? none;
  }
}

const none: Samples = { time: [], cpu: [], rss: [], loop: [] };
