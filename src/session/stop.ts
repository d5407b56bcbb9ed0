/** Ends the whole tree: SIGTERM to everybody, SIGKILL to whoever is left after the grace time, until nobody is. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Census, isStill, type Member } from './census.js';
import { commandOf, descendants, isAlive, parents, startTimeOf, withMark } from './process-table.js';

export interface StopOptions {
  census: Census;
  /** What only processes of this run have in their environment, `NAME=value`. */
  mark: string;
  graceMs: number;
  /** Told before the first SIGKILL. */
  onKill(count: number): void;
}

export class Stopper {
  /** When whoever is left is killed. */
  private deadline = Number.POSITIVE_INFINITY;
  private under: Promise<void> | undefined;

  constructor(private readonly options: StopOptions) {}

  /** Settled when nobody is left, or nobody was to be stopped. */
  get stopped(): Promise<void> {
    return this.under ?? Promise.resolve();
  }

  /** The first call asks politely, a second one does not wait any longer. `patience`: how long even that is put off. */
  stop(patience = 0): Promise<void> {
    if (this.under) this.deadline = 0;
    this.under ??= this.end(patience);
    return this.under;
  }

  private async end(patience: number): Promise<void> {
    this.deadline = Date.now() + patience + this.options.graceMs;
    const politely = Date.now() + patience;
    const asked = new Set<string>();
    while (Date.now() < this.deadline) {
      const targets = await this.targets();
      if (targets.length === 0) return;
      if (Date.now() >= politely) for (const target of targets) askOnce(target, asked);
      await this.untilGone(targets, 150);
    }
    await this.kill();
  }

  private async kill(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const targets = await this.targets();
      if (targets.length === 0) return;
      if (round === 0) this.options.onKill(targets.length);
      for (const { pid } of targets) signal(pid, 'SIGKILL');
      await this.untilGone(targets, 100);
    }
  }

  /** Whoever belongs to the run and lives, whether a probe told of it, its parents lead to it, or its environment shows it. */
  private async targets(): Promise<Target[]> {
    const known = this.options.census.alive.filter(isStill);
    const table = await parents().catch(() => new Map<number, number>()); // No `ps` here: what the probes told must do.
    const roots = known.map((member) => member.pid);
    const marked = withMark(this.options.mark);
    const all = new Set([...roots, ...marked, ...descendants([...roots, ...marked], table)]);
    const alive = [...all].filter((pid) => pid !== process.pid && isAlive(pid));
    await this.introduce(alive, table);
    return alive.map((pid) => ({ pid, startTime: startTimeOf(pid) }));
  }

  /** A blind one that the census has not met yet is in the recording, too, before it is ended. */
  private async introduce(pids: number[], table: Map<number, number>): Promise<void> {
    const { census } = this.options;
    for (const pid of pids.filter((pid) => !census.has(pid))) {
      const ppid = table.get(pid);
      if (ppid !== undefined) census.discovered(pid, ppid, await commandOf(pid));
    }
  }

  private async untilGone(targets: Target[], most: number): Promise<void> {
    const until = Date.now() + most;
    while (Date.now() < until && targets.some(isStill)) await sleep(10);
  }
}

type Target = Pick<Member, 'pid' | 'startTime'>;

/** Against a program that starts children faster than they are killed: in the end it must be given up. */
const MOST_ROUNDS = 100;

function askOnce({ pid, startTime }: Target, asked: Set<string>): void {
  const identity = `${pid} ${startTime}`;
  if (!asked.has(identity)) signal(pid, 'SIGTERM');
  asked.add(identity);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime, or it runs as another user.
  }
}
