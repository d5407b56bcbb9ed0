/** What dead consumers had in their hands: handed to their programs, or about to be. Kept until somebody asks for it. */
import type { Link } from './link.js';
import type { Run } from './runs.js';

/** What one dead consumer had; `records` in base64, for they go into a JSON answer. */
export interface DeadLetter {
  pid: number;
  count: number;
  records: string;
}

/** Older ones are forgotten beyond this, so that a broker whose consumers die for ever does not grow for ever. */
const MOST = 10_000;

export class DeadLetters {
  #letters: DeadLetter[] = [];

  add(link: Link, runs: readonly Run[]): void {
    if (runs.length === 0) return;
    const bytes = Buffer.concat(runs.map((run) => run.buf.subarray(run.at, run.end)));
    const count = runs.reduce((sum, run) => sum + run.count, 0);
    this.#letters.push({ pid: link.pid, count, records: bytes.toString('base64') });
    if (this.#letters.length > MOST) this.#letters.shift();
  }

  take(): DeadLetter[] {
    const letters = this.#letters;
    this.#letters = [];
    return letters;
  }
}
