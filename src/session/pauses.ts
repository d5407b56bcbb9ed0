/** What a debugger tells of the processes that it stops, as lines of whoever steers the run, and as events of the recording. */
import type { Wait, Wake } from '../wire/events.js';

export type Pause = Omit<Wait, 'seq' | 'pid'> | Omit<Wake, 'seq' | 'pid'>;

export class Pauses {
  /** The waits that are open, by process and thread. */
  private readonly open = new Map<string, number>();
  private count = 0;

  /** `origin` is the monotonic clock at the run's beginning, nanoseconds. */
  constructor(private readonly origin: bigint) {}

  /**
   * Of `pause PID TID TIME` or `resume PID TID TIME`, TID 0 for the main thread, TIME by the machine's monotonic clock in nanoseconds:
   * the event to be told; undefined where there is none, as for a second pause in a row.
   */
  eventOf(line: string): Pause | undefined {
    const [, word, pid, tid, at] = /^(pause|resume) (\d+) (\d+) (\d+)$/.exec(line) ?? [];
    if (word === undefined || pid === undefined || at === undefined) return undefined;
    const who = `${pid} ${tid}`;
    const wait = this.open.get(who);
    if ((wait === undefined) !== (word === 'pause')) return undefined;
    const common = {
      time: Math.max(Number((BigInt(at) - this.origin) / 1000n), 0),
      of: Number(pid),
      ...(tid !== '0' && { thread: Number(tid) }),
    };
    if (wait === undefined)
      return { type: 'wait', ...common, wait: this.begin(who), for: { kind: 'debugger' }, blocking: true };
    this.open.delete(who);
    return { type: 'wake', ...common, wait, outcome: 'done' };
  }

  private begin(who: string): number {
    this.count += 1;
    this.open.set(who, this.count);
    return this.count;
  }
}
