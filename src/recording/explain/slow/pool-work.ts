/** What the tasks of a pool were made of: processor time, waits, locks, and what each cost the pool's owner. */
import type { Recording } from '../../recording.js';
import { typeCode } from '../../rows.js';
import type { Task } from '../../tasks.js';
import type { WaitKind } from '../../waits.js';
import { looksAt, rowsOf } from './looks.js';

/** Microseconds. */
export interface PoolWork {
  readonly pool: string;
  /** Lanes. */
  readonly workers: readonly number[];
  /** The tasks that came to their end, a chunk as its items, in the order of their submission. */
  readonly tasks: readonly { readonly submitted: number; readonly alone: number }[];
  /** Processor time of all tasks. */
  readonly cpu: number;
  /** What the owner's thread did for them: each task passes through it, one after the other. */
  readonly owner: number;
  /** How long the most used lock was held by the workers: only one of them at a time. */
  readonly locked: number;
  /** How long at least one worker waited for what other processes were to send. */
  readonly unsupplied: number;
  /** From the first submission to the last end. */
  readonly took: number;
}

/** Undefined for a pool of which no task has been worked on, or whose workers have told nothing of the time that they used. */
export function poolWork(recording: Recording, pool: string): PoolWork | undefined {
  const { time } = recording.store.rows;
  const tasks = recording.tasks
    .filter((task) => task.pool === pool && task.startedRow >= 0 && task.endRow >= 0)
    .sort((a, b) => submission(recording, a) - submission(recording, b));
  if (tasks.length === 0) return undefined;
  const workers = [...new Set(tasks.map(({ worker }) => worker))];
  const begin = Math.min(
    ...sample(tasks).map(({ submittedRow, startedRow }) => time[submittedRow < 0 ? startedRow : submittedRow]!),
  );
  const end = tasks.reduce((last, { endRow }) => Math.max(last, time[endRow]!), 0);
  const used = workers.map((lane) => cpuOf(recording, lane, tasks));
  if (!used.every((time) => time !== undefined)) return undefined;
  const cpu = used.reduce((sum, time) => sum + time, 0);
  const crowd = Math.max(1, workers.length / (recording.header?.cores ?? workers.length));
  const gap = roundTrip(recording, tasks, workers);
  const waits = new Map(workers.map((lane) => [lane, waitsOf(recording, lane, ['lock', ...supplies])]));
  const supply = new Map(workers.map((lane) => [lane, waitsOf(recording, lane, supplies)]));
  return {
    pool,
    workers,
    tasks: tasks.flatMap((task) => itemsOf(recording, task, waits.get(task.worker)!, cpu / tasks.length, crowd, gap)),
    cpu,
    owner: ownerWork(recording, tasks, begin, end),
    locked: lockedFor(recording, workers),
    unsupplied: unsupplied(recording, tasks, supply),
    took: end - begin,
  };
}

/** For what only needs the earliest: the first tasks were submitted first. */
const sample = (tasks: readonly Task[]): readonly Task[] => tasks.slice(0, 1000);

/** A chunk of `map` as its items: with another number of workers they would have been put together otherwise. */
function itemsOf(
  recording: Recording,
  task: Task,
  waits: readonly Stretch[],
  cpu: number,
  crowd: number,
  gap: number,
): PoolWork['tasks'] {
  const count = Math.min(Number(/ × (\d+)$/.exec(task.name)?.[1] ?? 1), MOST_ITEMS);
  const alone = (aloneOf(recording, task, waits, cpu, crowd) + gap) / count;
  const submitted = submission(recording, task);
  return Array.from({ length: count }, () => ({ submitted, alone }));
}

const MOST_ITEMS = 100;

function submission({ store: { rows } }: Recording, { submittedRow, startedRow }: Task): number {
  return rows.time[submittedRow < 0 ? startedRow : submittedRow]!;
}

/** The processor time that a worker used from its first task on; undefined where nothing is known of it. */
function cpuOf(recording: Recording, lane: number, tasks: readonly Task[]): number | undefined {
  const own = tasks.filter(({ worker }) => worker === lane);
  const { time } = recording.store.rows;
  return usedBetween(recording, lane, time[own[0]!.startedRow]!, time[own.at(-1)!.endRow]!);
}

/** By what the process told at its end, less what its start must have taken; else by samples. */
function usedBetween(recording: Recording, lane: number, begin: number, end: number): number | undefined {
  const { index, cpu, bornTime } = recording.processes[recording.lanes[lane]!.process]!;
  const looks = looksAt(recording, lane);
  const [before, after] = [
    looks.findLast((look) => look.time <= begin)?.cpu,
    looks.find((look) => look.time >= end)?.cpu,
  ];
  if (before !== undefined && after !== undefined) return Math.min(after - before, end - begin);
  if (cpu === undefined) return sampledBetween(recording, index, begin, end);
  // A process that starts does nothing but compute.
  const start = Math.min(begin - bornTime, LONGEST_START);
  return Math.min(Math.max(cpu.user + cpu.system - start, 0), end - begin);
}

/** Microseconds: with TypeScript to compile. */
const LONGEST_START = 400_000;

function sampledBetween(recording: Recording, process: number, begin: number, end: number): number | undefined {
  const { time, cpu } = recording.samples(process);
  const within = cpu.filter((_, index) => time[index]! >= begin && time[index]! <= end);
  if (within.length === 0) return undefined;
  return ((end - begin) * within.reduce((sum, percent) => sum + percent, 0)) / within.length / 100;
}

/**
 * A task's time as it would be without the others: without its waits for them and, on a crowded machine, for a processor. One that computes
 * for most of its time is taken to compute all the time: what is missing others have taken.
 */
function aloneOf(
  recording: Recording,
  { startedRow, endRow }: Task,
  waits: readonly Stretch[],
  cpu: number,
  crowd: number,
): number {
  const { time } = recording.store.rows;
  const [begin, end] = [time[startedRow]!, time[endRow]!];
  const waited = waits
    .filter(({ from, to }) => from >= begin && to <= end)
    .reduce((sum, { from, to }) => sum + to - from, 0);
  const own = Math.max(end - begin - waited, 0);
  const computed = Math.min(cpu, own);
  return computed > own * MOSTLY ? computed : Math.max(own - computed * (crowd - 1), computed);
}

const MOSTLY = 0.6;

interface Stretch {
  from: number;
  to: number;
}

/** The waits of a lane for what other processes do: for locks, or for messages and room. */
function waitsOf(recording: Recording, lane: number, kinds: readonly WaitKind[]): Stretch[] {
  const { rows, waits } = recording.store;
  return [...rowsOf(recording, lane)].flatMap((row) => {
    const wait = rows.ref[row]!;
    const isOne =
      rows.type[row] === typeCode.wake && waits.waitRow[wait]! >= 0 && kinds.includes(recording.waits.kind(wait));
    return isOne ? [{ from: rows.time[waits.waitRow[wait]!]!, to: rows.time[row]! }] : [];
  });
}

const supplies: readonly WaitKind[] = ['get', 'recv', 'put', 'message'];

/** How long at least one of them waited, in its tasks, for what others send: more workers would only wait too. */
function unsupplied(
  recording: Recording,
  tasks: readonly Task[],
  waits: ReadonlyMap<number, readonly Stretch[]>,
): number {
  const { time } = recording.store.rows;
  const stretches = tasks
    .flatMap(({ worker, startedRow, endRow }) =>
      waits.get(worker)!.filter(({ from, to }) => from >= time[startedRow]! && to <= time[endRow]!),
    )
    .sort((a, b) => a.from - b.from);
  let [sum, until] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of stretches) {
    sum += Math.max(to - Math.max(from, until), 0);
    until = Math.max(until, to);
  }
  return sum;
}

/** What lies between a task's end and the same worker's next, where the next was waiting to be begun: the way there and back. */
function roundTrip(recording: Recording, tasks: readonly Task[], workers: readonly number[]): number {
  const { time } = recording.store.rows;
  let [sum, count] = [0, 0];
  for (const lane of workers) {
    const own = tasks.filter(({ worker }) => worker === lane).sort((a, b) => time[a.startedRow]! - time[b.startedRow]!);
    for (const [index, { startedRow, submittedRow }] of own.entries()) {
      const before = index === 0 ? undefined : time[own[index - 1]!.endRow]!;
      if (before === undefined || submittedRow < 0 || time[submittedRow]! > before) continue;
      sum += Math.max(time[startedRow]! - before, 0);
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

function ownerWork(recording: Recording, tasks: readonly Task[], begin: number, end: number): number {
  const owner = tasks.find((task) => task.owner >= 0)?.owner;
  return owner === undefined ? 0 : (usedBetween(recording, owner, begin, end) ?? 0);
}

function lockedFor(recording: Recording, workers: readonly number[]): number {
  const { time } = recording.store.rows;
  const held = recording.channels.map(({ kind, ends }) => {
    if (kind !== 'lock') return 0;
    const own = ends.filter(({ lane, end, closeRow }) => end === 'holder' && closeRow >= 0 && workers.includes(lane));
    return own.reduce((sum, { openRow, closeRow }) => sum + time[closeRow]! - time[openRow]!, 0);
  });
  return Math.max(0, ...held);
}
