/** Records a run of a script, waits until it is over, and gives it as something to assert about. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { processLabels } from '../recording/labels.js';
import { openRecording, type Recording } from '../recording/recording.js';
import type { Rule } from '../recording/rules/syntax.js';
import { HangError, RunError } from './errors.js';
import type { RecordingOptions } from './options.js';
import { type Ended, endWhatIsLeft, startProgram } from './program.js';
import { pack, Recorded } from './recorded.js';
import { brokenRules, readRules } from './rules.js';
import { texts } from './texts.js';
import { type Outcome, watch } from './watch.js';

export class RecordedRun extends Recorded implements Ended {
  /** As a shell gives it: 128 and the signal's number where a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;

  constructor(
    recording: Recording,
    file: string | undefined,
    made: { name: string; packed: Uint8Array },
    ended: Ended,
  ) {
    super(recording, file, made);
    this.exitCode = ended.exitCode;
    this.stdout = ended.stdout;
    this.stderr = ended.stderr;
  }
}

/** Rejected with a HangError where it hangs, with a RunError where it cannot be run or is not over in time. */
export async function recording(script: string | URL, options: RecordingOptions = {}): Promise<RecordedRun> {
  const { until = 'end', signal } = options;
  const goal = until === 'end' || until === 'hang' ? undefined : readRules(until);
  signal?.throwIfAborted();
  const name = typeof script === 'string' ? script : fileURLToPath(script);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'process-view-'));
  try {
    const file = options.record === undefined ? path.join(folder, 'run.pvrec') : path.resolve(options.record);
    const { outcome, ended } = await ranTo(name, file, goal, options);
    const run = await recordedIn(file, name, options, ended);
    if (run === undefined) throw notRun(name, outcome, ended, options);
    return judged(run, { outcome, until, goal, name, options });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const TIMEOUT = 30_000;

async function ranTo(name: string, file: string, goal: readonly Rule[] | undefined, options: RecordingOptions) {
  const { timeout = TIMEOUT, hangAfter = 1500, signal } = options;
  // What stands there is of another run.
  await rm(file, { force: true });
  const program = startProgram(name, file, options);
  const outcome = await watch({ file, ended: program.ended, goal, timeout, hangAfter, signal });
  if (outcome.kind !== 'ended') program.end();
  return { outcome, ended: await program.ended };
}

/** Undefined where nothing has run. */
async function recordedIn(file: string, name: string, { record }: RecordingOptions, ended: Ended) {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0)); // There is none where it could not be run.
  if (bytes.length === 0) return undefined;
  const recording = openRecording(bytes);
  const program = recording.processes.filter(({ collector }) => !collector);
  if (program.length === 0) return undefined;
  if (program.some(({ endTime }) => endTime === undefined)) await endWhatIsLeft(file);
  const made = { name: path.basename(name), packed: record === undefined ? pack(bytes) : bytes };
  return new RecordedRun(recording, record === undefined ? undefined : file, made, ended);
}

/** Why there is nothing. The command has said it, unless it was stopped before. */
function notRun(name: string, { kind }: Outcome, { stderr }: Ended, { timeout, signal }: RecordingOptions): unknown {
  if (kind === 'aborted') return signal!.reason;
  if (kind === 'late') return new RunError(texts.late(name, timeout ?? TIMEOUT, []));
  return new RunError(stderr.replace(/^process-view: /, '').trim() || texts.noRun(name));
}

interface Verdict {
  outcome: Outcome;
  until: string;
  goal: readonly Rule[] | undefined;
  name: string;
  options: RecordingOptions;
}

function judged(run: RecordedRun, { outcome, until, goal, name, options }: Verdict): RecordedRun {
  switch (outcome.kind) {
    case 'ended':
      return cameTo(run, name, until, goal);
    case 'goal':
      return run;
    case 'hang':
      if (until === 'hang') return run;
      throw new HangError(withMore(run, texts.hangs(name, outcome.sentences)), run);
    case 'late':
      throw new RunError(withMore(run, texts.late(name, options.timeout ?? TIMEOUT, livingIn(run.recording))), run);
    case 'aborted':
      throw options.signal!.reason;
  }
}

/** One that has ended by itself may have come to its goal just before. */
function cameTo(run: RecordedRun, name: string, until: string, goal: readonly Rule[] | undefined): RecordedRun {
  if (until === 'hang') throw new RunError(withMore(run, texts.noHang(name, run.exitCode)), run);
  const broken = goal === undefined ? [] : brokenRules(run.recording, goal);
  if (broken.length === 0) return run;
  const reasons = broken.map(({ rule, why }) => `  ${rule}\n      ${why}`);
  throw new RunError(withMore(run, [texts.endedBefore(name, run.exitCode), ...reasons].join('\n')), run);
}

const withMore = (run: RecordedRun, message: string): string =>
  [message, ...(run.stderr === '' ? [] : [texts.itSaid(run.stderr.trimEnd().slice(-LONGEST))]), ...run.more()].join(
    '\n',
  );

const LONGEST = 2000;

/** Who was there when it was ended. */
function livingIn(recording: Recording): string[] {
  const last = Math.max(...recording.processes.map(({ endTime }) => endTime ?? 0));
  return recording.processes
    .filter(({ collector, endTime }) => !collector && (endTime === undefined || last - endTime < MOMENT))
    .map(({ index }) => processLabels(recording)[index]!);
}

const MOMENT = 2_000_000;
