/** The worker threads that this thread starts, and this thread as one of them. Nothing is loaded before the program uses threads. */

import type { Worker } from 'node:worker_threads';
import { threadChannel } from '../wire/ids.js';
import { emit, self } from './emit.js';
import { type Run, runOf } from './environment.js';
import { watchRelay } from './output.js';
import { madeBy } from './packages.js';
import {
  admit,
  type Carrier,
  endOf,
  enterThreadPort,
  isPort,
  type Port,
  passAll,
  tellReceive,
  watchPorts,
} from './ports.js';
import { apply, defineProperty, getPrototypeOf } from './primordials.js';
import { hidden, quiet, replace } from './replace.js';
import { framesAbove, siteOf, siteOfFrames } from './sites.js';
import { joinRegistry, nextPair, sharedRegistry } from './thread-registry.js';
import { beginWait, type Waits, wakeAll, watchEmit, watchListeners } from './waits.js';

const threads = () => require('node:worker_threads') as typeof import('node:worker_threads');
const diagnostics = () => require('node:diagnostics_channel') as typeof import('node:diagnostics_channel');

/** What a thread is handed by its parent, with the environment data. */
interface Handed {
  variables: Record<string, string>;
  parent: number;
  pair: number;
  registry: SharedArrayBuffer;
}

const HANDED = 'process-view';

/** In the main thread: waits for the program to load Node's threads, which first ask for their diagnostics channel by its public door. */
export function watchThreads(run: Run): void {
  const channels = diagnostics();
  const { channel } = channels;
  replace(
    channels,
    'channel',
    () =>
      function look(name: string | symbol) {
        if (name === WORKER_THREADS) {
          channels.channel = channel;
          watchLoaded(run);
        }
        return channel(name);
      } as typeof channel,
  );
}

const WORKER_THREADS = 'worker_threads';

const watchLoaded = quiet((run: Run) => {
  watchPorts(carrier(run));
  diagnostics().subscribe(WORKER_THREADS, (message) => onWorker((message as { worker: Worker }).worker));
});

/** In a thread: what its parent handed over, and the watch over its channel to the parent; undefined where nobody watches. */
export function joinThread(): Run | undefined {
  const { isMainThread, parentPort, threadId, getEnvironmentData, setEnvironmentData } = threads();
  // The thread in which Node runs the loaders' hooks has no parent to talk to; it stays silent.
  if (isMainThread || parentPort === null) return undefined;
  const handed = getEnvironmentData(HANDED) as unknown as Handed | undefined;
  if (handed?.variables === undefined) return undefined;
  setEnvironmentData(HANDED);
  joinRegistry(handed.registry);
  self.tid = threadId;
  parent = handed;
  return runOf(handed.variables);
}

let parent: Handed | undefined;

/** Begins to watch this thread's ports, and those that it starts. */
export function watchThread(run: Run): void {
  const { parentPort, threadId, workerData } = threads();
  watchLoaded(run);
  watchSyncReceive();
  if (parent === undefined || parentPort === null) return;
  enterThreadPort(parentPort, parent.pair, 2, threadChannel(self.pid, threadId), parent.parent, threadId);
  const { pair } = parent;
  for (const [index, port] of portsIn(workerData).entries()) admit(port, { pair, end: 0, n: 0, index });
}

/** The one way to receive that passes by the port's own door; seen where it is asked for after us. */
function watchSyncReceive(): void {
  replace(
    threads(),
    'receiveMessageOnPort',
    (original) =>
      function receiveMessageOnPort(port) {
        const received = original(port);
        if (received !== undefined) tellReceive(port as unknown as Port, portsIn(received.message));
        return received;
      },
  );
}

/** The MessagePorts within a value, in the order in which both threads find them. */
function portsIn(value: unknown, found: object[] = [], depth = 0): object[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return found;
  if (isPort(value)) found.push(value);
  else if (!ArrayBuffer.isView(value)) for (const inner of Object.values(value)) portsIn(inner, found, depth + 1);
  return found;
}

const DEEPEST = 4;

/** The message by which Node starts a thread. */
interface LoadScript {
  type: 'loadScript';
  filename: string;
  doEval: unknown;
  isInternal?: boolean;
  workerData: unknown;
  environmentData: Map<string, unknown>;
  publicPort: object;
}

let starting: { pair: number; silent: boolean } | undefined;

/** Hands over the run with the message that starts a thread. */
const carrier =
  (run: Run): Carrier =>
  (message, send) => {
    if (!isLoadScript(message)) return send();
    prepare(message, run);
    try {
      send();
    } finally {
      message.environmentData.delete(HANDED);
    }
  };

const isLoadScript = (message: unknown): message is LoadScript =>
  (message as LoadScript | null)?.type === 'loadScript' &&
  typeof (message as LoadScript).environmentData?.set === 'function';

const prepare = quiet((message: LoadScript, run: Run) => {
  const isOurs = typeof message.filename === 'string' && message.filename.startsWith(__dirname);
  starting = { pair: nextPair(), silent: isOurs || message.isInternal === true || message.doEval === 'internal' };
  if (starting.silent) return;
  const { pair } = starting;
  const handed: Handed = { variables: run.variables, parent: self.tid, pair, registry: sharedRegistry() };
  message.environmentData.set(HANDED, handed);
  passAll(portsIn(message.workerData), { pair, end: 0, n: 0 });
});

interface ThreadState extends Waits {
  thread: number;
}

const state = Symbol('process-view');
type Watched = Worker & { [state]?: ThreadState };

/** Published by the constructor, once the thread has been started. */
const onWorker = quiet((worker: Watched) => {
  const { pair, silent } = starting ?? { pair: nextPair(), silent: true };
  starting = undefined;
  if (silent) return;
  const { threadId: thread } = worker;
  const channel = threadChannel(self.pid, thread);
  const frames = framesAbove(onWorker, 20);
  const { by, name } = madeBy(frames);
  emit({ type: 'thread-start', thread, name: nameOf(worker) ?? name, by, at: siteOfFrames(frames) });
  const port = publicPort(worker);
  const ipc = port === undefined ? undefined : enterThreadPort(port, pair, 1, channel, thread, self.tid);
  const joins = { kind: 'join', child: self.pid, thread } as const;
  defineProperty(worker, state, {
    value: { thread, joins, ipc: ipc ?? { channel, heard: '' }, pending: [] } satisfies ThreadState,
  });
  watchPrototype(worker);
  watchRelay(worker.stdout, worker.stderr);
});

/** Where Node tells it, and it is not the name that all have. */
function nameOf(worker: object): string | undefined {
  const { threadName } = worker as { threadName?: string | null };
  return threadName && threadName !== 'WorkerThread' ? threadName : undefined;
}

/** The parent's end. */
function publicPort(worker: object): object | undefined {
  const port = hidden<object>(worker, 'kPublicPort');
  return port && endOf(port) !== undefined ? port : undefined;
}

interface WorkerPrototype {
  terminate(this: Watched, ...args: unknown[]): unknown;
}

let watched = false;

function watchPrototype(worker: object): void {
  if (watched) return;
  watched = true;
  let at = getPrototypeOf(worker) as object;
  while (!Object.hasOwn(at, 'terminate') || !Object.hasOwn(at, 'postMessage')) at = getPrototypeOf(at) as object;
  watchEmit(at, stateOf, hear);
  watchListeners(at, stateOf);
  replace(at as WorkerPrototype, 'terminate', terminateHook);
}

const stateOf = (worker: { [state]?: ThreadState }): ThreadState | undefined => worker[state];

const terminateHook = (original: WorkerPrototype['terminate']) =>
  function terminate(this: Watched, ...args: unknown[]): unknown {
    const known = this[state];
    if (known !== undefined && this.threadId >= 0) beginWait(known, 'exit', siteOf(terminate));
    return apply(original, this, args);
  };

function hear(known: ThreadState, event: unknown, code: unknown): void {
  if (event === 'exit') {
    emit({ type: 'thread-exit', thread: known.thread, code: Number(code) });
    emit({ type: 'close', channel: threadChannel(self.pid, known.thread), kind: 'thread' });
    wakeAll(known, 'message', 'closed');
  }
  wakeAll(known, event, 'done');
}
