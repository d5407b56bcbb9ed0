/** The distinct orders in which a program's runs went, when it was run many times. */
import type { Recording } from '../recording.js';
import { diffRecordings } from './diff.js';

export interface Order {
  /** The first run that went like this. */
  readonly recording: Recording;
  /** The numbers of the runs that did, from 1. */
  readonly runs: readonly number[];
}

/** Gathers run after run and keeps one recording of each order. Two orders are one where no process did or got anything in another order. */
export class Orders {
  private readonly known: { recording: Recording; runs: number[] }[] = [];
  private count = 0;

  /** Gives the order in which this run went: a new one has this run only. */
  add(recording: Recording): Order {
    const run = ++this.count;
    const like = this.known.find((order) => diffRecordings(order.recording, recording).differences.length === 0);
    const order = like ?? { recording, runs: [] };
    if (like === undefined) this.known.push(order);
    order.runs.push(run);
    return order;
  }

  /** The most frequent first. */
  get all(): readonly Order[] {
    return [...this.known].sort((a, b) => b.runs.length - a.runs.length);
  }
}
