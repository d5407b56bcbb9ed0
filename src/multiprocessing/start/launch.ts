/** Starts the operating-system process of a child: which command, which environment, which file descriptors. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
import { channels } from '../channels.js';
import { ProcessError } from '../errors.js';
import { childProcess, workerThreads } from '../on-demand.js';

export interface Launched {
  child: ChildProcess & { pid: number };
  /** The parent's end of file descriptor 3. */
  link: Socket;
  /** Whether the child has to watch file descriptor 4. */
  lifeline: boolean;
}

/** The file that each child runs. */
const entry = path.join(__dirname, 'part-core.js');

/** Starts a process that waits for its first message on the link. Throws where the system refuses. */
export function launch(name: string, daemon: boolean): Launched {
  const command = [process.execPath, ...nodeArguments(process.execArgv), entry];
  if (channels.process.hasSubscribers) channels.process.publish({ type: 'spawning', name, daemon, command });
  const [file, ...args] = diesWithParent(command);
  const lifeline = file === process.execPath;
  const child = childProcess().spawn(file!, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', ...(lifeline ? ['pipe' as const] : [])],
    env: { ...process.env, ...typeScriptSettings() },
    windowsHide: true,
  });
  // What goes wrong here shows in `pid` at once and in `exit` later.
  child.on('error', () => {});
  for (const pipe of child.stdio.slice(3)) (pipe as Socket | undefined)?.on('error', () => {}).unref();
  if (child.pid === undefined) throw refused(name);
  return { child: child as Launched['child'], link: child.stdio[3] as Socket, lifeline };
}

function refused(name: string): ProcessError {
  return new ProcessError(
    `process.start() could not start ${name}: the system refused a new process. Usually there are too many processes or open files, ` +
      `or too little memory; wait for some to end, or start fewer at a time.`,
  );
}

/**
 * Linux ends the child as soon as this process has died, however it died and whatever the child is doing, even in a loop without an
 * end. The signal is tied to the thread that starts the child, so only the main thread may ask for it. Elsewhere the child watches
 * its file descriptor 4 from a thread: see `child/lifeline.ts`.
 */
function diesWithParent(command: string[]): string[] {
  const setpriv = workerThreads().isMainThread ? findSetpriv() : undefined;
  return setpriv === undefined ? command : [setpriv, '--pdeathsig', 'KILL', ...command];
}

let setpriv: { path: string | undefined } | undefined;

function findSetpriv(): string | undefined {
  if (process.platform !== 'linux' || process.env.PROCESS_VIEW_LIFELINE === 'thread') return undefined;
  setpriv ??= { path: ['/usr/bin/setpriv', '/bin/setpriv'].find(knowsParentDeath) };
  return setpriv.path;
}

/** util-linux has it from 2.33; busybox, which calls many programs by one file, has not. */
function knowsParentDeath(file: string): boolean {
  try {
    return readFileSync(file).includes('--pdeathsig');
  } catch {
    return false; // Not installed.
  }
}

/** Node's own arguments for a child: without those that say what the main process runs or how it is debugged. */
export function nodeArguments(execArgv: readonly string[]): string[] {
  const result: string[] = [];
  for (let i = 0; i < execArgv.length; i++) {
    const argument = execArgv[i]!;
    if (/^(-e|--eval|-p|-pe|--print|--input-type)$/.test(argument)) i++;
    else if (
      !/^(--(eval|print|input-type|inspect|debug-port|test|watch)\b|-[ic]$|--(check|interactive)$)/.test(argument)
    )
      result.push(argument);
  }
  return result;
}

interface TsNodeService {
  configFilePath?: string;
}

/** ts-node looks for its tsconfig beside the entry script, which in a child is this library's. */
function typeScriptSettings(): Record<string, string> {
  const service = (process as unknown as { [key: symbol]: unknown })[Symbol.for('ts-node.register.instance')] as
    | TsNodeService
    | undefined;
  if (service?.configFilePath === undefined || process.env.TS_NODE_PROJECT !== undefined) return {};
  return { TS_NODE_PROJECT: service.configFilePath };
}
