// A large recording as its bytes, like one that a run of 200 processes leaves: messages over queues and IPC, waits, output, samples.

/** The lines of about `count` events of `processes` processes, seeded; arrival is by batches of each process, as over a socket. */
export function recordingLines({ count, processes = 200, seed = 1 }) {
  const random = randomFrom(seed);
  const run = new Run(processes, random);
  while (run.made < count) run.exchange();
  run.end();
  return run.lines;
}

export const asBytes = (lines) => Buffer.from(`${lines.join('\n')}\n`);

class Run {
  constructor(processes, random) {
    this.random = random;
    this.time = 0;
    this.made = 0;
    this.seqs = new Map();
    this.numbers = new Map();
    this.waits = new Map();
    this.batches = new Map();
    const header = {
      type: 'header',
      format: 'process-view',
      version: 1,
      startedAt: '2026-11-25T00:00:00.000Z',
      platform: 'linux',
    };
    this.lines = [
      JSON.stringify({ ...header, hostname: 'h', cores: 2, cwd: '/w', command: ['node', 'main.ts'], tool: '0.1.0' }),
    ];
    this.pids = Array.from({ length: processes }, (_, i) => 1000 + i);
    for (const pid of this.pids) this.start(pid);
  }

  start(pid) {
    const command = ['node', pid === 1000 ? '/w/main.ts' : '/w/worker.ts'];
    if (pid !== 1000)
      this.tell(1000, { type: 'spawn', child: pid, api: 'fork', command, name: `worker-${pid - 1000}` });
    this.tell(pid, { type: 'start', ppid: pid === 1000 ? 1 : 1000, command, cwd: '/w', runtime: 'node 24.1.0' });
    for (let site = 1; site <= 4; site++)
      this.tell(pid, { type: 'site', site, file: '/w/worker.ts', line: site * 7, column: 3 });
  }

  /** One process puts into a queue or writes to another; another gets it, now and then after a wait. */
  exchange() {
    const own = this.pick();
    const byQueue = this.random() < 0.5;
    const [from, to] = byQueue ? [own, 1000 + ((own * 7) % 200)] : this.random() < 0.5 ? [own, 1000] : [1000, own];
    const queue = byQueue ? `queue/${own % 20}` : `ipc/${own}`;
    const prefix = `${queue}:${from}>${to}`;
    const n = (this.numbers.get(prefix) ?? 0) + 1;
    this.numbers.set(prefix, n);
    const message = `${prefix}#${n}`;
    const kind = queue.startsWith('queue') ? { kind: 'put' } : {};
    const payload = JSON.stringify({ job: n, note: `job ${n} of ${from}` });
    const wait = this.random() < 0.15 ? this.nextWait(to) : 0;
    if (wait) this.tell(to, { type: 'wait', at: 2, wait, for: { kind: 'get', channel: queue } });
    this.tell(from, { type: 'send', at: 1, message, channel: queue, bytes: payload.length + 10, payload, ...kind });
    if (wait) this.tell(to, { type: 'wake', wait, outcome: 'done' });
    this.tell(to, { type: 'receive', at: 3, message, channel: queue, ...(kind.kind && { kind: 'get' }) });
    if (this.random() < 0.05) this.tell(to, { type: 'output', at: 4, stream: 'stdout', text: `got ${n}\n` });
    if (this.random() < 0.01) this.tell(1000, { type: 'sample', of: to, cpu: 12.5, rss: 40_000_000 });
  }

  /** Each process counts its own. */
  nextWait(pid) {
    const wait = (this.waits.get(pid) ?? 0) + 1;
    this.waits.set(pid, wait);
    return wait;
  }

  end() {
    for (const pid of this.pids.toReversed()) {
      this.tell(pid, { type: 'exit', code: 0, cpu: { user: 1, system: 1 }, maxRss: 1 });
      if (pid !== 1000) this.tell(1000, { type: 'child-exit', child: pid, code: 0 });
    }
    for (const batch of this.batches.values()) this.lines.push(...batch);
  }

  tell(pid, { type, at, ...rest }) {
    this.time += 1 + Math.floor(this.random() * 20);
    const seq = (this.seqs.get(pid) ?? 0) + 1;
    this.seqs.set(pid, seq);
    this.made++;
    const line = JSON.stringify({ type, time: this.time, pid, seq, ...rest, ...(at && { at }) });
    const batch = this.batches.get(pid) ?? [];
    batch.push(line);
    this.batches.set(pid, batch);
    if (batch.length > 40 * this.random()) {
      this.lines.push(...batch);
      batch.length = 0;
    }
  }

  pick() {
    return this.pids[Math.floor(this.random() * this.pids.length)];
  }
}

/** mulberry32 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
