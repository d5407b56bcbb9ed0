/** The tasks that wait for a worker, in order; those that come back from one stand before all others. */
import type { Task } from './task.js';

export class TaskQueue {
  private tasks: (Task | undefined)[] = [];
  private first = 0;
  private returned: Task[] = [];

  /** Counts also those that were cancelled meanwhile. */
  get length(): number {
    return this.returned.length + this.tasks.length - this.first;
  }

  push(task: Task): void {
    this.tasks.push(task);
  }

  putBack(tasks: Task[]): void {
    this.returned = [...this.returned, ...tasks].sort((a, b) => a.id - b.id);
  }

  shift(): Task | undefined {
    for (let task = this.next(); task; task = this.next()) if (!task.ended) return task;
    return undefined;
  }

  /** Takes all. */
  drain(): Task[] {
    const all: Task[] = [];
    for (let task = this.shift(); task; task = this.shift()) all.push(task);
    return all;
  }

  private next(): Task | undefined {
    if (this.returned.length > 0) return this.returned.shift();
    if (this.first === this.tasks.length) {
      this.tasks = [];
      this.first = 0;
      return undefined;
    }
    const task = this.tasks[this.first];
    // Given up at once, so that a long queue holds no arguments of tasks that are done.
    this.tasks[this.first++] = undefined;
    return task;
  }
}
