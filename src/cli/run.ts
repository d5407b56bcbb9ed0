/** `process-view run`: the script in this terminal, untouched, and a summary on standard error. */
import { parseArgs } from 'node:util';
import { recordedReason } from '../recording/sentences.js';
import { type RunOptions, type RunResult, startRun } from '../session/index.js';
import { withEnvFiles } from './env-file.js';
import { UsageError } from './errors.js';
import { parsing } from './options.js';
import { type Endpoint, endpointNamed } from './otlp-endpoint.js';
import type { LiveExport } from './otlp-live.js';
import { options, scriptIndex } from './run-words.js';
import { texts } from './texts.js';
import { version } from './version.js';

export async function runCommand(args: string[]): Promise<number> {
  const { quiet, otlp, ...options } = runOptions(args);
  const warn = (text: string) => void process.stderr.write(`process-view: ${text}\n`);
  const note = quiet ? () => {} : warn;
  silenceLibraries();
  const spans = await spansOf(otlp, options.env);
  const starting = startRun({ ...options, ...spans?.forRun, warn, note });
  // From now on, for the script may say that it is ready before we know that it runs. Where it cannot start, there is nothing to stop.
  const stopListening = onSignals((patience) => void starting.then((run) => run.stop(patience)).catch(() => {}));
  const run = await starting;
  process.on('uncaughtException', outliveOwnFault);
  const result = await run.ended;
  stopListening();
  for (const line of summary(result, options.record)) note(line);
  await spans?.end(note, warn);
  process.off('uncaughtException', outliveOwnFault);
  return result.exitCode;
}

/** Standard error is the script's and ours: what a library says there (that a machine has no `getconf`) is in its way. */
function silenceLibraries(): void {
  for (const method of ['log', 'warn', 'error'] as const) console[method] = () => {};
  process.removeAllListeners('warning');
}

/** A fault of ours must not cost the script its run, nor its caller the exit code. */
const outliveOwnFault = (error: Error) =>
  void process.stderr.write(`process-view: ${texts.unexpected}\n${error.stack}\n`);

/** The spans that are sent while it runs; what sends them is loaded only where somebody asks for it. */
export async function spansOf(otlp: Endpoint | undefined, env: NodeJS.ProcessEnv): Promise<LiveExport | undefined> {
  if (otlp === undefined) return undefined;
  const { LiveExport } = await import('./otlp-live.js');
  return new LiveExport(otlp, env);
}

interface OwnOptions {
  quiet: boolean;
  /** Where spans are sent. */
  otlp: Endpoint | undefined;
}

/** What stands before the script is ours, the script and all that follows is its own. */
export function runOptions(args: string[]): Omit<RunOptions, 'warn' | 'note'> & OwnOptions {
  const at = scriptIndex(args);
  const { values } = parsing(() => parseArgs({ args: args.slice(0, at), options, allowPositionals: false }));
  const script = args[at];
  if (script === undefined) throw new UsageError(texts.noScript);
  return {
    script,
    args: args.slice(at + 1),
    cwd: process.cwd(),
    env: withEnvFiles(process.env, values['env-file']),
    runner: runnerNamed(values.runner),
    ...given('node', values.node),
    ...given('typescript', values.typescript),
    ...given('record', values.record?.replaceAll('%p', `${process.pid}`)),
    previewBytes: values['no-payload'] ? 0 : wholeNumber('--preview-bytes', values['preview-bytes']),
    redact: { patterns: values.redact, defaults: values['redact-defaults'], output: !values['no-payload'] },
    ...(values['poll-interval'] !== undefined && { pollMs: pollInterval('--poll-interval', values['poll-interval']) }),
    graceMs: seconds('--grace', values.grace) * 1000,
    quiet: values.quiet,
    otlp: values.otlp === undefined ? undefined : endpointNamed(values.otlp, process.env),
    distDir: __dirname,
    version,
  };
}

const given = <K extends string>(key: K, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: string };

function runnerNamed(word: string): RunOptions['runner'] {
  if (word === 'auto' || word === 'ts-node' || word === 'tsx' || word === 'node') return word;
  throw new UsageError(texts.unknownRunner(word));
}

function wholeNumber(option: string, word: string): number {
  if (!/^\d+$/.test(word)) throw new UsageError(texts.notANumber(option, word));
  return Number(word);
}

/** Windows and tools that look at a recording under way count on hearing of it every few seconds. */
function pollInterval(option: string, word: string): number {
  const ms = wholeNumber(option, word);
  if (ms < 100 || ms > 5000) throw new UsageError(texts.notAPollInterval(option, word));
  return ms;
}

function seconds(option: string, word: string): number {
  if (!/^\d+(\.\d+)?$/.test(word)) throw new UsageError(texts.notSeconds(option, word));
  return Number(word);
}

/** Ctrl-C reaches the script from the terminal itself: it has the grace time to end by itself before it is told to. */
function onSignals(stop: (patience: number) => void): () => void {
  const handlers: [NodeJS.Signals, () => void][] = [
    ['SIGINT', () => stop(process.stdin.isTTY ? PATIENCE_MS : 0)],
    ['SIGTERM', () => stop(0)],
    ['SIGHUP', () => stop(0)],
    ...(process.platform === 'win32' ? [] : [['SIGQUIT', () => stop(0)] as [NodeJS.Signals, () => void]]),
  ];
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}

const PATIENCE_MS = 1000;

function summary(result: RunResult, record: string | undefined): string[] {
  const end = result.signal === null ? texts.exitCode(result.exitCode) : texts.endedBy(result.signal);
  const counts = texts.summary(result.processes, result.sends, result.receives, duration(result.durationMs), end);
  return [
    record === undefined ? counts : texts.recorded(counts, record),
    ...[...result.lost].map(([why, count]) => texts.lost(count, recordedReason(why))),
    ...(result.stillRunning.length === 0 ? [] : [texts.stillRunning(living(result.stillRunning))]),
  ];
}

const living = (members: RunResult['stillRunning']): string =>
  members.map((member) => `${member.command.join(' ') || '?'} (${member.pid})`).join(', ');

const duration = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
