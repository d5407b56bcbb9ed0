/** Again and again: what each process uses, who stands in the tree unreported, and who has gone without a word. */
import pidusage from 'pidusage';
import { type Census, isStill, type Member } from './census.js';
import type { Clock } from './clock.js';
import type { Collector } from './collector.js';
import { commandOf, descendants, parents, TELLS_COMMANDS } from './process-table.js';

/** On Windows each look starts a process of its own. */
const LOOK_MS = process.platform === 'win32' ? 2000 : 1000;
/** How often CPU and memory are measured where nobody says it. */
const MEASURE_MS = process.platform === 'win32' ? 3000 : 1000;
const FIRST_MS = 400;
/** Children and parents tell of the same thing over two connections: how long the slower may take, microseconds. */
const PATIENCE = 200_000;

export class Sampler {
  private readonly timers = new Set<NodeJS.Timeout>();
  private finishing = false;
  private stopped = false;
  /** Strangers seen at the last look, with their commands; at the second they are blind and not just slow to start. */
  private seenBefore = new Map<number, string[]>();
  private missingBefore = new Set<Member>();

  constructor(
    private readonly census: Census,
    private readonly collector: Collector,
    private readonly clock: Clock,
    measureMs = MEASURE_MS,
  ) {
    // Who is blind is judged by what two looks have seen: they keep their distance, however often somebody wants figures.
    this.repeat(() => this.look(), FIRST_MS, LOOK_MS);
    this.repeat(() => this.measure(), Math.min(FIRST_MS, measureMs), measureMs);
  }

  /** Measures a last time: by that the recording tells that those who outlive it were there, and idle, until its end. */
  async finish(): Promise<void> {
    this.finishing = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.measure();
    this.stopped = true;
  }

  private repeat(what: () => Promise<void>, first: number, every: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      what().finally(() => {
        if (!this.finishing) this.repeat(what, every, every);
      });
    }, first);
    this.timers.add(timer);
  }

  private async look(): Promise<void> {
    this.collector.tellLost();
    this.census.settleEnded(this.clock.now(), PATIENCE);
    await this.lookForBlind();
  }

  private async lookForBlind(): Promise<void> {
    const table = await parents().catch(() => undefined); // No `ps` here: the tree is what the probes tell.
    if (table === undefined || this.finishing) return;
    const alive = this.census.alive;
    this.noteGone(alive.filter((member) => !isStill(member)));
    const unreported = descendants(
      alive.map((m) => m.pid),
      table,
    ).filter((pid) => !this.census.has(pid));
    const silent = alive.filter((m) => m.state === 'spawned').map((m) => m.pid);
    const now = new Map<number, string[]>();
    for (const pid of [...unreported, ...silent]) {
      const told = await commandOf(pid);
      // One that is just ending has no command any more; the one that it had tells who it was.
      const command = told.length > 0 ? told : (this.seenBefore.get(pid) ?? []);
      now.set(pid, command);
      const ppid = table.get(pid); // It may have ended since.
      if (ppid === undefined || !this.seenBefore.has(pid)) continue;
      if (command.length > 0 || this.census.has(pid) || !TELLS_COMMANDS) this.census.discovered(pid, ppid, command);
    }
    this.seenBefore = now;
  }

  /** Whoever told nobody of its end; its parent has until the next look to do so. */
  private noteGone(missing: Member[]): void {
    for (const member of missing) if (this.missingBefore.has(member)) this.census.gone(member.pid);
    this.missingBefore = new Set(missing);
  }

  private async measure(): Promise<void> {
    const pids = this.census.alive.filter(isStill).map((member) => member.pid);
    if (pids.length === 0) return;
    const usage = await pidusage(pids).catch(() => ({})); // The last of them has just ended.
    if (this.stopped) return;
    for (const sample of Object.values(usage)) {
      if (sample) this.collector.tell({ type: 'sample', of: sample.pid, cpu: round(sample.cpu), rss: sample.memory });
    }
  }
}

const round = (percent: number) => Math.round(percent * 10) / 10;
