/** One run: listen, launch, sample, stop, and wait until everything that was told is written. */
import type { ChildProcess } from 'node:child_process';
import os from 'node:os';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { FORMAT_VERSION, type Header, type TraceSeed } from '../wire/events.js';
import { environment } from '../wire/handshake.js';
import type { Address } from './address.js';
import { Census, isStill, type Member } from './census.js';
import { Clock } from './clock.js';
import { Collector } from './collector.js';
import { fillIn } from './fill-in.js';
import { environmentFor, launch } from './launch.js';
import { commandOf, parentOf, withMark } from './process-table.js';
import type { RecordingFile } from './recording-file.js';
import { type Redaction, type RedactOptions, redactionOf } from './redact/index.js';
import type { Runner, RunnerName } from './runner/index.js';
import { Sampler } from './sampler.js';
import { Stopper } from './stop.js';
import { texts } from './texts.js';

export interface RunOptions {
  script: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  runner: 'auto' | RunnerName;
  /** The Node program; the one on the PATH where it is left out. */
  node?: string;
  /** The folder of a TypeScript for ts-node, for where the project has none that it can use. */
  typescript?: string;
  /** Where to record; nowhere where it is left out. */
  record?: string;
  previewBytes: number;
  /** Every line that is recorded or would be, redacted. */
  onLines?: (lines: Uint8Array) => void;
  /** The spans of the run are sent, in this trace: each process then has its own in TRACEPARENT. */
  trace?: TraceSeed;
  /** What must not reach the recording; nothing where it is left out. */
  redact?: RedactOptions;
  /** Between two measurements of CPU and memory, milliseconds; what suits the system where it is left out. */
  pollMs?: number;
  /** Between SIGTERM and SIGKILL. */
  graceMs: number;
  /** The folder of the built probe and wrapper. */
  distDir: string;
  /** The version of Process View. */
  version: string;
  /** Something has gone wrong that the user must know now. */
  warn(text: string): void;
  /** What is being done, for whoever wants to know. */
  note(text: string): void;
}

export interface RunResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** As a shell gives it: the code, or 128 and the signal's number. */
  exitCode: number;
  durationMs: number;
  processes: number;
  sends: number;
  receives: number;
  /** What was lost and why. */
  lost: Map<string, number>;
  /** Descendants that live on. */
  stillRunning: Member[];
}

export interface Run {
  pid: number;
  runner: { name: string; why: string };
  ended: Promise<RunResult>;
  /** Ends the tree; `patience` puts SIGTERM off, a second call kills at once. */
  stop(patience?: number): void;
}

export class RunUnderWay implements Run {
  private readonly clock = new Clock();
  private readonly census = new Census((finding) => this.collector.tell(finding));
  /** What only processes of this run have in their environment. */
  private readonly mark = `${environment.origin}=${this.clock.origin}`;
  private readonly stopper: Stopper;
  private readonly redaction: Redaction | undefined;
  private collector!: Collector;
  private command: string[] = [];
  pid = 0;
  runner = { name: '', why: '' };
  ended!: Promise<RunResult>;

  constructor(
    private readonly options: RunOptions,
    private readonly address: Address,
    private readonly file: RecordingFile | undefined,
  ) {
    this.redaction = redactionOf(options.redact, options.previewBytes);
    this.stopper = new Stopper({
      census: this.census,
      mark: this.mark,
      graceMs: options.graceMs,
      onKill: (count) => options.note(texts.killing(count, options.graceMs)),
    });
  }

  async listen(command: string[], runner: { name: string; why: string }): Promise<void> {
    this.command = command;
    this.runner = runner;
    const { address, clock, file } = this;
    this.collector = await Collector.listen({
      address,
      clock,
      file,
      header: this.header(),
      redaction: this.redaction?.lines,
      onLines: this.options.onLines,
      onTree: (event) => {
        this.census.note(event);
        if (event.type === 'start') fillIn(this.census, event.ppid);
      },
      onStop: () => this.stop(),
    });
  }

  async launch(node: string, runner: Runner): Promise<void> {
    const { collector } = this;
    try {
      const child = await launch({ ...this.options, node, nodeArgs: runner.nodeArgs, ...this.given(runner) });
      this.pid = child.pid;
      this.census.expect(this.pid, process.pid, this.command);
      this.ended = this.untilEnd(exitOf(child).then((exit) => this.noteExit(exit)));
    } catch (error) {
      await collector.close();
      throw error;
    }
  }

  /** For a program that somebody else starts, with the environment that is given back; nobody else knows when it is over. */
  await(runner: Runner, over: Promise<void>): NodeJS.ProcessEnv {
    this.ended = this.untilEnd(over.then(() => ({ code: 0, signal: null })));
    return environmentFor(this.given(runner));
  }

  private given(runner: Runner) {
    const { options, address, clock } = this;
    const { distDir, previewBytes, trace } = options;
    const probe = { ...(this.redaction?.probe ?? { previewBytes }), ...(trace && { trace }) };
    const env = { ...options.env, ...runner.env };
    return { env, preload: runner.preload, distDir, address, clock, probe };
  }

  stop(patience = 0): void {
    this.options.note(texts.stopping);
    this.stopper.stop(patience);
  }

  private async untilEnd(exit: Promise<HowEnded>): Promise<RunResult> {
    const { census, collector, clock } = this;
    const sampler = new Sampler(census, collector, clock, this.options.pollMs);
    const { code, signal } = await exit;
    const durationMs = clock.now() / 1000;
    await this.stopper.stopped;
    await this.untilQuiet();
    await this.stopper.stopped; // Asked for only now, by somebody who saw descendants live on.
    await sampler.finish();
    const stillRunning = await this.settle();
    await collector.close();
    this.address.remove();
    return { ...this.counts(), code, signal, exitCode: exitCode(code, signal), durationMs, stillRunning };
  }

  private noteExit(exit: HowEnded): HowEnded {
    const { code, signal } = exit;
    const how = signal === null ? { code: code ?? 0 } : { signal };
    const time = this.clock.now();
    this.collector.tell({ type: 'child-exit', child: this.pid, ...how, time });
    this.census.childEnded(this.pid, time);
    return exit;
  }

  /** What the dead have told may still be on its way; the living, and who has not said what it is, are waited for only so long. */
  private async untilQuiet(): Promise<void> {
    for (let i = 0; i < 3; i++) await turn();
    const deadline = Date.now() + LINGER_MS;
    const hardDeadline = Date.now() + 20 * LINGER_MS;
    while (Date.now() < hardDeadline) {
      const { probes, unknown } = this.collector.connected;
      const late = Date.now() > deadline;
      if (probes === 0 && (unknown === 0 || late)) return;
      if (late && !this.file?.full && this.census.alive.some(isStill)) return;
      await sleep(5);
    }
  }

  private async settle(): Promise<Member[]> {
    const { census } = this;
    census.settleAll();
    for (const pid of withMark(this.mark)) {
      if (census.has(pid)) continue;
      const command = await commandOf(pid);
      if (command.length > 0) census.discovered(pid, parentOf(pid) ?? 1, command); // Else it has just ended.
    }
    const living = census.alive.filter(isStill);
    for (const member of census.alive) if (!living.includes(member)) census.gone(member.pid);
    return living.map((member) => this.redaction?.member(member) ?? member);
  }

  private counts(): Pick<RunResult, 'processes' | 'sends' | 'receives' | 'lost'> {
    const { traffic, lost } = this.collector;
    return { processes: this.census.total, sends: traffic.sends, receives: traffic.receives, lost };
  }

  private header(): Header {
    return {
      type: 'header',
      format: 'process-view',
      version: FORMAT_VERSION,
      startedAt: this.clock.startedAt,
      platform: process.platform,
      hostname: os.hostname(),
      cores: os.cpus().length,
      cwd: this.options.cwd,
      command: this.command,
      tool: this.options.version,
      runner: this.runner,
      collector: process.pid,
      clock: this.clock.pair(),
      ...this.redaction?.header,
      ...traceparentOf(this.options.env),
      ...(this.options.trace && { trace: this.options.trace }),
    };
  }
}

/** How long descendants that outlive the script are recorded. */
const LINGER_MS = 1000;

type HowEnded = Pick<RunResult, 'code' | 'signal'>;

function exitOf(child: ChildProcess): Promise<HowEnded> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
}

/** Whoever started the run may have told of which trace it is a part. */
const traceparentOf = ({ TRACEPARENT }: NodeJS.ProcessEnv) =>
  /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(TRACEPARENT ?? '') ? { traceparent: TRACEPARENT! } : {};

const exitCode = (code: number | null, signal: NodeJS.Signals | null): number =>
  signal === null ? (code ?? 0) : 128 + os.constants.signals[signal];
