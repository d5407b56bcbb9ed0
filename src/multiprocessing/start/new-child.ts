/** A child for whoever needs one, by the start method asked for, and the head of its first message. */
import { channels } from '../channels.js';
import { thisProcess } from '../child/this-process.js';
import { assertStartMethod, getStartMethod, type StartMethod } from '../process/start-method.js';
import { getMainFile } from '../target/user-files.js';
import { ChildHandle } from './child-handle.js';
import { installExit } from './exit.js';
import { launch } from './launch.js';
import type { ChildHead } from './link.js';
import { spares } from './spares.js';

/** A running process that waits to be told what to do. */
export function newChild(
  name: string,
  role: 'child' | 'daemon',
  startMethod: StartMethod = getStartMethod(),
): ChildHandle {
  assertStartMethod(startMethod);
  installExit();
  const daemon = role === 'daemon';
  const spare = startMethod === 'forkserver' ? spares.take() : undefined;
  const child = spare ?? new ChildHandle(launch(name, daemon), role);
  child.role = role;
  if (startMethod === 'forkserver') spares.fill();
  if (channels.process.hasSubscribers) channels.process.publish({ type: 'started', child: child.pid, name, daemon });
  return child;
}

/** What a child has to know besides what it runs. */
export function headFor(
  mode: ChildHead['mode'],
  { name, daemon, numbers }: Pick<ChildHead, 'name' | 'daemon' | 'numbers'>,
): Omit<ChildHead, 'lifeline' | 'late'> {
  const parent = { pid: process.pid, name: thisProcess().name };
  return { mode, name, daemon, numbers, parent, argv: process.argv, mainFile: getMainFile() };
}
