/** Runs the built command `process-view`, as a user does, and reads what it records. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TimedEvent } from '../src/wire/events.js';

export const cli = path.resolve('dist/cli.js');
export const fixture = (name: string): string => path.resolve('test/fixtures', name);

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Options {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Given to the script's standard input. */
  input?: string | Buffer;
  /** The Node that runs the command itself. */
  node?: string;
}

/** Starts any program and gathers what it says. */
export function start(program: string, args: string[], { cwd, env, input }: Options = {}) {
  const child = spawn(program, args, { cwd, env: env ?? process.env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {}); // It may end without having read all.
  child.stdin.end(input ?? '');
  return { child, ended: ended(child) };
}

async function ended(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject).once('close', (...how) => resolve(how));
  });
  return { code, signal, ...texts };
}

export const startProcessView = (args: string[], options: Options = {}) =>
  start(options.node ?? process.execPath, [cli, ...args], options);

export const processView = (args: string[], options?: Options): Promise<Ended> => startProcessView(args, options).ended;

/** A folder that is gone after the test. */
export function temporaryFolder(t: { after(fn: () => void): void }): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pv-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a script under Process View and gives what was recorded, in the order of arrival and without the header. */
export async function record(t: { after(fn: () => void): void }, args: string[], options?: Options) {
  const file = path.join(temporaryFolder(t), 'run.pvrec');
  const result = await processView(['run', '--record', file, ...args], options);
  return { ...result, file, events: eventsOf(file) };
}

/** The whole lines of a recording but the header. */
export const eventsOf = (file: string): TimedEvent[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line) as TimedEvent);

export const ofType = <T extends TimedEvent['type']>(events: TimedEvent[], type: T) =>
  events.filter((event): event is Extract<TimedEvent, { type: T }> => event.type === type);
