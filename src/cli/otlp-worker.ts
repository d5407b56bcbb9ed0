/**
 * A thread of its own that makes spans of what a run tells and sends them while it lasts, so that neither a slow collector nor a flood of events
 * is in the way of the recording. What it keeps is bounded; what does not fit is counted.
 */
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Request } from '../export/otlp/format.js';
import { LiveSpans } from '../export/otlp/live/live-spans.js';
import { batched } from '../export/otlp/requests.js';
import { decode, LineSplitter } from '../wire/codec.js';
import type { Endpoint } from './otlp-endpoint.js';
import { post, spansIn } from './otlp-post.js';

/** To the thread: lines as they were recorded, or that no more will come. */
export type Order = { lines: Uint8Array } | { end: true };

/** From it: that it has taken so many bytes, or what came of it all. */
export type Report = { taken: number } | Outcome;

export interface Outcome {
  sent: number;
  /** Of those. */
  rejected: number;
  /** Spans that the collector has not got. */
  lost: number;
  /** The last reason for that. */
  why: string;
}

const ASK_EVERY_MS = 500;
/** Spans that wait for the collector. */
const MOST_WAITING = 16_384;
const LONGEST_PAUSE_MS = 10_000;

class Sending {
  readonly outcome: Outcome = { sent: 0, rejected: 0, lost: 0, why: '' };
  private readonly queue: Request[] = [];
  private waiting = 0;
  private under: Promise<void> | undefined;
  private readonly hurry = new AbortController();
  private deadline = Infinity;

  constructor(private readonly endpoint: Endpoint) {}

  add(request: Request): void {
    const count = spansIn(request);
    if (this.waiting + count > MOST_WAITING) {
      this.outcome.lost += count;
      return;
    }
    this.waiting += count;
    this.queue.push(request);
    this.under ??= this.work().finally(() => {
      this.under = undefined;
    });
  }

  /** What still waits is tried for a while, then given up. */
  async end(): Promise<void> {
    this.deadline = Date.now() + this.endpoint.lastMs;
    this.hurry.abort();
    await this.under;
    this.outcome.lost += this.waiting;
  }

  private async work(): Promise<void> {
    let failures = 0;
    for (let next = this.queue[0]; next !== undefined && this.left > 0; next = this.queue[0]) {
      const pause = await this.try(next, failures);
      failures = pause === undefined ? 0 : failures + 1;
      if (pause !== undefined) await this.pause(pause);
    }
  }

  /** How long to wait before it is tried again; undefined where it is done with. */
  private async try(request: Request, failures: number): Promise<number | undefined> {
    const answer = await post(request, this.endpoint, this.left);
    const { outcome } = this;
    outcome.why = answer.why || outcome.why;
    if (answer.kind === 'busy') return answer.after ?? backoff(failures);
    if (answer.kind === 'unreached') return backoff(failures);
    const count = spansIn(this.queue.shift()!);
    this.waiting -= count;
    if (answer.kind === 'refused') outcome.lost += count;
    else {
      outcome.sent += count;
      outcome.rejected += answer.rejected;
    }
    return undefined;
  }

  private get left(): number {
    return this.deadline - Date.now();
  }

  private async pause(asked: number): Promise<void> {
    const { signal } = this.hurry;
    if (signal.aborted) await sleep(Math.max(Math.min(asked, SHORT_PAUSE_MS, this.left), 0));
    else await sleep(Math.min(asked, LONGEST_PAUSE_MS), undefined, { signal }).catch(() => {}); // The run is over: at once.
  }
}

const SHORT_PAUSE_MS = 250;
const backoff = (failures: number): number => Math.min(500 * 2 ** failures, LONGEST_PAUSE_MS);

function work(port: NonNullable<typeof parentPort>): void {
  const spans = new LiveSpans();
  const sending = new Sending(workerData as Endpoint);
  const collect = (end = false): void => {
    for (const request of batched(spans.given(end), spans.header)) sending.add(request);
  };
  const splitter = new LineSplitter({
    line: (line) => {
      const event = decode(line);
      if (event !== undefined) spans.take(event);
    },
  });
  const timer = setInterval(collect, ASK_EVERY_MS);
  port.on('message', async (order: Order) => {
    if ('lines' in order) {
      splitter.push(order.lines);
      port.postMessage({ taken: order.lines.length } satisfies Report);
      return;
    }
    clearInterval(timer);
    collect(true);
    await sending.end();
    const { outcome } = sending;
    port.postMessage({ ...outcome, lost: outcome.lost + spans.dropped } satisfies Report);
    port.close();
  });
}

// On Linux a thread has a priority of its own: where the processors are busy, the program goes first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
if (parentPort !== null) work(parentPort);
