/** The tasks of the pools: each from its submission to its end, and by whom it was worked. */
import type { Task as TaskEvent } from '../wire/events.js';

export interface Task {
  readonly index: number;
  /** The pool's id as on the wire. */
  readonly pool: string;
  /** The task's id within the pool. */
  readonly id: string;
  /** The function's name. */
  name: string;
  /** How far it has come by the recording's end. */
  state: TaskEvent['state'] | 'unknown';
  /** The lane that submitted it, -1 where that is not known. */
  owner: number;
  /** The lane that works on it or did, -1 where that is not known. */
  worker: number;
  submittedRow: number;
  startedRow: number;
  /** Where it was done or failed. */
  endRow: number;
}

export class Tasks {
  readonly all: Task[] = [];
  private readonly byName = new Map<string, Task>();

  get(pool: string, id: string): Task {
    const key = `${pool}\n${id}`;
    let task = this.byName.get(key);
    if (task === undefined) {
      task = newTask(this.all.length, pool, id);
      this.all.push(task);
      this.byName.set(key, task);
    }
    return task;
  }

  known(pool: string, id: string): boolean {
    return this.byName.has(`${pool}\n${id}`);
  }

  changed(event: TaskEvent, lane: number, row: number): number {
    const task = this.get(event.pool, event.task);
    task.name = event.name;
    if (rank[event.state] > rank[task.state]) task.state = event.state;
    if (event.state === 'submitted') {
      task.owner = lane;
      task.submittedRow = row;
    } else {
      // The owner may tell the end of a task whose worker died; the one who began it stays its worker.
      if (event.state === 'started' || task.worker < 0) task.worker = lane;
      if (event.state === 'started') task.startedRow = row;
      else task.endRow = row;
    }
    return task.index;
  }
}

const rank: Record<Task['state'], number> = { unknown: 0, submitted: 1, started: 2, done: 3, failed: 3 };

const newTask = (index: number, pool: string, id: string): Task => ({
  index,
  pool,
  id,
  name: '',
  state: 'unknown',
  owner: -1,
  worker: -1,
  submittedRow: -1,
  startedRow: -1,
  endRow: -1,
});
