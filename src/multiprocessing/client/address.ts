/** Where a broker or a pipe's end listens: a name that vanishes with its process where the system has such names. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** How to reach somebody, and the token without which they do not listen. */
export interface Address {
  path: string;
  token: string;
  /** The process that listens. */
  pid: number;
}

const PREFIX = 'process-view-mp-';

export function newAddress(): Address {
  return { path: newPath(), token: randomBytes(24).toString('base64url'), pid: process.pid };
}

/** Linux has names without a file (they begin with a zero), Windows has pipes; elsewhere it is a file in a folder of its own. */
function newPath(): string {
  const name = `${PREFIX}${process.pid}-${randomBytes(6).toString('hex')}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  sweep();
  const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  process.once('exit', () => removeLeftover(path.join(folder, 's')));
  return path.join(folder, 's');
}

/** Removes the file of somebody who is gone, and its folder; nothing where the name was no file. */
export function removeLeftover(socketPath: string): void {
  const folder = path.dirname(socketPath);
  if (!path.basename(folder).startsWith(PREFIX)) return;
  rmSync(folder, { recursive: true, force: true });
}

/** Removes what processes that were killed could not. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (pid > 0 && !isRunning(pid)) rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there but not ours to signal.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
