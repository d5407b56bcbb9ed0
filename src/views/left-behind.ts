/** What runs of this window have left alive: found when a run is over, and no longer told of once it has ended. Linux only can tell. */
import { setTimeout as after } from 'node:timers/promises';
import * as vscode from 'vscode';
import { isStill } from '../session/census.js';
import { type LeftProcess, leftoversOf } from '../session/leftovers.js';
import type { Run } from './run.js';
import type { Runs } from './runs.js';

export class LeftBehind {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly byRun = new Map<Run, readonly LeftProcess[]>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly runs: Runs,
    disposables: vscode.Disposable[],
  ) {
    disposables.push(
      this.changed,
      { dispose: () => clearInterval(this.timer) },
      runs.onDidEnd((run) => this.look(run)),
    );
  }

  of(run: Run): readonly LeftProcess[] {
    return this.byRun.get(run) ?? [];
  }

  private async look(run: Run): Promise<void> {
    const found = await leftoversOf(run.recording.header);
    if (typeof found === 'string' || found.length === 0) return;
    // Whoever is about to end is not told of.
    await after(SETTLED_MS);
    const left = found.filter(isStill);
    if (left.length === 0 || !this.runs.all.includes(run)) return;
    this.byRun.clear(); // A run that is over makes room for the next.
    this.byRun.set(run, left);
    this.timer ??= setInterval(() => this.forgetTheDead(), LOOK_AGAIN_MS);
    this.changed.fire();
  }

  private forgetTheDead(): void {
    for (const [run, left] of this.byRun) {
      const still = left.filter(isStill);
      if (still.length === left.length) continue;
      if (still.length > 0) this.byRun.set(run, still);
      else this.byRun.delete(run);
      this.changed.fire();
    }
    if (this.byRun.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

const SETTLED_MS = 500;
const LOOK_AGAIN_MS = 1000;
