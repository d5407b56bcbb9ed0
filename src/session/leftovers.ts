/**
 * What is left of a run that is over: processes that carry its mark in their environment, which no other process in the world has, and
 * their descendants. They are found by that alone, never by a pid that was written down.
 */
import type { Header } from '../wire/events.js';
import { environment } from '../wire/handshake.js';
import { Census, isStill } from './census.js';
import { bootId } from './clock.js';
import { type OpenFiles, openFilesOf } from './open-files.js';
import { commandOf, descendants, isAlive, parents, startTimeOf, withMark } from './process-table.js';
import { Stopper } from './stop.js';

export interface LeftProcess {
  pid: number;
  /** See `startTimeOf`. */
  startTime: string | undefined;
  command: string[];
  holds: OpenFiles;
}

/** `other-machine`: it was recorded elsewhere, or before this one was started. `cannot-tell`: only Linux shows environments. */
export type NoLeftovers = 'other-machine' | 'cannot-tell';

export async function leftoversOf(header: Header | undefined): Promise<LeftProcess[] | NoLeftovers> {
  const mark = markOf(header);
  if (mark === undefined) return 'other-machine';
  if (process.platform !== 'linux') return 'cannot-tell';
  const marked = withMark(mark);
  const table = await parents().catch(() => new Map<number, number>());
  const pids = [...marked, ...descendants(marked, table)].filter((pid) => pid !== process.pid && isAlive(pid));
  return Promise.all(pids.map(describe));
}

async function describe(pid: number): Promise<LeftProcess> {
  // First of all, so that what follows is known to be of this one.
  const startTime = startTimeOf(pid);
  return { pid, startTime, command: await commandOf(pid), holds: openFilesOf(pid) };
}

/** Ends them, politely first; gives those that live on. */
export async function endLeftovers(
  header: Header,
  left: readonly LeftProcess[],
  graceMs: number,
): Promise<LeftProcess[]> {
  const mark = markOf(header);
  if (mark === undefined) return [...left];
  await new Stopper({ census: new Census(() => {}), mark, graceMs, onKill: () => {} }).stop();
  return left.filter(isStill);
}

/** What only processes of the run have; undefined where the recording is of another machine, or of another start of this one. */
function markOf(header: Header | undefined): string | undefined {
  const clock = header?.clock;
  if (clock === undefined || clock.boot === undefined || clock.boot !== bootId()) return undefined;
  return `${environment.origin}=${clock.monotonic}`;
}
