/** Which processes are waiting, now or at a moment: looks at each wait once, and then only at those that have not ended. */
import type { Recording } from '../recording/index.js';

export class Waiting {
  private seen = 0;
  private open: number[] = [];

  constructor(private readonly recording: Recording) {}

  /** Indexes of the processes that wait; `time` in microseconds, left out for now. */
  processes(time?: number): Set<number> {
    return new Set((time === undefined ? this.now() : this.at(time)).map((wait) => this.recording.waits.process(wait)));
  }

  private now(): number[] {
    const { waits } = this.recording;
    for (; this.seen < waits.length; this.seen++) this.open.push(this.seen);
    this.open = this.open.filter((wait) => waits.endStep(wait) < 0);
    return this.open;
  }

  private at(time: number): number[] {
    const { recording } = this;
    const { waits } = recording;
    const found: number[] = [];
    for (let wait = 0; wait < waits.length; wait++) {
      const begin = waits.beginStep(wait);
      const end = waits.endStep(wait);
      if (begin >= 0 && recording.time(begin) <= time && (end < 0 || recording.time(end) > time)) found.push(wait);
    }
    return found;
  }
}
