/** Which steps of a recording an export is of: a stretch of it, a filter's matches, or both. */
import type { Matches, Recording } from '../recording/index.js';

export interface SelectionOptions {
  /** The first and the last step, from 0, both inclusive; left out for the whole. */
  from?: number | undefined;
  to?: number | undefined;
  matches?: Matches | undefined;
}

export class Selection {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  private readonly matches: Matches | undefined;

  constructor(
    private readonly recording: Recording,
    { from = 0, to = recording.length - 1, matches }: SelectionOptions = {},
  ) {
    this.from = Math.max(from, 0);
    this.to = Math.min(to, recording.length - 1);
    this.matches = matches;
  }

  has(step: number): boolean {
    return step >= this.from && step <= this.to && (this.matches === undefined || this.matches.has(step));
  }

  /** Nothing is left out. */
  get whole(): boolean {
    return this.matches === undefined && this.from === 0 && this.to === this.recording.length - 1;
  }

  /** In order. */
  *steps(): Generator<number> {
    const { from, to, matches } = this;
    if (matches === undefined) for (let step = from; step <= to; step++) yield step;
    else {
      for (let i = matches.indexAt(from); i < matches.count && matches.steps[i]! <= to; i++) yield matches.steps[i]!;
    }
  }

  /** A message is in it with either of its ends. */
  hasMessage(message: number): boolean {
    const { messages } = this.recording;
    return this.has(messages.sendStep(message)) || this.has(messages.receiveStep(message));
  }

  hasWait(wait: number): boolean {
    const { waits } = this.recording;
    return this.has(waits.beginStep(wait)) || this.has(waits.endStep(wait));
  }

  hasTask(task: number): boolean {
    const { submittedRow, startedRow, endRow } = this.recording.tasks[task]!;
    return [submittedRow, startedRow, endRow].some((row) => this.has(this.recording.stepOf(row)));
  }

  /** The processes of the program that the selection has to do with, by index. */
  processes(): Set<number> {
    const { recording } = this;
    const found = new Set<number>();
    if (this.whole) for (const { index } of recording.processes) found.add(index);
    else for (const step of this.steps()) for (const index of this.processesOf(step)) found.add(index);
    for (const index of [...found]) if (recording.processes[index]!.collector) found.delete(index);
    return found;
  }

  private processesOf(step: number): number[] {
    const { recording } = this;
    const lanes = recording.lanes;
    const message = recording.message(step);
    const ends = message < 0 ? [] : [recording.messages.from(message), recording.messages.to(message)];
    const others = [recording.about(step), ...ends.map((lane) => lanes[lane]?.process ?? -1)];
    return [recording.process(step), ...others.filter((index) => index >= 0)];
  }
}
