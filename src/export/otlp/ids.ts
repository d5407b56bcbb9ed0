/** The names of a run's spans, the same each time that it is exported, and its times on the wall clock. */
import type { Recording } from '../../recording/index.js';

export class Ids {
  readonly traceId: string;
  /** The span of whoever started the run, where it told by TRACEPARENT. */
  readonly remoteParent: string | undefined;
  private readonly own: string;
  private readonly began: bigint;
  private last: number;

  constructor(private readonly recording: Recording) {
    const { header } = recording;
    const whole = JSON.stringify(header ?? {});
    const given = parseTraceparent(header?.traceparent);
    this.traceId = given?.traceId ?? [1, 2, 3, 4].map((seed) => hash(whole, seed)).join('');
    this.remoteParent = given?.spanId;
    this.own = hash(whole, 5);
    this.began = BigInt(Date.parse(header?.startedAt ?? '') || 0) * 1_000_000n;
    const { processes, lanes, waits, tasks } = recording;
    this.last = processes.length + lanes.length + waits.length + tasks.length;
  }

  process(index: number): string {
    return this.spanId(index);
  }

  /** The main thread's span is its process's. */
  lane(index: number): string {
    const { process, thread } = this.recording.lanes[index]!;
    return thread === 0 ? this.process(process) : this.spanId(this.recording.processes.length + index);
  }

  wait(index: number): string {
    return this.spanId(this.recording.processes.length + this.recording.lanes.length + index);
  }

  task(index: number): string {
    const { processes, lanes, waits } = this.recording;
    return this.spanId(processes.length + lanes.length + waits.length + index);
  }

  /** Of a span that stands for nothing of the recording alone. */
  fresh(): string {
    return this.spanId(this.last++);
  }

  /** A moment of the run, microseconds, as nanoseconds since 1970. */
  nano(time: number): string {
    return `${this.began + BigInt(Math.round(time * 1000))}`;
  }

  /** Half says which run, half which span: no two are the same. */
  private spanId(index: number): string {
    return this.own + (index + 1).toString(16).padStart(8, '0');
  }
}

/** As the W3C's Trace Context has it; undefined for what is none. */
export function parseTraceparent(text: string | undefined): { traceId: string; spanId: string } | undefined {
  const match = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/.exec(text ?? '');
  if (match === null || /^0+$/.test(match[1]!) || /^0+$/.test(match[2]!)) return undefined;
  return { traceId: match[1]!, spanId: match[2]! };
}

/** FNV-1a and a final stir, never 0, as eight hexadecimal digits. */
function hash(text: string, seed: number): string {
  let state = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193) >>> 0;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return ((state ^ (state >>> 16)) >>> 0 || 1).toString(16).padStart(8, '0');
}
