/**
 * What decided how long the run took: from its end backwards, in each thread to what it had to wait for last, and from there on in
 * the thread that brought it. Whatever is not on this path could have been slower without the run being longer.
 */
import { causalIndex } from '../../causal-index.js';
import type { Recording } from '../../recording.js';
import { decidingInput, type Input } from './inputs.js';

/**
 * A stretch of the path. `work`: a thread goes on by itself, be it at work or waiting for something outside the recording (a timer, a
 * file, the network); the others lead from one thread to another: `message` from its sending to its receipt, `join` from an end to
 * whoever waited for it, `start` from a spawn to the child's first event, `lock` from its release to whoever got it.
 */
export interface PathSpan {
  readonly kind: 'work' | 'message' | 'join' | 'start' | 'lock';
  /** Where it ends; of `work` also where it begins. */
  readonly process: number;
  readonly lane: number;
  readonly fromLane: number;
  /** Microseconds. */
  readonly from: number;
  readonly to: number;
  readonly fromStep: number;
  /** The step with which it ends. */
  readonly step: number;
}

export interface CriticalPath {
  /** In the order of time, each beginning where the one before it ended. */
  readonly spans: readonly PathSpan[];
  /** Microseconds by kind; together the time from the first span's beginning to the last's end. */
  readonly totals: Readonly<Record<PathSpan['kind'], number>>;
}

export function criticalPath(recording: Recording): CriticalPath {
  const spans: PathSpan[] = [];
  let row = lastRow(recording);
  // Each turn goes back in time or, at one time, in the order of the steps, so that it ends.
  while (row >= 0) {
    const input = decidingInput(recording, row);
    const begin = input?.row ?? firstRow(recording, row);
    if (begin !== row) spans.push(span(recording, 'work', begin, row));
    if (input === undefined) break;
    spans.push(span(recording, input.kind, input.cause, input.row));
    row = input.cause;
  }
  spans.reverse();
  return { spans, totals: totalsOf(spans) };
}

/** The end of the program's last process, else the last thing that happened in any. */
function lastRow(recording: Recording): number {
  const { rows } = recording.store;
  for (let step = recording.length - 1; step >= 0; step--) {
    const row = recording.rowOf(step);
    if (!recording.processes[recording.lanes[rows.lane[row]!]!.process]!.collector) return row;
  }
  return -1;
}

/** The first row of the thread of a row. */
function firstRow(recording: Recording, row: number): number {
  const { rows, starts, lane } = causalIndex(recording);
  return rows[starts[lane[row]!]!]!;
}

function span(recording: Recording, kind: 'work' | Input['kind'], begin: number, end: number): PathSpan {
  const { rows } = recording.store;
  const lane = rows.lane[end]!;
  return {
    kind,
    process: recording.lanes[lane]!.process,
    lane,
    fromLane: rows.lane[begin]!,
    from: Math.min(rows.time[begin]!, rows.time[end]!),
    to: rows.time[end]!,
    fromStep: recording.stepOf(begin),
    step: recording.stepOf(end),
  };
}

function totalsOf(spans: readonly PathSpan[]): Record<PathSpan['kind'], number> {
  const totals = { work: 0, message: 0, join: 0, start: 0, lock: 0 };
  for (const { kind, from, to } of spans) totals[kind] += to - from;
  return totals;
}
