/** What takes time in a run, as bars: lives, waits, tasks and handlers, each in a row of its own where it would lie over another. */
import type { Recording } from '../../recording/index.js';
import { processLabel } from '../../recording/labels.js';
import { waitName } from '../names.js';
import type { Selection } from '../selection.js';

export type BarGroup = 'life' | 'waits' | 'tasks' | 'handlers';

export interface Bar {
  group: BarGroup;
  /** Whose it is. */
  lane: number;
  /** From 0: bars of one lane, group and row never overlap. */
  row: number;
  /** Microseconds. */
  from: number;
  to: number;
  name: string;
  /** The step that tells most of it, -1 where there is none. */
  step: number;
  /** The recording, or the one whose bar it is, ended before it did. */
  open: boolean;
  detail?: Record<string, string | number>;
}

/** All bars of a selection; those of one lane and group in the order of their beginnings. */
export function* bars(recording: Recording, selection: Selection): Generator<Bar> {
  yield* lives(recording, selection);
  const rows = new Rows();
  yield* sorted(waitBars(recording, selection), rows);
  yield* sorted(taskBars(recording, selection), rows);
  yield* sorted(handlerBars(recording, selection), rows);
}

/** When a process was over, or the recording. */
export const lifeEnd = (recording: Recording, process: number): number =>
  recording.processes[process]!.endTime ?? recording.duration;

function* lives(recording: Recording, selection: Selection): Generator<Bar> {
  for (const index of selection.processes()) {
    const process = recording.processes[index]!;
    yield {
      ...{
        group: 'life',
        lane: process.lanes[0]!,
        row: 0,
        name: processLabel(recording, index),
        open: process.endTime === undefined,
      },
      from: process.bornTime,
      to: Math.max(lifeEnd(recording, index), process.bornTime),
      step: recording.stepOf(process.startRow),
      detail: {
        command: process.command.join(' '),
        ...(process.cwd !== undefined && { cwd: process.cwd }),
        ...(process.runtime !== undefined && { runtime: process.runtime }),
        ...(process.exitCode !== undefined && { 'exit code': process.exitCode }),
        ...(process.signal !== undefined && { signal: process.signal }),
        ...(process.maxRss !== undefined && { 'max rss': process.maxRss }),
      },
    };
  }
}

type Rowless = Omit<Bar, 'row'>;

function* waitBars(recording: Recording, selection: Selection): Generator<Rowless> {
  const { waits } = recording;
  for (let wait = 0; wait < waits.length; wait++) {
    const [begin, end] = [waits.beginStep(wait), waits.endStep(wait)];
    if (begin < 0 || !selection.hasWait(wait)) continue;
    const from = recording.time(begin);
    const to = end < 0 ? lifeEnd(recording, waits.process(wait)) : recording.time(end);
    const outcome = waits.outcome(wait);
    yield {
      ...{ group: 'waits', lane: waits.lane(wait), from, to: Math.max(from, to), step: begin, open: end < 0 },
      name: waitName(recording, wait),
      detail: {
        ...(outcome !== undefined && { outcome }),
        ...(waits.blocking(wait) && { blocking: 'true' }),
      },
    };
  }
}

function* taskBars(recording: Recording, selection: Selection): Generator<Rowless> {
  for (const task of recording.tasks) {
    const [begin, end] = [recording.stepOf(task.startedRow), recording.stepOf(task.endRow)];
    if (begin < 0 || task.worker < 0 || !selection.hasTask(task.index)) continue;
    const from = recording.time(begin);
    const to = end < 0 ? lifeEnd(recording, recording.lanes[task.worker]!.process) : recording.time(end);
    yield {
      ...{ group: 'tasks', lane: task.worker, from, to: Math.max(from, to), step: begin, open: end < 0 },
      name: task.name || 'task',
      detail: { pool: task.pool, task: task.id, state: task.state },
    };
  }
}

function* handlerBars(recording: Recording, selection: Selection): Generator<Rowless> {
  for (const step of selection.steps()) {
    if (recording.type(step) !== 'handled') continue;
    const event = recording.event(step);
    if (event.type !== 'handled') continue;
    const to = recording.time(step);
    yield {
      ...{ group: 'handlers', lane: recording.lane(step), from: Math.max(to - event.took, 0), to, step, open: false },
      name: `handles ${event.channel}`,
      detail: { message: event.message },
    };
  }
}

function* sorted(found: Iterable<Rowless>, rows: Rows): Generator<Bar> {
  const all = [...found].sort((a, b) => a.lane - b.lane || a.from - b.from || b.to - a.to);
  for (const bar of all) yield { ...bar, row: rows.take(`${bar.group} ${bar.lane}`, bar.from, bar.to) };
}

/** Gives each bar the first row that is free by then. */
class Rows {
  private readonly ends = new Map<string, number[]>();

  take(key: string, from: number, to: number): number {
    const ends = this.ends.get(key) ?? [];
    this.ends.set(key, ends);
    const free = ends.findIndex((end) => end <= from);
    const row = free < 0 ? ends.length : free;
    ends[row] = to;
    return row;
  }
}
