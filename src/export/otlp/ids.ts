/** The names of a run's spans, the same each time that it is exported and when they are sent while it runs, and its times on the wall clock. */
import type { Process } from '../../recording/index.js';
import type { Header } from '../../wire/events.js';
import { processSpanId, spanId } from '../../wire/span-ids.js';

export class Ids {
  readonly traceId: string;
  /** The span of whoever started the run, where it told by TRACEPARENT. */
  readonly remoteParent: string | undefined;
  private readonly seed: string;
  private readonly began: bigint;

  constructor(header: Header | undefined) {
    const given = parseTraceparent(header?.traceparent);
    const whole = JSON.stringify(header ?? {});
    // A pattern of redaction may have hit the digits.
    const own = /^[\da-f]{32}$/.test(header?.trace?.id ?? '') ? header?.trace : undefined;
    this.traceId = given?.traceId ?? own?.id ?? spanId(whole, 1) + spanId(whole, 2);
    this.remoteParent = given?.spanId;
    this.seed = own?.seed ?? spanId(whole, 3);
    this.began = BigInt(Date.parse(header?.startedAt ?? '') || 0) * 1_000_000n;
  }

  /** `all`: the processes of the run, in which those that had the same pid before are found. */
  process({ pid, ppid = 0, previous }: Process, all: readonly Process[]): string {
    let life = 0;
    for (let at = all[previous]; at !== undefined; at = all[at.previous]) if (at.ppid === ppid) life++;
    return processSpanId(this.seed, pid, ppid, life);
  }

  /** The main thread's span is its process's. */
  lane(process: string, thread: number): string {
    return thread === 0 ? process : spanId(this.seed, 'thread', process, thread);
  }

  /** `teller` is the pid of whoever told of it and numbered it. */
  wait(lane: string, teller: number, wait: number): string {
    return spanId(this.seed, 'wait', lane, teller, wait);
  }

  task(pool: string, task: string): string {
    return spanId(this.seed, 'task', pool, task);
  }

  /** The n-th span for what a lane received without waiting. */
  receives(lane: string, n: number): string {
    return spanId(this.seed, 'receive', lane, n);
  }

  /** A moment of the run, microseconds, as nanoseconds since 1970. */
  nano(time: number): string {
    return `${this.began + BigInt(Math.round(time * 1000))}`;
  }
}

/** As the W3C's Trace Context has it; undefined for what is none. */
export function parseTraceparent(text: string | undefined): { traceId: string; spanId: string } | undefined {
  const match = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/.exec(text ?? '');
  if (match === null || /^0+$/.test(match[1]!) || /^0+$/.test(match[2]!)) return undefined;
  return { traceId: match[1]!, spanId: match[2]! };
}
