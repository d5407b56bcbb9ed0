/** The children for which this process stands still: `spawnSync`, `execSync`, `execFileSync`. */

import type { EnvironmentChange } from '../wire/events.js';
import { micros } from './clock.js';
import { binding } from './connection.js';
import { emit, nextWait } from './emit.js';
import { addRun, type Run } from './environment.js';
import { changeOf } from './preview.js';
import { isArray } from './primordials.js';
import { quiet, replace } from './replace.js';
import { flush } from './sink.js';
import { type SpawnCall, spawnCall, spawnFailure } from './spawn-call.js';

interface Options {
  file: string;
  args?: string[];
  /** As the program gave it; Node has made `envPairs` of it. */
  env?: object;
  envPairs?: string[];
  timeout?: number;
}

interface Result {
  pid: number;
  status: number | null;
  signal: string | null;
  error?: number;
}

interface SpawnSyncBinding {
  spawn(options: Options): Result;
}

/** All three forms pass through one function of Node's binding; where that is out of reach their children are found from outside. */
export function watchSpawnSync(run: Run): void {
  const sync = binding<SpawnSyncBinding>('spawn_sync');
  if (typeof sync?.spawn === 'function') replace(sync, 'spawn', spawnHook(run));
}

const spawnHook = (run: Run) => (original: SpawnSyncBinding['spawn']) =>
  function spawn(this: unknown, options: Options): Result {
    const began: Began = { options, call: spawnCall(spawn, 'spawnSync'), wait: nextWait(), time: micros() };
    prepare(began, run);
    const result = original.call(this as SpawnSyncBinding, options);
    tellResult(began, result);
    return result;
  };

interface Began {
  options: Options;
  call: SpawnCall;
  wait: number;
  time: number;
  env?: EnvironmentChange | undefined;
}

const prepare = quiet((began: Began, run: Run) => {
  const { options, call, wait, time } = began;
  if (isArray(options.envPairs)) {
    if (options.env) began.env = changeOf(options.envPairs);
    addRun(options.envPairs, run, false);
  }
  const timeout = options.timeout || undefined;
  // The pid is known only afterwards; that this process stands still must be seen at once.
  emit({ type: 'wait', wait, for: { kind: 'join', child: 0 }, blocking: true, timeout, at: call.at }, time + 1);
  flush();
});

const ETIMEDOUT = -110;

const tellResult = quiet(({ options, call, wait, time, env }: Began, result: Result) => {
  const { api, at } = call;
  const command = options.args?.length ? options.args.map(String) : [options.file];
  if (!result.pid) {
    const error = result.error ? spawnFailure(options.file, result.error) : 'spawn failed';
    emit({ type: 'spawn-error', api, command, error, at });
    emit({ type: 'wake', wait, outcome: 'error' });
    return;
  }
  const { pid: child, status, signal } = result;
  emit({ type: 'spawn', child, api, command, ...call.made, env, at }, time);
  emit({ type: 'child-exit', child, code: status ?? undefined, signal: signal ?? undefined });
  emit({ type: 'wake', wait, outcome: timedOut(result) ? 'timeout' : 'done', child });
});

const timedOut = ({ error }: Result): boolean =>
  error === ETIMEDOUT || error === ETIMEDOUT_WINDOWS || error === ETIMEDOUT_MAC;
const ETIMEDOUT_WINDOWS = -4039;
const ETIMEDOUT_MAC = -60;
