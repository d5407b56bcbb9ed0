/** Fills a hole in the tree at once: a process has started whose parent nobody has told of, as below a shell or a Python. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Census } from './census.js';
import { type Kin, lineage } from './process-table.js';

/** The parent's own word may be on its way over another connection. */
const PATIENCE_MS = 50;

export async function fillIn(census: Census, ppid: number): Promise<void> {
  const isKnown = (pid: number) => pid === process.pid || census.has(pid);
  if (isKnown(ppid)) return;
  // Now, as they may be gone a moment later.
  const line: Kin[] = await lineage(ppid, isKnown).catch(() => []); // No `ps` here: the hole stays.
  await sleep(PATIENCE_MS);
  for (const { pid, ppid, command } of line.reverse()) if (!census.has(pid)) census.discovered(pid, ppid, command);
}
