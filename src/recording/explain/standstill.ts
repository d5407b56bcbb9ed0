/**
 * Whether it is worth a look why a running program stands still: a cheap test, at each moment, also of a recording without its messages.
 * It knows nobody's reasons, so that it calls far too often rather than too seldom: `findHangs` on the whole recording has the last word.
 */
import type { Recording } from '../recording.js';
import { typeCode } from '../rows.js';
import { STANDS } from './stands.js';

export class Standstill {
  private seenRows = 0;
  private seenWaits = 0;
  /** By lane, when it last did anything, microseconds. */
  private readonly active: number[] = [];
  private open: number[] = [];

  constructor(private readonly recording: Recording) {}

  /** Who has stood still for long: the same text as long as it is the same ones, '' for nobody. */
  suspects(now: number = this.recording.length === 0 ? 0 : this.recording.time(this.recording.length - 1)): string {
    this.lookOn();
    const { waits, processes } = this.recording;
    const since = (wait: number) => this.recording.time(Math.max(waits.beginStep(wait), 0));
    const long = this.open.filter((wait) => now - since(wait) > STANDS);
    const lanes = processes.flatMap((process) => (isAlive(process) ? process.lanes : []));
    const still = lanes.filter((lane) => now - (this.active[lane] ?? now) > STANDS);
    if (long.length + still.length === 0) return '';
    // Whoever ends may have been the last who could have helped.
    const ended = processes.filter(({ endTime }) => endTime !== undefined).length;
    return `${long.join()} ${still.join()} ${ended}`;
  }

  private lookOn(): void {
    const { rows } = this.recording.store;
    for (; this.seenRows < rows.length; this.seenRows++) {
      const [row, lane] = [this.seenRows, rows.lane[this.seenRows]!];
      if (rows.type[row] !== typeCode.sample) this.active[lane] = Math.max(this.active[lane] ?? 0, rows.time[row]!);
    }
    const { waits } = this.recording;
    for (; this.seenWaits < waits.length; this.seenWaits++) this.open.push(this.seenWaits);
    this.open = this.open.filter((wait) => waits.endStep(wait) < 0);
  }
}

const isAlive = ({ collector, endTime }: Recording['processes'][number]): boolean =>
  !collector && endTime === undefined;
