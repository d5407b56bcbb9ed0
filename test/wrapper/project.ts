/** Makes a project in a temporary folder and runs its script the way the runner chose, without a probe. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chooseRunner, type Runner, type RunnerName } from '../../src/session/runner/index.js';
import { nodeBinary, versions } from '../nodes.mjs';

export const root = process.cwd();
export const distDir = path.join(root, 'dist');
export const fixtures = path.join(root, 'test/fixtures/wrapper');

/** Files by their path; what is no string is written as JSON. */
export type Files = Record<string, unknown>;

export interface Project {
  folder: string;
  /** Copies a folder of fixtures into it. */
  copy(fixture: string): void;
  write(files: Files): void;
  /** Links an installed package into its node_modules. */
  link(name: string, installedIn: string): void;
  [Symbol.dispose](): void;
}

export function project(files: Files = {}): Project {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'process-view wrapper-')));
  const write = (more: Files) => {
    for (const [name, content] of Object.entries(more)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
  };
  write(files);
  return {
    folder,
    write,
    copy: (fixture) => cpSync(path.join(fixtures, fixture), folder, { recursive: true }),
    link(name, installedIn) {
      const place = path.join(folder, 'node_modules', name);
      mkdirSync(path.dirname(place), { recursive: true });
      symlinkSync(path.join(installedIn, 'node_modules', name), place, 'junction');
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
  runner: Runner;
}

export interface How {
  node: keyof typeof versions;
  runner?: 'auto' | RunnerName;
  args?: string[];
  env?: Record<string, string>;
  /** Where the process stands; the project's folder unless told. */
  cwd?: string;
}

/** Runs a script of the project to its end. */
export async function run({ folder }: Project, script: string, how: How): Promise<Outcome> {
  const node = { path: await nodeBinary(how.node), version: versions[how.node] };
  const file = path.join(folder, script);
  const runner = await chooseRunner({ script: file, cwd: folder, runner: how.runner ?? 'auto', node, distDir });
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: runner.preload.join(' '), ...runner.env, ...how.env };
  delete env.NODE_EXTRA_CA_CERTS; // It makes every start of a Node 60 ms slower.
  return {
    runner,
    ...(await finish(
      spawn(node.path, [...runner.nodeArgs, file, ...(how.args ?? [])], { cwd: how.cwd ?? folder, env }),
    )),
  };
}

async function finish(child: import('node:child_process').ChildProcessWithoutNullStreams) {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}
