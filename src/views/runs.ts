/** All runs of this window: those that go on and the latest that ended. They are known by their tasks, however a task was started. */
import * as vscode from 'vscode';
import { contextKeys } from './contributions.js';
import { Run, type RunFacts } from './run.js';
import { factsOf } from './run-task.js';

export class Runs {
  private readonly byExecution = new Map<vscode.TaskExecution, Run>();
  private readonly started = new vscode.EventEmitter<Run>();
  private readonly ended = new vscode.EventEmitter<Run>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidStart = this.started.event;
  readonly onDidEnd = this.ended.event;
  /** A run came, went or changed. */
  readonly onDidChange = this.changed.event;
  private readonly context = new Map<string, boolean>();
  private count = 0;

  /** The newest first. */
  all: readonly Run[] = [];

  constructor(private readonly disposables: vscode.Disposable[]) {
    disposables.push(
      this.started,
      this.ended,
      this.changed,
      vscode.tasks.onDidStartTask(({ execution }) => this.add(execution)),
      vscode.tasks.onDidStartTaskProcess(({ execution, processId }) => this.add(execution)?.begin(processId)),
      vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => void this.end(execution, exitCode)),
      vscode.tasks.onDidEndTask(({ execution }) => void this.end(execution, undefined)),
    );
  }

  get latest(): Run | undefined {
    return this.all[0];
  }

  get live(): readonly Run[] {
    return this.all.filter((run) => run.live);
  }

  byFile(file: string): Run | undefined {
    return this.all.find((run) => run.file === file);
  }

  private add(execution: vscode.TaskExecution): Run | undefined {
    const known = this.byExecution.get(execution);
    if (known) return known;
    const facts = factsOf(execution.task);
    if (!facts) return undefined;
    const run = this.take(facts, execution);
    this.byExecution.set(execution, run);
    this.started.fire(run);
    return run;
  }

  /** Takes in a run that is not known by a task: one that a former life of this window has started. */
  adopt(facts: RunFacts, pid: number): Run {
    const run = this.take(facts, undefined);
    run.onDidEnd(() => this.ended.fire(run));
    run.begin(pid);
    return run;
  }

  /** Takes in a run that is recorded by a process of this window's own, and no task: the debugger's. */
  attend(facts: RunFacts, pid: number): Run {
    const run = this.take(facts, undefined);
    run.onDidEnd(() => this.ended.fire(run));
    this.started.fire(run);
    run.begin(pid);
    return run;
  }

  private take(facts: RunFacts, execution: vscode.TaskExecution | undefined): Run {
    this.count += 1;
    const run = new Run(`run${this.count}`, facts, execution);
    for (const old of this.all.filter((r) => !r.live)) old.dispose();
    this.all = [run, ...this.live];
    this.disposables.push(run);
    run.onDidChange(() => this.tell());
    this.tell();
    return run;
  }

  private async end(execution: vscode.TaskExecution, exitCode: number | undefined): Promise<void> {
    const run = this.byExecution.get(execution);
    if (!run) return;
    this.byExecution.delete(execution);
    await run.end(exitCode);
    this.ended.fire(run);
  }

  private tell(): void {
    this.changed.fire();
    this.setContext(contextKeys.running, this.live.length > 0);
    this.setContext(contextKeys.hasRun, this.all.length > 0);
  }

  private setContext(key: string, value: boolean): void {
    if (this.context.get(key) === value) return;
    this.context.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
