/** Runs a program of the fixtures in a Node of its own and gives all that it did; whatever it left running fails the test. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Ran {
  stdout: string;
  stderr: string;
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Milliseconds. */
  took: number;
}

export const fixture = (name: string): string => path.resolve('test/fixtures/multiprocessing', name);

/** `node [nodeArgs] file ...args`; rejects if it has not ended after a minute, with what it has printed. */
export function runProgram(
  file: string,
  args: string[] = [],
  { node = process.execPath, nodeArgs = [] as string[], env = {} as NodeJS.ProcessEnv, cwd = process.cwd() } = {},
): Promise<Ran> {
  const began = performance.now();
  const child = spawn(node, [...nodeArgs, file, ...args], {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    out.stderr += text;
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${file} ${args.join(' ')} did not end. It printed:\n${out.stdout}\n${out.stderr}`));
    }, 60_000);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ ...out, code, signal, took: performance.now() - began });
    });
  });
}

/** Without what a test runner leaves to its children. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
  return env;
}

/** Whether a process is there and has not ended; one that is dead and not reaped counts as ended. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false; // ESRCH
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false; // It has ended between the two looks.
  }
}

/** Looks again and again until something is so; throws after 30 s. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`It did not come about within 30 s that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The processes whose environment holds this mark, as they inherit it from the program that a test runs. */
export function processesMarked(mark: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && isRunning(pid) && hasMark(pid, mark));
}

function hasMark(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
  } catch {
    return false; // Gone, or another user's.
  }
}
