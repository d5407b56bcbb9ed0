/** This process's end: daemons and spares are ended and everybody else is waited for, as in Python, also after `process.exit()`. */
import { readSync } from 'node:fs';
import { type ChildHandle, running } from './child-handle.js';

let installed = false;

/** Called with the first child. */
export function installExit(): void {
  if (installed) return;
  installed = true;
  process.on('exit', endChildren);
}

/** How long a daemon may take over its own end after SIGTERM. */
const GRACE_MS = 1000;

function endChildren(): void {
  const children = [...running];
  for (const child of children) if (child.role === 'child') child.tellNow();
  for (const child of children) if (child.role !== 'child') child.kill(child.role === 'spare' ? 'SIGKILL' : 'SIGTERM');
  for (const child of children) {
    const patience = child.role === 'child' ? Number.POSITIVE_INFINITY : GRACE_MS;
    if (!waitFor(child, patience)) child.kill('SIGKILL');
  }
}

/** Stands still until the child has ended: there is no event loop any more that could tell. */
function waitFor(child: ChildHandle, ms: number): boolean {
  const until = performance.now() + ms;
  while (!hasEnded(child)) {
    if (performance.now() > until) return false;
    Atomics.wait(sleeper, 0, 0, 3);
  }
  return true;
}

const sleeper = new Int32Array(new SharedArrayBuffer(4));
const scratch = Buffer.alloc(65536);

/** The link's other end is closed by nothing but the child's death; a signal 0 would also reach one that is dead and not reaped. */
function hasEnded({ link, pid }: ChildHandle): boolean {
  const fd = (link as unknown as { _handle?: { fd?: number } })._handle?.fd;
  if (fd === undefined || fd < 0) return !isThere(pid);
  try {
    return readSync(fd, scratch) === 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EAGAIN';
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // ESRCH: it has ended.
  }
}
