/** A pool all of whose workers wait, while the task that would help them has not begun. */
import type { Recording } from '../recording.js';
import type { Task } from '../tasks.js';
import type { Knot } from './hang.js';
import type { WaitLink } from './wait-graph.js';

/** The knot, where the group of stuck lanes is one: the workers' waits, and the task that would be the next to begin. */
export function busyPool(
  recording: Recording,
  stuck: ReadonlyMap<number, readonly WaitLink[]>,
  group: readonly number[],
  step: number,
): Knot | undefined {
  const own = recording.tasks.find((task) => group.includes(task.worker));
  if (own === undefined) return undefined;
  const ofPool = recording.tasks.filter(({ pool }) => pool === own.pool);
  const waiting = ofPool.find((task) => isWaiting(recording, task, step));
  const workers = [...new Set(ofPool.filter(({ worker }) => worker >= 0).map(({ worker }) => worker))];
  if (waiting === undefined || !workers.every((worker) => group.includes(worker))) return undefined;
  const links = workers.map((worker) => stuck.get(worker)![0]!);
  // A worker that waits for a task of its own pool is another story.
  if (links.some((link) => link.for.kind === 'task')) return undefined;
  return { kind: 'no-free-worker', links, culprit: 0, behind: [], task: waiting.index };
}

function isWaiting(recording: Recording, { submittedRow, startedRow, endRow }: Task, step: number): boolean {
  const before = (row: number) => row >= 0 && recording.stepOf(row) <= step;
  return before(submittedRow) && !before(startedRow) && !before(endRow);
}
