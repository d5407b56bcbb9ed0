/** Starts the script in the caller's own terminal, with the probe in its environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { environment, type ProbeOptions } from '../wire/handshake.js';
import type { Address } from './address.js';
import type { Clock } from './clock.js';
import { RunError } from './errors.js';
import { reason, texts } from './texts.js';

export interface Launch {
  node: string;
  nodeArgs: string[];
  script: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Words for NODE_OPTIONS after the probe's. */
  preload: string[];
  /** The folder of the built probe. */
  distDir: string;
  address: Address;
  clock: Clock;
  probe: ProbeOptions;
}

/** Resolves when the process is there; rejects with a sentence where it cannot be. */
export async function launch(options: Launch): Promise<ChildProcess & { pid: number }> {
  const { node, nodeArgs, script, args, cwd } = options;
  const child = spawn(node, [...nodeArgs, script, ...args], { cwd, env: environmentFor(options), stdio: 'inherit' });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => reject(new RunError(texts.cannotStart(node, reason(cause)), { cause })));
  });
  return child as ChildProcess & { pid: number };
}

/** What makes a process part of the run. */
export function environmentFor(
  options: Omit<Launch, 'node' | 'nodeArgs' | 'script' | 'args' | 'cwd'>,
): NodeJS.ProcessEnv {
  const { address, clock, probe, env } = options;
  const preload = preloadOf(options);
  const users = Object.keys(env).filter((key) => key.toUpperCase() === 'NODE_OPTIONS'); // Windows knows no case.
  const rest = Object.fromEntries(Object.entries(env).filter(([key]) => !users.includes(key) && !ours.has(key)));
  return {
    ...rest,
    NODE_OPTIONS: [preload, ...users.map((key) => env[key])].join(' ').trim(),
    [environment.socket]: address.socket,
    [environment.token]: address.token,
    [environment.origin]: `${clock.origin}`,
    [environment.options]: JSON.stringify(probe),
    [environment.preload]: preload,
  };
}

/** An extension host runs this program with its own Node by this variable; the script's Node is a real one. */
const ours = new Set(['ELECTRON_RUN_AS_NODE']);

function preloadOf({ distDir, preload, probe }: Pick<Launch, 'distDir' | 'preload' | 'probe'>): string {
  const file = path.join(distDir, 'probe.cjs');
  if (!existsSync(file)) throw new RunError(texts.noProbe(file));
  const traced = probe.trace ? ['--require', quoted(path.join(distDir, 'probe-trace-context.cjs'))] : [];
  return ['--require', quoted(file), ...traced, ...preload].join(' ');
}

/** As NODE_OPTIONS wants a word with blanks in it. */
const quoted = (word: string) => `"${word.replace(/[\\"]/g, '\\$&')}"`;
