/** A list of records that are kept as the stretches of bytes in which they arrived: taking and giving back never copies a body. */
import { recordEnd } from '../frames/frames.js';

/** Records that stand one after the other in one buffer. */
export interface Run {
  buf: Buffer;
  at: number;
  end: number;
  count: number;
  /** The place of the first of them among all that were ever put. */
  first: number;
}

export class Runs {
  #runs: Run[] = [];
  #head = 0;
  count = 0;
  bytes = 0;

  pushBack(run: Run): void {
    if (run.count === 0) return;
    this.#runs.push(run);
    this.count += run.count;
    this.bytes += run.end - run.at;
  }

  /** Puts runs back to where they stood before they were taken. */
  putBack(runs: readonly Run[]): void {
    if (runs.length === 0) return;
    this.#runs = [...runs, ...this.#runs.slice(this.#head)];
    this.#head = 0;
    for (const run of runs) {
      this.count += run.count;
      this.bytes += run.end - run.at;
    }
    if (!isSorted(this.#runs, runs.length)) this.#runs.sort((a, b) => a.first - b.first);
  }

  /** The kind of the first record, which must be there. */
  firstKind(): number {
    const run = this.#runs[this.#head]!;
    return run.buf[run.at + 14]!;
  }

  /** Removes the first `count` records. */
  take(count: number): Run[] {
    const taken: Run[] = [];
    let left = Math.min(count, this.count);
    this.count -= left;
    while (left > 0) {
      const run = this.#runs[this.#head]!;
      if (run.count <= left) {
        this.#head++;
        left -= run.count;
        taken.push(run);
      } else {
        taken.push(splitFront(run, left));
        left = 0;
      }
    }
    for (const run of taken) this.bytes -= run.end - run.at;
    this.#compact();
    return taken;
  }

  /** Removes the last `count` records. */
  takeLast(count: number): Run[] {
    const kept = this.take(this.count - Math.min(count, this.count));
    const last = this.take(this.count);
    for (const run of kept) this.pushBack(run);
    return last;
  }

  #compact(): void {
    if (this.#head === this.#runs.length) {
      this.#runs = [];
      this.#head = 0;
    } else if (this.#head > 1024 && this.#head * 2 > this.#runs.length) {
      this.#runs = this.#runs.slice(this.#head);
      this.#head = 0;
    }
  }
}

/** Cuts the first `count` records off a run, which keeps the rest. */
function splitFront(run: Run, count: number): Run {
  let at = run.at;
  for (let i = 0; i < count; i++) at = recordEnd(run.buf, at);
  const front = { buf: run.buf, at: run.at, end: at, count, first: run.first };
  run.at = at;
  run.first += count;
  run.count -= count;
  return front;
}

/** Whether the first `count` and the one behind them stand in order. */
function isSorted(runs: readonly Run[], count: number): boolean {
  for (let i = 1; i <= count && i < runs.length; i++) if (runs[i]!.first < runs[i - 1]!.first) return false;
  return true;
}
