/** This process's own life: its start, its name, its uncaught errors, its end by whatever way passes through JavaScript. */

import { emit, self } from './emit.js';
import { addRun, type Run } from './environment.js';
import { apply, getPrototypeOf } from './primordials.js';
import { quiet, replace } from './replace.js';
import { flushBeforeDeath } from './sink.js';

/** Tells that this process is there. */
export function tellStart(): void {
  const [node, ...args] = process.argv;
  emit({
    type: 'start',
    ppid: process.ppid,
    command: [node!, ...process.execArgv, ...args],
    cwd: currentFolder(),
    runtime: runtime(),
  });
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return ''; // A folder that has been removed.
  }
}

function runtime(): string {
  const { electron, bun, node } = process.versions;
  return electron !== undefined ? `electron ${electron}` : bun !== undefined ? `bun ${bun}` : `node ${node}`;
}

/** Hears what `process.emit` says, before the program's own listeners. */
export type ProcessWatcher = (event: unknown, argument: unknown) => void;

/** Watches what Node says through `process.emit`, which it does whether or not anybody listens: no listener of ours is ever counted. `heard` is called after a message. */
export function watchProcess(watcher: ProcessWatcher, heard: () => void): void {
  const hear = quiet(watcher);
  // On the prototype, so that the process object has no property more than before.
  const prototype = getPrototypeOf(process) as ProcessPrototype;
  replace(prototype, 'emit', emitHook(hear, heard));
}

interface ProcessPrototype {
  emit(this: unknown, ...args: unknown[]): boolean;
}

const emitHook = (hear: ProcessWatcher, heard: () => void) => (original: ProcessPrototype['emit']) =>
  function emit(this: unknown, ...args: unknown[]): boolean {
    if (this === process) hear(args[0], args[1]);
    if (this === process && args[0] === 'message') {
      const had = apply(original, this, args);
      heard();
      return had;
    }
    if (this !== process || args[0] !== 'exit') return apply(original, this, args);
    try {
      return apply(original, this, args);
    } finally {
      if (self.tid === 0) tellExit(exitCode(args[1]));
      flushBeforeDeath(true);
    }
  };

/** A listener of `exit` may have changed it. */
const exitCode = (told: unknown): number => Number(process.exitCode ?? told ?? 0);

/** Tells of an uncaught exception or rejection, as the monitor's event brings it. */
export function tellError(error: unknown): void {
  const isError = error instanceof Error;
  if (isError) withoutOurFrames(error);
  emit({
    type: 'error',
    name: isError ? String(error.name) : typeof error,
    message: isError ? String(error.message) : text(error),
    stack: isError ? String(error.stack) : '',
  });
  flushBeforeDeath(false);
}

/** What was thrown in a handler has our `emit` in its stack, which Node is about to print. */
function withoutOurFrames(error: Error): void {
  const { stack } = error;
  if (typeof stack !== 'string' || !stack.includes(__filename)) return;
  error.stack = stack
    .split('\n')
    .filter((line) => !line.includes(__filename))
    .join('\n');
}

function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return ''; // An object that cannot be written as text.
  }
}

let told = false;

const tellExit = quiet((code: number | undefined, signal?: string) => {
  if (told) return;
  told = true;
  emit({ type: 'exit', code, signal, ...usage() });
});

function usage() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpu: { user: userCPUTime, system: systemCPUTime }, maxRss: maxRSS * 1024 };
}

interface ProcessInside {
  _kill(pid: number, signal: number): unknown;
  reallyExit(code?: number): unknown;
  abort(): unknown;
}

/** Lets all events leave before the process ends by its own hand. */
export function watchDeath(): void {
  const inside = process as unknown as ProcessInside;
  if (typeof inside._kill === 'function') replace(inside, '_kill', killHook);
  if (self.tid !== 0) return; // The rest ends the process, not the thread.
  replace(inside, 'reallyExit', exitHook);
  replace(inside, 'abort', abortHook);
}

const killHook = (original: ProcessInside['_kill']) =>
  function kill(this: ProcessInside, pid: number, signal: number): unknown {
    if (pid === process.pid && signal !== 0) flushBeforeDeath(false);
    return original.call(this, pid, signal);
  };

const exitHook = (original: ProcessInside['reallyExit']) =>
  function reallyExit(this: ProcessInside, code?: number): unknown {
    tellExit(Number(code ?? 0));
    flushBeforeDeath(true);
    return original.call(this, code);
  };

const abortHook = (original: ProcessInside['abort']) =>
  function abort(this: ProcessInside): unknown {
    tellExit(undefined, 'SIGABRT');
    flushBeforeDeath(true);
    return original.call(this);
  };

/** `process.execve` puts another program in the place of this one: it gets the run too, if it is a Node. */
export function watchReplacement(run: Run): void {
  if (self.tid !== 0 || !('execve' in process)) return;
  const diagnostics = require('node:diagnostics_channel') as typeof import('node:diagnostics_channel');
  diagnostics.subscribe(
    'process.execve',
    quiet((message: unknown) => {
      const { env } = message as { env: string[] };
      addRun(env, run, false);
      tellExit(undefined);
      flushBeforeDeath(true);
    }),
  );
}

let title = process.title;

/** Tells the process's name if the program has changed it; looked at now and then, as `process.title` cannot be watched. */
export function tellName(): void {
  if (process.title === title) return;
  title = process.title;
  emit({ type: 'name', name: title });
}
