/** This process as a child: the IPC channel to its parent, and the waits for what the parent says. */

import { closeIpc, type IpcEnd, type IpcTarget, tellIpcHandled, tellReceive, watchIpc } from './ipc.js';
import { getPrototypeOf } from './primordials.js';
import { quiet } from './replace.js';
import { type Waits, wakeAll, watchListeners } from './waits.js';

let ipc: IpcEnd | undefined;
const waits: Waits = { joins: undefined, pending: [] };

/** Begins to watch the channel to `parent`, if there is one. */
export function watchParent(parent: number | undefined): void {
  if (parent === undefined) return;
  ipc = watchIpc(process as IpcTarget, knownAs(parent), parent, true);
  if (ipc === undefined) return;
  waits.ipc = ipc;
  watchListeners(getPrototypeOf(process), (emitter) => (emitter === process ? waits : undefined));
}

/** Hears what Node says to this process. */
export function onParentEvent(event: string): void {
  if (ipc === undefined) return;
  if (event === 'message') {
    tellReceive(ipc);
    wakeAll(waits, 'message', 'done');
  } else if (event === 'disconnect') {
    closeIpc(ipc, true);
    wakeAll(waits, 'message', 'closed');
    ipc = undefined;
  }
}

/** The program has heard a message. */
export const onParentHeard = quiet(() => {
  if (ipc !== undefined) tellIpcHandled(ipc);
});

/**
 * The pid by which the parent knows this process: its own, or that of a shell between the two, through which the channel has been
 * inherited.
 */
function knownAs(parent: number): number {
  let pid = process.pid;
  let above = process.ppid;
  for (let i = 0; i < DEEPEST && above > 1; i++) {
    if (above === parent) return pid;
    pid = above;
    above = parentOf(above);
  }
  return process.ppid === parent || process.platform === 'linux' ? process.pid : process.ppid;
}

const DEEPEST = 8;

/** As Linux tells; 0 elsewhere, where the shell is taken to be the only one between. */
function parentOf(pid: number): number {
  try {
    const stat = (require('node:fs') as typeof import('node:fs')).readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
