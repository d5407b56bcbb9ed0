/** The program under test as a process of its own: `process-view run`, which follows it and can end all of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { spokenLanguage } from '../language.js';
import { commandLine, type RecordingOptions } from './options.js';

/** Beside this folder in what is built. */
const cli = path.join(__dirname, '../cli.js');

export interface Ended {
  /** As a shell gives it: 128 and the signal's number where a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly ended: Promise<Ended>;
  /** Ends it and all that it has started. */
  end(): void;
}

export function startProgram(script: string, file: string, options: RecordingOptions): Program {
  const words = commandLine(script, file, options);
  const child = commandOf(words, { cwd: options.cwd, env: environmentOf(options) });
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]!.setEncoding('utf8').on('data', (text: string) => (texts[stream] += text));
  child.stdin!.on('error', () => {}); // It may end without having read all.
  child.stdin!.end(options.input ?? '');
  const ended = once(child, 'close').then(([code]) => ({ exitCode: (code as number | null) ?? KILLED, ...texts }));
  endWithTests(child, ended);
  return { ended, end: () => end(child) };
}

/** Ends what of a recorded run still lives: only what is known to be of that run. */
export async function endWhatIsLeft(file: string): Promise<void> {
  const child = commandOf(['end', file], {});
  child.stdout!.resume();
  child.stderr!.resume();
  await once(child, 'close');
}

const commandOf = (
  words: string[],
  { cwd, env }: { cwd?: string | undefined; env?: NodeJS.ProcessEnv },
): ChildProcess =>
  spawn(process.execPath, [cli, '--lang', spokenLanguage(), ...words], { cwd, env: env ?? process.env, stdio: 'pipe' });

function environmentOf({ env = {} }: RecordingOptions): NodeJS.ProcessEnv {
  const all = { ...process.env, ...env };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete all[name];
  return all;
}

const KILLED = 137;

/** On Windows, where no signal can be caught, with all its descendants at once. */
function end(child: ChildProcess): void {
  if (process.platform === 'win32') spawn('taskkill', ['/pid', `${child.pid}`, '/t', '/f'], { stdio: 'ignore' });
  else child.kill('SIGTERM');
}

const underWay = new Set<ChildProcess>();

/** A runner that gives up in the middle leaves nothing behind. */
function endWithTests(child: ChildProcess, ended: Promise<unknown>): void {
  if (underWay.size === 0) process.on('exit', endAll);
  underWay.add(child);
  const over = () => {
    underWay.delete(child);
    if (underWay.size === 0) process.off('exit', endAll);
  };
  ended.then(over, over);
}

const endAll = () => underWay.forEach(end);
