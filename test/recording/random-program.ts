/** Random programs and the events they would leave, seeded: what the model's tests run on, with the truth beside it. */
import type { TimedEvent } from '../../src/wire/events.js';

export interface Run {
  /** In the order in which they truly happened. */
  events: TimedEvent[];
  /** The same as they arrived: each process's in its order, the processes mixed, now and then one late. */
  arrived: TimedEvent[];
  /** By event: the numbers of events per lane that it knows of, itself included. */
  clocks: Map<TimedEvent, Map<string, number>>;
}

export interface Options {
  steps: number;
  processes?: number;
  /** How far a process's clock may be off, microseconds. */
  skew?: number;
  /** The greatest step of the clock; 0 makes ties everywhere. */
  tick?: number;
  /** Whether pids may be used again. */
  reuse?: boolean;
}

/** mulberry32: the same numbers for the same seed everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomRun(seed: number, options: Options): Run {
  const simulation = new Simulation(randomFrom(seed), options);
  for (let i = 0; i < options.steps; i++) simulation.step();
  return simulation.result();
}

interface Proc {
  pid: number;
  parent: Proc | undefined;
  skew: number;
  seqs: Map<number, number>;
  clocks: Map<number, Map<string, number>>;
  threads: number[];
  waits: { tid: number; id: number; join?: Proc; lock?: string }[];
  nextWait: number;
  nextThread: number;
  children: Proc[];
  last: Map<string, number> | undefined;
  life: string;
}

interface Message {
  name: string;
  channel: string;
  from: Proc;
  to: Proc;
  clock: Map<string, number>;
}

type Own<E = TimedEvent> = E extends TimedEvent ? Omit<E, 'time' | 'pid' | 'seq'> : never;

class Simulation {
  private readonly events: TimedEvent[] = [];
  private readonly clocks = new Map<TimedEvent, Map<string, number>>();
  private readonly alive: Proc[] = [];
  private readonly inFlight: Message[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly usedPids: number[] = [];
  private time = 0;
  private nextPid = 100;
  private lives = 0;

  constructor(
    private readonly random: () => number,
    private readonly options: Options,
  ) {
    const root = this.born(undefined, 99);
    this.tell(root, 0, { type: 'start', ppid: 1, command: ['node', 'main.js'], cwd: '/w', runtime: 'node 24.1.0' });
  }

  step(): void {
    const process = this.pick(this.alive);
    const choice = this.random();
    if (choice < 0.05) this.spawn(process);
    else if (choice < 0.08) this.thread(process);
    else if (choice < 0.4) this.send(process);
    else if (choice < 0.72) this.receive();
    else if (choice < 0.8) this.wait(process);
    else if (choice < 0.88) this.wake(process);
    else if (choice < 0.92) this.output(process);
    else if (choice < 0.95) this.task(process);
    else if (choice < 0.97) this.tell(process, 0, { type: 'sample', of: process.pid, cpu: 3.5, rss: 1000, loop: 0.5 });
    else if (this.alive.length > 1) this.exit(this.pick(this.alive.slice(1)));
  }

  result(): Run {
    const { events, clocks } = this;
    return { events, clocks, arrived: this.arrival() };
  }

  private spawn(parent: Proc): void {
    if (this.alive.length >= (this.options.processes ?? 8)) return;
    const again = this.options.reuse && this.usedPids.length > 0 && this.random() < 0.7;
    const pid = again ? this.usedPids.splice(Math.floor(this.random() * this.usedPids.length), 1)[0]! : this.nextPid++;
    const command = ['node', 'child.js'];
    const child = this.born(parent, pid);
    const clock = this.tell(parent, 0, { type: 'spawn', child: pid, api: 'fork', command, name: `w-${pid}` });
    child.clocks.set(0, new Map(clock));
    parent.children.push(child);
    if (this.random() < 0.9) {
      this.tell(child, 0, { type: 'start', ppid: parent.pid, command, cwd: '/w', runtime: 'node 24.1.0' });
    }
  }

  private thread(process: Proc): void {
    const thread = process.nextThread++;
    const clock = this.tell(process, 0, { type: 'thread-start', thread });
    process.threads.push(thread);
    process.clocks.set(thread, new Map(clock));
  }

  private send(from: Proc): void {
    const to = this.pick(this.alive);
    const channel = this.random() < 0.5 ? `queue/${from.pid % 3}` : `ipc/${Math.max(from.pid, to.pid)}`;
    const prefix = `${channel}:${from.pid}>${channel.startsWith('queue') ? '*' : to.pid}`;
    const key = `${prefix} ${from.life} ${channel.startsWith('queue') ? '' : to.life}`;
    const n = (this.numbers.get(key) ?? 0) + 1;
    this.numbers.set(key, n);
    const name = `${prefix}#${n}`;
    const kind = channel.startsWith('queue') ? { kind: 'put' } : {};
    const payload =
      this.random() < 0.8 ? { payload: this.pick(['', 'x', '{"a":"é中\\n"}', '\u0001', '"quoted"\ud800']) } : {};
    const bytes = this.random() < 0.8 ? { bytes: Math.floor(this.random() * 5000) } : {};
    const tid = this.tid(from);
    const clock = this.tell(from, tid, { type: 'send', message: name, channel, ...bytes, ...payload, ...kind });
    this.inFlight.push({ name, channel, from, to, clock });
  }

  private receive(): void {
    if (this.inFlight.length === 0) return;
    const [message] = this.inFlight.splice(Math.floor(this.random() * Math.min(this.inFlight.length, 5)), 1);
    const { to, name, channel, clock } = message!;
    if (!this.alive.includes(to)) return;
    this.tell(to, this.tid(to), { type: 'receive', message: name, channel }, clock);
  }

  private wait(process: Proc): void {
    const id = process.nextWait++;
    const tid = this.tid(process);
    const child = process.children.at(-1);
    if (child && this.random() < 0.4) {
      this.tell(process, tid, { type: 'wait', wait: id, for: { kind: 'join', child: child.pid } });
      process.waits.push({ tid, id, join: child });
    } else {
      const kind = this.pick(['get', 'put', 'lock'] as const);
      const channel = kind === 'lock' ? 'lock/1' : 'queue/1';
      this.tell(process, tid, {
        type: 'wait',
        wait: id,
        for: { kind, channel },
        ...(this.random() < 0.2 && { blocking: true }),
      });
      process.waits.push({ tid, id, ...(kind === 'lock' && { lock: channel }) });
    }
  }

  private wake(process: Proc): void {
    const [wait] = process.waits.splice(Math.floor(this.random() * process.waits.length), 1);
    if (!wait) return;
    const over = wait.join && !this.alive.includes(wait.join);
    const outcome = over || !wait.join ? 'done' : 'timeout';
    this.tell(process, wait.tid, { type: 'wake', wait: wait.id, outcome }, over ? wait.join!.last : undefined);
  }

  private output(process: Proc): void {
    const stream = this.random() < 0.5 ? 'stdout' : 'stderr';
    const truncated = this.random() < 0.2 ? ({ truncated: true, bytes: 9999 } as const) : {};
    this.tell(process, this.tid(process), {
      type: 'output',
      stream,
      text: this.pick(['a\n', 'Job 7 done', '\t\u2028']),
      ...truncated,
    });
  }

  private task(process: Proc): void {
    const state = this.pick(['submitted', 'started', 'done', 'failed'] as const);
    this.tell(process, 0, {
      type: 'task',
      pool: '99.1',
      task: `${Math.floor(this.random() * 9)}`,
      state,
      name: 'square',
    });
  }

  private exit(process: Proc): void {
    if (this.random() < 0.8) process.last = this.tell(process, 0, { type: 'exit', code: this.pick([0, 0, 1]) });
    else process.last = process.clocks.get(0);
    this.alive.splice(this.alive.indexOf(process), 1);
    const { parent } = process;
    if (!parent || !this.alive.includes(parent)) return;
    this.tell(parent, 0, { type: 'child-exit', child: process.pid, code: 0 }, process.last);
    this.usedPids.push(process.pid);
  }

  private born(parent: Proc | undefined, pid: number): Proc {
    const skew = Math.floor((this.random() - 0.5) * 2 * (this.options.skew ?? 0));
    const process: Proc = {
      pid,
      parent,
      skew,
      seqs: new Map(),
      clocks: new Map([[0, new Map()]]),
      threads: [],
      waits: [],
      nextWait: 1,
      nextThread: 1,
      children: [],
      last: undefined,
      life: `${this.lives++}`,
    };
    this.alive.push(process);
    return process;
  }

  /** Writes an event down; what `cause` knew it knows too. Returns what it knows. */
  private tell(process: Proc, tid: number, event: Own, cause?: Map<string, number>): Map<string, number> {
    this.time += 1 + Math.floor(this.random() * (this.options.tick ?? 50));
    const seq = (process.seqs.get(tid) ?? 0) + 1;
    process.seqs.set(tid, seq);
    const time = Math.max(0, (this.options.tick === 0 ? this.time >> 3 : this.time) + process.skew);
    const made = { ...event, time, pid: process.pid, ...(tid && { tid }), seq } as TimedEvent;
    const clock = process.clocks.get(tid)!;
    for (const [lane, count] of cause ?? []) clock.set(lane, Math.max(clock.get(lane) ?? 0, count));
    clock.set(`${process.life}.${tid}`, seq);
    const known = new Map(clock);
    this.events.push(made);
    this.clocks.set(made, known);
    return known;
  }

  private tid(process: Proc): number {
    return this.random() < 0.2 && process.threads.length > 0 ? this.pick(process.threads) : 0;
  }

  /** Batches of each pid, and one in ten held back a while. */
  private arrival(): TimedEvent[] {
    const held = new Map<number, TimedEvent[]>();
    const arrived: TimedEvent[] = [];
    for (const event of this.events) {
      const batch = held.get(event.pid) ?? [];
      batch.push(event);
      held.set(event.pid, batch);
      // Where pids are used again, what they meant is told apart by arrival: no holding back there.
      if (this.options.reuse || this.random() < 0.3) arrived.push(...batch.splice(0));
    }
    for (const batch of held.values()) arrived.push(...batch);
    return arrived;
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)]!;
  }
}
