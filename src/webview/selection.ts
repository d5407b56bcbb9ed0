/** Small changes of the state that several parts make: folding, choosing a row. */
import type { TimelineRow } from '../recording/index.js';
import type { Store } from './store.js';

export function toggleFolded(store: Store, process: number): void {
  store.folded.value = toggled(store.folded.value, process);
}

export function toggleThreads(store: Store, process: number): void {
  store.threads.value = toggled(store.threads.value, process);
}

function toggled(set: ReadonlySet<number>, value: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

/** The process beside the selected one, in the order of the rows. */
export function processBeside(rows: readonly TimelineRow[], process: number, by: 1 | -1): number {
  const processes = rows.filter((row) => row.kind === 'process').map((row) => row.process);
  const at = processes.indexOf(process);
  if (at < 0) return processes[by > 0 ? 0 : processes.length - 1] ?? -1;
  return processes[Math.min(Math.max(at + by, 0), processes.length - 1)] ?? -1;
}
