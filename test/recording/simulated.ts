/** A small program of several processes, run by a scheduler that chooses by its seed who goes on: the same program, another run. */
import type { Recording } from '../../src/recording/index.js';
import { Scene } from './scene.js';

export type Op =
  | { do: 'start' | 'join'; child: string }
  | { do: 'send'; to: string; text: string }
  /** From anybody, as it comes. */
  | { do: 'receive' }
  | { do: 'exit'; code: number };

/** Each process's deeds; `main` begins. */
export type Program = Record<string, Op[]>;

export interface Run {
  recording: Recording;
  /** The step of a deed. */
  stepOf(process: string, op: number): number;
}

/** Main gives work to two to four workers, takes their answers as they come, and joins them. */
export function programOf(seed: number): Program {
  const random = randomFrom(seed);
  const workers = Array.from({ length: 2 + Math.floor(random() * 3) }, (_, i) => `worker-${i + 1}`);
  const rounds = 2 + Math.floor(random() * 3);
  const each = <T>(make: (worker: string, round: number) => T): T[] =>
    Array.from({ length: rounds }, (_, round) => workers.map((worker) => make(worker, round))).flat();
  const main: Op[] = [
    ...workers.map((child): Op => ({ do: 'start', child })),
    ...each((to, round): Op => ({ do: 'send', to, text: `work ${round} of ${to}` })),
    ...each((): Op => ({ do: 'receive' })),
    ...workers.map((child): Op => ({ do: 'join', child })),
    { do: 'exit', code: 0 },
  ];
  const worker = (name: string): Op[] => [
    ...Array.from({ length: rounds }, (_, i): Op[] => [
      { do: 'receive' },
      { do: 'send', to: 'main', text: `answer ${i} of ${name}` },
    ]).flat(),
    { do: 'exit', code: 0 },
  ];
  return { main, ...Object.fromEntries(workers.map((name) => [name, worker(name)])) };
}

export function simulate(program: Program, seed: number, firstPid: number): Run {
  return new Simulation(program, randomFrom(seed), firstPid).run();
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), state | 1);
    state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
    return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Proc {
  name: string;
  pid: number;
  parent: Proc | undefined;
  at: number;
  inbox: { message: string; channel: string; payload: string }[];
  joining: boolean;
  ended: boolean;
}

class Simulation {
  private readonly scene = new Scene();
  private readonly procs = new Map<string, Proc>();
  private readonly seqs = new Map<string, { pid: number; seq: number }>();
  private readonly counts = new Map<string, number>();
  private waits = 0;

  constructor(
    private readonly program: Program,
    private readonly random: () => number,
    private nextPid: number,
  ) {}

  run(): Run {
    this.begin('main', undefined);
    for (let ready = this.ready(); ready.length > 0; ready = this.ready()) {
      this.go(ready[Math.floor(this.random() * ready.length)]!);
    }
    const recording = this.scene.recording();
    const stepOf = (process: string, op: number): number => {
      const { pid, seq } = this.seqs.get(`${process} ${op}`)!;
      const steps = Array.from({ length: recording.length }, (_, step) => step);
      return steps.find((s) => recording.seq(s) === seq && recording.processes[recording.process(s)]!.pid === pid)!;
    };
    return { recording, stepOf };
  }

  private begin(name: string, parent: Proc | undefined): void {
    // The gaps differ from run to run, as those of an operating system do.
    this.nextPid += 1 + Math.floor(this.random() * 50);
    const proc = { name, pid: this.nextPid, parent, at: 0, inbox: [], joining: false, ended: false };
    this.procs.set(name, proc);
    this.scene.process(proc.pid, parent?.pid, parent && name);
  }

  private ready(): Proc[] {
    return [...this.procs.values()].filter((proc) => {
      const op = this.program[proc.name]![proc.at];
      if (op === undefined || proc.ended) return false;
      if (op.do === 'receive') return proc.inbox.length > 0;
      return op.do !== 'join' || !proc.joining || this.procs.get(op.child)!.ended;
    });
  }

  private go(proc: Proc): void {
    const op = this.program[proc.name]![proc.at]!;
    const told = proc.at;
    if (op.do === 'join') this.join(proc, op.child);
    else {
      this.act(proc, op);
      proc.at++;
    }
    if (!this.seqs.has(`${proc.name} ${told}`)) {
      this.seqs.set(`${proc.name} ${told}`, { pid: proc.pid, seq: this.scene.lastSeq(proc.pid) });
    }
  }

  private act(proc: Proc, op: Exclude<Op, { do: 'join' }>): void {
    switch (op.do) {
      case 'start':
        this.begin(op.child, proc);
        return;
      case 'send':
        this.send(proc, this.procs.get(op.to)!, op.text);
        return;
      case 'receive': {
        const [{ payload: _, ...message }] = proc.inbox.splice(Math.floor(this.random() * proc.inbox.length), 1) as [
          Proc['inbox'][number],
        ];
        this.scene.tell(proc.pid, { type: 'receive', ...message });
        return;
      }
      case 'exit':
        proc.ended = true;
        this.scene.tell(proc.pid, { type: 'exit', code: op.code });
    }
  }

  private send(from: Proc, to: Proc, payload: string): void {
    const channel = `ipc/${from.parent === to ? from.pid : to.pid}`;
    const prefix = `${channel}:${from.pid}>${to.pid}`;
    const n = (this.counts.get(prefix) ?? 0) + 1;
    this.counts.set(prefix, n);
    const message = { message: `${prefix}#${n}`, channel, payload };
    this.scene.tell(from.pid, { type: 'send', ...message });
    to.inbox.push(message);
  }

  private join(proc: Proc, child: string): void {
    if (!proc.joining) {
      proc.joining = true;
      this.scene.tell(proc.pid, {
        type: 'wait',
        wait: ++this.waits,
        for: { kind: 'join', child: this.procs.get(child)!.pid },
      });
      return;
    }
    proc.joining = false;
    proc.at++;
    this.scene.tell(proc.pid, { type: 'wake', wait: this.waits, outcome: 'done' });
  }
}
