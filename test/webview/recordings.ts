/** Recordings made for the panel's tests: one with something of everything, and ones of any size. */
import type { TimedEvent } from '../../src/wire/events.js';

/** An event without what the writer adds by itself. */
type Told = TimedEvent extends infer E ? (E extends TimedEvent ? Omit<E, 'seq' | 'time' | 'pid'> : never) : never;

/** Writes the lines of a recording, numbering the events of each process. */
export class Script {
  readonly lines: string[] = [];
  private readonly seqs = new Map<string, number>();
  private readonly numbers = new Map<string, number>();

  constructor(header: Record<string, unknown> = {}) {
    this.lines.push(JSON.stringify({ ...defaultHeader, ...header }));
  }

  /** `ms` since the run began. */
  at(ms: number, pid: number, event: Told): this {
    const key = `${pid}.${event.tid ?? 0}`;
    const seq = (this.seqs.get(key) ?? 0) + 1;
    this.seqs.set(key, seq);
    const { type, ...rest } = event;
    this.lines.push(JSON.stringify({ type, time: Math.round(ms * 1000), pid, seq, ...rest }));
    return this;
  }

  /** A message, sent and (unless `to` is undefined) received. */
  message(
    channel: string,
    from: Moment,
    to: Moment | { pid: number },
    payload: unknown,
    kinds?: [string, string],
  ): this {
    const prefix = `${channel}:${from.pid}>${to.pid}`;
    const number = (this.numbers.get(prefix) ?? 0) + 1;
    this.numbers.set(prefix, number);
    const message = `${prefix}#${number}`;
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const [put, get] = kinds ?? [];
    this.at(from.ms, from.pid, {
      type: 'send',
      message,
      channel,
      bytes: text.length,
      payload: text,
      ...(from.at ? { at: from.at } : {}),
      ...(put ? { kind: put } : {}),
    });
    if ('ms' in to) {
      this.at(to.ms, to.pid, {
        type: 'receive',
        message,
        channel,
        bytes: text.length,
        ...(to.at ? { at: to.at } : {}),
        ...(get ? { kind: get } : {}),
      });
    }
    return this;
  }

  bytes(): Buffer {
    return Buffer.from(`${this.lines.join('\n')}\n`);
  }
}

interface Moment {
  ms: number;
  pid: number;
  at?: number;
}

const defaultHeader = {
  type: 'header',
  format: 'process-view',
  version: 1,
  startedAt: '2026-11-25T09:00:00.000Z',
  platform: 'linux',
  hostname: 'desk',
  cores: 4,
  cwd: '/home/ada/shop',
  command: ['/usr/bin/node', 'orders.ts'],
  tool: '0.1.0',
};

/** A main process, a producer, two consumers and a worker that dies: joins, a full queue, a lock, threads, output, an error. */
export function story(): Script {
  const s = new Script();
  const [main, producer, ann, bob, bad] = [100, 110, 120, 130, 140] as const;
  begin(s, main, 0, 1, undefined);
  for (const [pid, name, ms] of [
    [producer, 'producer', 20],
    [ann, 'consumer-1', 30],
    [bob, 'consumer-2', 40],
    [bad, 'auditor', 55],
  ] as const) {
    s.at(ms, main, { type: 'spawn', child: pid, api: 'multiprocessing', command: ['node', 'orders.ts'], name, at: 1 });
    begin(s, pid, ms + 22, main, name);
  }
  for (const pid of [main, producer, ann, bob])
    s.at(75, pid, { type: 'open', channel: 'queue/1', kind: 'queue', capacity: 3, name: 'orders' });
  s.at(80, main, { type: 'wait', wait: 1, for: { kind: 'join', child: producer }, at: 2 });
  traffic(s, producer, [ann, bob]);
  s.message('ipc/140', { ms: 110, pid: main, at: 2 }, { ms: 118, pid: bad }, { check: 'totals', since: '2026-11-24' });
  s.at(150, bad, {
    type: 'error',
    name: 'RangeError',
    message: 'total below zero',
    stack: 'RangeError: total below zero\n    at audit (/home/ada/shop/audit.ts:17:9)',
  });
  s.at(152, bad, { type: 'exit', code: 1, cpu: { user: 41_000, system: 9000 }, maxRss: 48_000_000 });
  s.at(154, main, { type: 'child-exit', child: bad, code: 1 });
  s.message('ipc/140', { ms: 160, pid: main, at: 2 }, { pid: bad }, { check: 'again' });
  s.at(285, producer, { type: 'exit', code: 0, cpu: { user: 60_000, system: 8000 }, maxRss: 51_000_000 });
  s.at(287, main, { type: 'child-exit', child: producer, code: 0 });
  s.at(288, main, { type: 'wake', wait: 1, outcome: 'done' });
  s.message('ipc/120', { ms: 296, pid: main, at: 2 }, { ms: 301, pid: ann }, 'stop');
  s.at(310, ann, { type: 'exit', code: 0 });
  s.at(312, main, { type: 'child-exit', child: ann, code: 0 });
  s.at(320, bob, { type: 'exit', signal: 'SIGTERM' });
  s.at(322, main, { type: 'child-exit', child: bob, signal: 'SIGTERM' });
  s.at(330, main, { type: 'output', stream: 'stdout', text: 'all orders are done\n' });
  s.at(335, main, { type: 'exit', code: 0 });
  return s;
}

function begin(s: Script, pid: number, ms: number, ppid: number, name: string | undefined): void {
  const command = ['/usr/bin/node', '/home/ada/shop/orders.ts'];
  s.at(ms, pid, {
    type: 'start',
    ppid,
    command,
    cwd: '/home/ada/shop',
    runtime: 'node 24.1.0',
    ...(name ? { name } : {}),
  });
  for (const site of [1, 2, 3])
    s.at(ms, pid, { type: 'site', site, file: '/home/ada/shop/orders.ts', line: 10 * site + 2, column: 7 });
  for (let i = 1; i <= (name === 'auditor' ? 2 : 5); i++) {
    const of = pid;
    s.at(ms + i * 42, pid, { type: 'sample', of, cpu: (pid * i * 7) % 100, rss: 40e6 + i * 2e6, loop: 0.2 });
  }
}

function traffic(s: Script, producer: number, consumers: number[]): void {
  for (let n = 1; n <= 8; n++) {
    const ms = 85 + n * 20;
    const to = consumers[n % 2]!;
    s.at(ms - 12, to, { type: 'wait', wait: n, for: { kind: 'get', channel: 'queue/1' } });
    if (n % 3 === 0) s.at(ms - 8, producer, { type: 'wait', wait: n, for: { kind: 'put', channel: 'queue/1' } });
    if (n % 3 === 0) s.at(ms - 1, producer, { type: 'wake', wait: n, outcome: 'done' });
    s.message(
      'queue/1',
      { ms, pid: producer, at: 3 },
      { ms: ms + 6 + n, pid: to, at: 3 },
      { order: n, item: `book ${n}`, price: n * 4.5 },
      ['put', 'get'],
    );
    s.at(ms + 6.1 + n, to, { type: 'wake', wait: n, outcome: 'done' });
    s.at(ms + 9 + n, to, { type: 'output', stream: n % 4 === 0 ? 'stderr' : 'stdout', text: `packed book ${n}\n` });
  }
  s.at(200, consumers[0]!, { type: 'wait', wait: 90, for: { kind: 'lock', channel: 'lock/1' } });
  s.at(214, consumers[0]!, { type: 'wake', wait: 90, outcome: 'done' });
  s.at(90, producer, { type: 'thread-start', thread: 1, name: 'zip' });
  s.message('thread/110.1', { ms: 100, pid: producer }, { pid: producer }, { zip: 'orders' });
}
