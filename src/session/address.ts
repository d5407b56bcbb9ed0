/** Where a run listens: a socket in a folder that only its user can enter (a named pipe on Windows), and the token. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { environment } from '../wire/handshake.js';
import { RunError } from './errors.js';
import { isAlive } from './process-table.js';
import { reason, texts } from './texts.js';

export interface Address {
  /** The socket's path, or the pipe's name. */
  socket: string;
  token: string;
  /** Removes what was made for the socket; safe to call twice. */
  remove(): void;
}

/** The address that whoever launched this run has chosen, else a fresh one. */
export function chooseAddress(env: NodeJS.ProcessEnv): Address {
  const socket = env[environment.socket];
  const token = env[environment.token];
  if (socket && token) return { socket, token, remove: () => {} };
  return process.platform === 'win32' ? namedPipe() : socketInOwnFolder();
}

function namedPipe(): Address {
  const id = randomBytes(16).toString('hex');
  return { socket: `\\\\.\\pipe\\process-view-${id}`, token: newToken(), remove: () => {} };
}

function socketInOwnFolder(): Address {
  const parent = shortEnough(os.tmpdir()) ? os.tmpdir() : '/tmp';
  removeLeftovers(parent);
  const folder = makeFolder(parent);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return { socket: path.join(folder, 'socket'), token: newToken(), remove };
}

/** A Unix socket's path holds 104 bytes on macOS, 108 on Linux. */
const shortEnough = (parent: string) => Buffer.byteLength(parent) < 70;

const prefix = 'process-view-';
const newToken = () => randomBytes(16).toString('hex');

function makeFolder(parent: string): string {
  try {
    return mkdtempSync(path.join(parent, `${prefix}${process.pid}-`)); // With mode 0700.
  } catch (cause) {
    throw new RunError(texts.noFolder(parent, reason(cause)), { cause });
  }
}

/** Folders of runs that were killed before they could remove them: the pid in the name is no longer there. */
function removeLeftovers(parent: string): void {
  for (const name of namesIn(parent)) {
    const pid = Number(/^process-view-(\d+)-/.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) removeOurs(path.join(parent, name));
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // Not ours to list; making our own folder there will tell whether it can be used.
  }
}

function removeOurs(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's folder in a shared place: theirs to remove.
  }
}
