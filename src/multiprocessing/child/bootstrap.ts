/** What a child does: it waits to be told who it is, and then is a process with a target or a pool's worker. */
import { writeSync } from 'node:fs';
import { channels } from '../channels.js';
import { workerPart } from '../on-demand.js';
import { unpickle } from '../pickle/pickle.js';
import { adopt, currentProcess } from '../process/current-process.js';
import type { Contents } from '../process/process.js';
import { type ChildHead, readFirst } from '../start/link.js';
import { setMainFile } from '../target/user-files.js';
import { watchLifeline } from './lifeline.js';
import { becomeChild, thisProcess } from './this-process.js';

export function bootstrap(): void {
  const first = readFirst();
  // The parent has ended before it had anything to do for this process.
  if (!first) process.exit(0);
  const { head, body } = first;
  if (isOrphan(head)) process.exit(0);
  become(head);
  process.on('uncaughtExceptionMonitor', () => tell(`Process ${currentProcess().name}:`));
  if (head.mode === 'pool') workerPart().runWorker(body);
  else runProcess(body);
}

/**
 * The kernel ends a child with its parent from the moment at which it was asked to, which is a little after the start. A parent that
 * died before that has told the child perhaps already what to do, and nobody would ever end it.
 */
const isOrphan = ({ lifeline, parent }: ChildHead): boolean => !lifeline && process.ppid !== parent.pid;

function become(head: ChildHead): void {
  becomeChild(head);
  setMainFile(head.mainFile);
  process.argv = head.argv;
  if (head.late) {
    Object.assign(process.env, head.late.env);
    process.chdir(head.late.cwd);
  }
  if (head.lifeline) watchLifeline();
  if (channels.process.hasSubscribers) channels.process.publish({ type: 'named', name: head.name });
}

/** Errors are left uncaught: Node prints them with the line of the source, a debugger stops at them, and the exit code is 1. */
function runProcess(body: Buffer): void {
  const contents = unpickle(body);
  if ('value' in contents) run(contents.value as Contents);
  else contents.loading.then((value) => run(value as Contents));
}

function run(contents: Contents): void {
  const result = adopt(contents).run();
  if (typeof (result as PromiseLike<unknown> | undefined)?.then !== 'function') return;
  const warn = () => {
    tell(
      `Process ${thisProcess().name}: its target waits for a promise that nothing will settle any more; it ends unfinished, with exit code 13.`,
    );
    process.exitCode = 13;
  };
  process.once('beforeExit', warn);
  (result as PromiseLike<unknown>).then(() => process.off('beforeExit', warn));
}

/** Written at once, as the process may be about to end. */
function tell(line: string): void {
  try {
    writeSync(2, `${line}\n`);
  } catch {
    // stderr is full or closed: then nobody is there to be told.
  }
}
