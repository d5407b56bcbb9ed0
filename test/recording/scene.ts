/** A scene told in a few words, as the recording that a run of it would leave: time goes on by 100 microseconds an event. */
import { Recording } from '../../src/recording/index.js';
import type { TimedEvent } from '../../src/wire/events.js';

type Own = { type: TimedEvent['type'] } & Record<string, unknown>;

export class Scene {
  private readonly events: TimedEvent[] = [];
  private readonly seqs = new Map<number, number>();
  private readonly counts = new Map<string, number>();
  private waits = 0;
  private sites = 0;

  recording(): Recording {
    const recording = new Recording();
    for (const event of this.events) recording.append(event);
    return recording;
  }

  process(pid: number, parent = 0, name?: string, more: object = {}): this {
    const command = ['node', '/w/join.ts'];
    if (parent > 0)
      this.tell(parent, { type: 'spawn', child: pid, api: 'fork', command, ...(name && { name }), ...more });
    return this.tell(pid, { type: 'start', ppid: parent, command, cwd: '/w', runtime: 'node 24.1.0' });
  }

  blind(pid: number, ppid: number, why?: string): this {
    const command = ['sh', '-c', 'x'];
    this.tell(ppid, { type: 'spawn', child: pid, api: 'exec', command });
    return this.tell(pid, { type: 'found', ppid, command, ...(why && { why }) });
  }

  open(pid: number, channel: string, more: { capacity?: number; end?: string } = {}): this {
    return this.tell(pid, { type: 'open', channel, kind: channel.split('/')[0], ...more });
  }

  send(pid: number, channel: string, to: number | '*' = '*', bytes?: number): this {
    return this.tell(pid, { type: 'send', ...this.message('s', channel, pid, to), ...(bytes && { bytes }) });
  }

  receive(pid: number, channel: string, from: number): this {
    return this.tell(pid, { type: 'receive', ...this.message('r', channel, from, pid) });
  }

  /** `between`: the two ends of a channel that nobody opens by a word of its own, told by one message each way that has arrived. */
  wait(pid: number, reason: object, line: number, between?: [number, number]): this {
    if (between) {
      const channel = `ipc/${between[1]}`;
      this.events.push(...this.arrivedBefore(channel, between));
    }
    const site = ++this.sites;
    this.tell(pid, { type: 'site', site, file: '/w/join.ts', line, column: 1 });
    return this.tell(pid, { type: 'wait', wait: ++this.waits, for: reason, at: site });
  }

  waitFor(pid: number, reason: object, timeout: number): this {
    return this.tell(pid, { type: 'wait', wait: ++this.waits, for: reason, timeout });
  }

  acquire(pid: number, channel: string): this {
    const wait = ++this.waits;
    this.tell(pid, { type: 'wait', wait, for: { kind: 'lock', channel } });
    return this.tell(pid, { type: 'wake', wait, outcome: 'done' });
  }

  /** The last wait of all ends. */
  wake(pid: number): this {
    return this.tell(pid, { type: 'wake', wait: this.waits, outcome: 'done' });
  }

  hold(pid: number, channel: string): this {
    return this.open(pid, channel, { end: 'holder' });
  }

  release(pid: number, channel: string): this {
    return this.tell(pid, { type: 'close', channel, kind: channel.split('/')[0], end: 'holder' });
  }

  task(pid: number, task: string, state: string): this {
    return this.tell(pid, { type: 'task', pool: '1.1', task, state, name: 'square' });
  }

  exit(pid: number): this {
    return this.tell(pid, { type: 'exit', code: 0 });
  }

  kill(pid: number): this {
    return this.tell(1, { type: 'child-exit', child: pid, signal: 'SIGKILL' });
  }

  lost(pid: number, count: number, why: string): this {
    return this.tell(pid, { type: 'lost', count, why });
  }

  /** So many numbers of a process go missing. */
  skip(pid: number, count: number): this {
    this.seqs.set(pid, (this.seqs.get(pid) ?? 0) + count);
    return this;
  }

  private message(side: string, channel: string, from: number, to: number | '*') {
    const prefix = `${channel}:${from}>${to}`;
    const n = (this.counts.get(side + prefix) ?? 0) + 1;
    this.counts.set(side + prefix, n);
    return { message: `${prefix}#${n}`, channel };
  }

  /** A message each way, sent and received at the run's beginning. */
  private arrivedBefore(channel: string, [a, b]: [number, number]): TimedEvent[] {
    const at = 250;
    return [[a, b] as const, [b, a] as const].flatMap(([from, to]) => {
      const message = this.message('s', channel, from, to);
      const numbered = (pid: number) => ({ time: at, pid, seq: this.nextSeq(pid) });
      return [
        { type: 'send', ...numbered(from), ...message },
        { type: 'receive', ...numbered(to), ...message },
      ] as TimedEvent[];
    });
  }

  /** The number of the last event of a process. */
  lastSeq(pid: number): number {
    return this.seqs.get(pid) ?? 0;
  }

  tell(pid: number, event: Own): this {
    const time = (this.events.length + 1) * 100;
    this.events.push({ ...event, time, pid, seq: this.nextSeq(pid) } as TimedEvent);
    return this;
  }

  private nextSeq(pid: number): number {
    const seq = (this.seqs.get(pid) ?? 0) + 1;
    this.seqs.set(pid, seq);
    return seq;
  }
}
