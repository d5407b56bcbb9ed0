/** The children that this process starts asynchronously, by any function of `child_process` or `cluster`. */

import type { ChildProcess } from 'node:child_process';
import type { EnvironmentChange } from '../wire/events.js';
import { takeAnnounced } from './announced.js';
import { micros } from './clock.js';
import { emit } from './emit.js';
import { addRun, type Run } from './environment.js';
import { closeIpc, type IpcEnd, type IpcTarget, tellIpcHandled, tellReceive, watchIpc } from './ipc.js';
import { changeOf } from './preview.js';
import { defineProperty, getPrototypeOf, isArray } from './primordials.js';
import { quiet, replace } from './replace.js';
import { listening } from './sink.js';
import { type SpawnCall, spawnCall, spawnFailure } from './spawn-call.js';
import { beginWait, type Waits, wakeAll, watchEmit, watchListeners } from './waits.js';

/** What is known of a child, behind a symbol of ours on it. */
interface ChildState extends Waits {
  pid: number;
  ipc: IpcEnd | undefined;
}

const state = Symbol('process-view');
type Watched = ChildProcess & IpcTarget & { [state]?: ChildState };

/** Waits for the program's first child: what never starts one never loads `child_process`. */
export function watchChildren(run: Run): void {
  const diagnostics = require('node:diagnostics_channel') as typeof import('node:diagnostics_channel');
  // Published by the constructor of a child, before it is started.
  const onFirst = (message: unknown) => {
    diagnostics.unsubscribe('child_process', onFirst);
    watchPrototype(prototypeOf((message as { process: object }).process), run);
  };
  diagnostics.subscribe('child_process', onFirst);
}

interface SpawnOptions {
  file: string;
  args?: string[];
  /** As the program gave it; Node has made `envPairs` of it. */
  env?: object;
  envPairs?: string[];
  stdio?: unknown;
}

interface ChildPrototype {
  spawn(this: Watched, options: SpawnOptions): number;
}

/** The program may have a subclass. */
function prototypeOf(child: object): ChildPrototype {
  let at = getPrototypeOf(child) as object;
  while (!Object.hasOwn(at, 'spawn')) at = getPrototypeOf(at) as object;
  return at as ChildPrototype;
}

function watchPrototype(prototype: ChildPrototype, run: Run): void {
  replace(prototype, 'spawn', spawnHook(run));
  watchEmit(prototype, stateOf, hear, heard);
  watchListeners(prototype, stateOf);
}

const spawnHook = (run: Run) => (original: ChildPrototype['spawn']) =>
  function spawn(this: Watched, options: SpawnOptions): number {
    const time = micros();
    const call = callOf(spawn);
    noteEnvironment(options, call);
    addEnvironment(options, run);
    let failure: unknown;
    try {
      const code = original.call(this, options);
      if (code !== 0) failure = code;
      return code;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      if (failure === undefined) tellSpawn(this, options, call, time);
      else tellFailure(options, call, failure);
    }
  };

const stateOf = (child: Watched): ChildState | undefined => child[state];

let watchesCluster = false;

/** A cluster's worker says again what its process says; waits for it are waits for that. */
function watchCluster(): void {
  if (watchesCluster) return;
  watchesCluster = true;
  const { Worker } = require('node:cluster') as { Worker: { prototype: object } };
  watchListeners(Worker.prototype, (worker: { process?: Watched }) => worker.process?.[state]);
}

interface Call extends SpawnCall {
  announced: ReturnType<typeof takeAnnounced>;
  env?: EnvironmentChange | undefined;
}

function callOf(hook: (...args: never[]) => unknown): Call {
  const announced = takeAnnounced();
  const call = spawnCall(hook, 'spawn');
  return { ...call, api: announced?.api ?? call.api, announced };
}

/** Before the run's own variables are added. */
const noteEnvironment = quiet((options: SpawnOptions, call: Call) => {
  if (options.env && isArray(options.envPairs)) call.env = changeOf(options.envPairs);
});

const addEnvironment = quiet((options: SpawnOptions, run: Run) => {
  if (typeof options !== 'object' || options === null) return; // Node refuses it.
  options.envPairs ??= Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
  if (isArray(options.envPairs)) addRun(options.envPairs, run, hasIpc(options));
});

const hasIpc = ({ stdio }: SpawnOptions): boolean => isArray(stdio) && stdio.includes('ipc');

const tellSpawn = quiet((child: Watched, options: SpawnOptions, call: Call, time: number) => {
  if (!listening() || !child.pid) return;
  const { announced, api, made, at } = call;
  const command = announced?.command ?? commandOf(options);
  const { daemon } = announced ?? {};
  // The library names its own; and that is nobody's but the program's.
  const { name, by } = announced === undefined ? made : { name: announced.name };
  emit({ type: 'spawn', child: child.pid, api, command, name, daemon, by, env: call.env, at }, time);
  const ipc = announced === undefined ? watchIpc(child, child.pid, process.pid, false) : undefined;
  const known: ChildState = { pid: child.pid, ipc, joins: joinsOf(child.pid, announced), pending: [] };
  defineProperty(child, state, { value: known });
  if (call.promised) beginWait(known, 'close', at);
  if (api === 'cluster') watchCluster();
});

/** The library tells the waits for its own children. */
const joinsOf = (child: number, announced: Call['announced']): Waits['joins'] =>
  announced === undefined ? { kind: 'join', child } : undefined;

const tellFailure = quiet((options: SpawnOptions, { api, at }: Call, failure: unknown) => {
  const error = typeof failure === 'number' ? spawnFailure(options.file, failure) : String(failure);
  emit({ type: 'spawn-error', api, command: commandOf(options), error, at });
});

const commandOf = ({ file, args }: SpawnOptions): string[] => (args?.length ? args.map(String) : [String(file)]);

/** Before the program's own listeners hear of it. */
function hear(child: ChildState, event: unknown, first: unknown, second: unknown): void {
  switch (event) {
    case 'message':
      if (child.ipc !== undefined) tellReceive(child.ipc);
      break;
    case 'exit':
      emit({ type: 'child-exit', child: child.pid, code: numberIn(first), signal: stringIn(second) });
      break;
    case 'disconnect':
      if (child.ipc !== undefined) closeIpc(child.ipc, false);
      wakeAll(child, 'message', 'closed');
      return;
  }
  wakeAll(child, event, 'done');
}

/** After they have heard a message. */
const heard = quiet(({ ipc }: ChildState) => {
  if (ipc !== undefined) tellIpcHandled(ipc);
});

const numberIn = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const stringIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
