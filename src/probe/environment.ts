/** The one file that knows the environment variables: takes them out of the program's sight, gives them to each child. */

import { defaultProbeOptions, environment, type ProbeOptions } from '../wire/handshake.js';
import { runEnvironment } from '../wire/source-maps.js';
import { defineProperty } from './primordials.js';

/** What a process of the run has been given. */
export interface Run {
  /** The variables as they were, for the children and the threads. */
  variables: Record<string, string>;
  socket: string;
  token: string;
  origin: bigint;
  options: ProbeOptions;
  preload: string;
  /** What stood before it: a debugger's own preload, which must stay the first so that we do not see what it starts. */
  first: string;
  /** The pid of the parent that holds the other end of this process's IPC channel. */
  ipcParent?: number;
}

/** Takes the run's variables out of `process.env`; undefined where there is no run. */
export function takeRun(env: NodeJS.ProcessEnv): Run | undefined {
  const variables: Record<string, string> = {};
  for (const name of Object.values(environment)) {
    const value = env[name];
    if (value === undefined) continue;
    variables[name] = value;
    delete env[name];
  }
  const run = runOf(variables);
  if (run === undefined) return undefined;
  restoreNodeOptions(env, run);
  return run;
}

/** The run that these variables describe, told to whoever is preloaded after us too. */
export function runOf(variables: Record<string, string>): Run | undefined {
  const { [environment.ipc]: ipc, ...lasting } = variables;
  const { [environment.socket]: socket, [environment.token]: token, [environment.origin]: origin } = lasting;
  if (socket === undefined || token === undefined || origin === undefined || !/^\d+$/.test(origin)) return undefined;
  defineProperty(globalThis, runEnvironment, { value: lasting, configurable: true });
  return {
    variables: lasting,
    socket,
    token,
    origin: BigInt(origin),
    options: optionsOf(lasting[environment.options]),
    preload: lasting[environment.preload] ?? '',
    first: '',
    ...(ipc !== undefined && { ipcParent: Number(ipc) }),
  };
}

function optionsOf(text: string | undefined): ProbeOptions {
  try {
    return { ...defaultProbeOptions, ...(JSON.parse(text ?? '{}') as Partial<ProbeOptions>) };
  } catch {
    return defaultProbeOptions; // The session writes it; whatever stands there otherwise must not break the program.
  }
}

function restoreNodeOptions(env: NodeJS.ProcessEnv, run: Run): void {
  const options = env[NODE_OPTIONS] ?? '';
  const rest = withoutPreload(options, run.preload);
  run.first = options.slice(0, Math.max(options.indexOf(run.preload), 0)).trim();
  if (rest === '') delete env[NODE_OPTIONS];
  else env[NODE_OPTIONS] = rest;
}

const withoutPreload = (options: string, preload: string): string =>
  preload === '' ? options : options.replace(preload, '').trim();

/**
 * Puts the run into a child's environment, given as `NAME=value` pairs, in place. Leaves alone an environment that belongs to
 * another run: a program that itself starts Process View.
 */
export function addRun(pairs: string[], run: Run, hasIpc: boolean): void {
  const token = pairs.find((pair) => nameOf(pair) === environment.token);
  if (token !== undefined && token !== `${environment.token}=${run.token}`) return;
  let options = '';
  for (let i = pairs.length - 1; i >= 0; i--) {
    const name = nameOf(pairs[i]!);
    if (name === NODE_OPTIONS) options = withoutPreload(pairs[i]!.slice(NODE_OPTIONS.length + 1), run.preload);
    if (name === NODE_OPTIONS || names.has(name)) pairs.splice(i, 1);
  }
  for (const name in run.variables) pairs.push(`${name}=${run.variables[name]}`);
  if (hasIpc) pairs.push(`${environment.ipc}=${process.pid}`);
  const { first, preload } = run;
  const words = options.startsWith(first) ? [first, preload, options.slice(first.length)] : [preload, options];
  pairs.push(`${NODE_OPTIONS}=${words.join(' ').trim()}`);
}

const NODE_OPTIONS = 'NODE_OPTIONS';
const names: ReadonlySet<string> = new Set(Object.values(environment));
const foldsCase = process.platform === 'win32';

function nameOf(pair: string): string {
  const name = pair.slice(0, pair.indexOf('='));
  return foldsCase ? name.toUpperCase() : name;
}
