/** One run: from the click until its last process has ended. Its recording is read as it is written, without messages and output. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { Recording } from '../recording/recording.js';
import { recordingFor } from './command-line.js';
import type { Moment } from './process-nodes.js';
import { QuietLines } from './quiet-lines.js';
import type { TaskFacts } from './run-task.js';
import { askToStop } from './steering.js';
import { type Tail, tail } from './tail.js';
import { Waiting } from './waiting.js';

/** What is known of a run before it has told anything; one that was found under way has no known address. */
export interface RunFacts extends Pick<TaskFacts, 'script' | 'record'> {
  address?: TaskFacts['address'] | undefined;
  /** Of a run by the debugger. */
  launch?: Launch;
}

/** What the debugger was asked for. */
export interface Launch {
  folder: vscode.WorkspaceFolder | undefined;
  configuration: vscode.DebugConfiguration;
}

export type RunState = 'starting' | 'running' | 'stopping' | 'ended';

export class Run {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly ended = new vscode.EventEmitter<void>();
  /** Something of its processes or its state is different. */
  readonly onDidChange = this.changed.event;
  /** No process is left and the recording is whole. */
  readonly onDidEnd = this.ended.event;

  readonly recording = new Recording();
  readonly startedAt = Date.now();
  state: RunState = 'starting';
  /** The recording on disk; undefined until the run's process has a pid. */
  file: string | undefined;
  exitCode: number | undefined;
  /** What kept the recording from being read, if anything did. */
  problem: Error | undefined;
  /** The moment at which the sidebar shows the program, in microseconds; undefined for now. */
  viewedTime: number | undefined;

  private readonly waiting = new Waiting(this.recording);
  private shown: (Moment & { version: number }) | undefined;
  private pid: number | undefined;
  private tail: Tail | undefined;
  private readonly lines = new QuietLines((bytes) => this.take(bytes));

  constructor(
    readonly id: string,
    readonly facts: RunFacts,
    readonly execution: vscode.TaskExecution | undefined,
  ) {}

  get title(): string {
    return path.basename(this.facts.script);
  }

  get live(): boolean {
    return this.state !== 'ended';
  }

  /** The run's process is there. */
  begin(pid: number): void {
    this.pid = pid;
    this.file = recordingFor(this.facts.record, pid);
    this.state = 'running';
    this.tail = tail(
      this.file,
      (bytes) => this.lines.push(bytes),
      (error) => this.fail(error),
    );
    this.changed.fire();
  }

  /** The run's process has ended. */
  async end(exitCode: number | undefined): Promise<void> {
    if (this.state === 'ended') return;
    await this.tail?.finish();
    this.lines.finish();
    if (this.recording.length > 0) this.recording.finish();
    // Where no task tells of it, as under the debugger, the script's own process has told.
    this.exitCode = exitCode ?? this.recording.processes.find(({ collector }) => !collector)?.exitCode;
    this.state = 'ended';
    this.changed.fire();
    this.ended.fire();
  }

  /** Ends the tree: by word over the socket, and where nobody listens by a signal to the run's process. */
  async stop(): Promise<void> {
    if (!this.live) return;
    this.state = 'stopping';
    this.changed.fire();
    try {
      if (!this.facts.address) throw new Error('no address');
      await askToStop(this.facts.address);
    } catch {
      // It has not begun to listen, has just ended, or was found under way: its own process passes a SIGTERM on to the tree.
      if (this.pid !== undefined && process.platform !== 'win32') signal(this.pid);
      else this.execution?.terminate();
    }
  }

  /** The moment that the sidebar shows; worked out once for each state of the recording. */
  moment(): Moment {
    const { version } = this.recording;
    if (this.shown?.version !== version || this.shown.time !== this.viewedTime)
      this.shown = { version, time: this.viewedTime, waiting: this.waiting.processes(this.viewedTime) };
    return this.shown;
  }

  view(time: number | undefined): void {
    if (this.viewedTime === time) return;
    this.viewedTime = time;
    this.changed.fire();
  }

  dispose(): void {
    this.tail?.dispose();
    this.changed.dispose();
    this.ended.dispose();
  }

  /** A run that never came to write anything has no recording worth a place in the list. */
  dropEmptyFile(): void {
    if (this.file && this.recording.length === 0) rmSync(this.file, { force: true });
  }

  private take(bytes: Uint8Array): void {
    this.recording.appendBytes(bytes);
    this.changed.fire();
  }

  private fail(error: Error): void {
    this.problem = error;
    this.changed.fire();
  }
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has ended meanwhile: that is what was asked for.
  }
}
