/** How many workers would serve a pool best on this machine, by its tasks as they were: what the run would have taken with 1, 2, 3, … */
import type { Recording } from '../../recording.js';
import { type PoolWork, poolWork } from './pool-work.js';

export interface PoolAdvice {
  /** The pool's id as on the wire. */
  readonly pool: string;
  /** How many workers it had. */
  readonly workers: number;
  readonly advised: number;
  /** How much sooner it would be done: 2 is in half the time, 1 no sooner. */
  readonly gain: number;
  /** The fraction of the workers' time that went to computing, 0 to 1. */
  readonly computing: number;
  readonly cores: number;
  readonly tasks: number;
  /**
   * Why not more. `cores`: they compute, and there are no more processors. `owner`: the process that gives out the tasks is busy with
   * that. `lock`: they wait for a lock that one has at a time. `supply`: they wait for what other processes send. `tasks`: there are no
   * more tasks at once. `limit`: more would help still.
   */
  readonly because: 'cores' | 'owner' | 'lock' | 'supply' | 'tasks' | 'limit';
  /** What it would have taken with 1, 2, 3, … workers, microseconds. */
  readonly expected: readonly number[];
}

/** For each pool of the recording that has worked on tasks. `most`: how many workers are thinkable. */
export function advisePools(recording: Recording, most?: number): PoolAdvice[] {
  const pools = [...new Set(recording.tasks.map(({ pool }) => pool))];
  return pools.map((pool) => advisePool(recording, pool, most)).filter((advice) => advice !== undefined);
}

export function advisePool(recording: Recording, pool: string, most?: number): PoolAdvice | undefined {
  const work = poolWork(recording, pool);
  if (work === undefined) return undefined;
  const cores = recording.header?.cores ?? 1;
  const now = work.workers.length;
  const limit = most ?? Math.max(4 * cores, now, 8);
  const bounds = Array.from({ length: limit }, (_, index) => boundsOf(work, index + 1, cores));
  const expected = bounds.map((bound) => Math.max(...Object.values(bound)));
  const best = Math.min(...expected);
  const advised = expected.findIndex((time) => time <= best * AS_GOOD) + 1;
  return {
    pool,
    workers: now,
    advised,
    gain: (expected[now - 1] ?? best) / expected[advised - 1]!,
    computing: Math.min(work.cpu / Math.max(sum(work.tasks.map(({ alone }) => alone)), 1), 1),
    cores,
    tasks: work.tasks.length,
    because: reasonOf(bounds, advised, limit),
    expected,
  };
}

/** Fewer workers are better where more gain less than this. */
const AS_GOOD = 1.05;

interface Bounds {
  /** With so many workers, were each alone in the world. */
  workers: number;
  cores: number;
  owner: number;
  lock: number;
  supply: number;
}

const boundsOf = (work: PoolWork, workers: number, cores: number): Bounds => ({
  workers: finishTime(work, workers),
  cores: (work.cpu + work.owner) / cores,
  owner: work.owner,
  lock: work.locked,
  supply: work.unsupplied,
});

/** Each task begins with the first worker that is free, in the order in which they were submitted. */
function finishTime({ tasks }: PoolWork, workers: number): number {
  const begin = tasks[0]!.submitted;
  const free = new Array<number>(workers).fill(begin);
  for (const { submitted, alone } of tasks) {
    let next = 0;
    for (let worker = 1; worker < workers; worker++) if (free[worker]! < free[next]!) next = worker;
    free[next] = Math.max(free[next]!, submitted) + alone;
  }
  return Math.max(...free) - begin;
}

function reasonOf(bounds: readonly Bounds[], advised: number, limit: number): PoolAdvice['because'] {
  const { workers, cores, owner, lock, supply } = bounds[advised - 1]!;
  const next = bounds[advised] ?? bounds[advised - 1]!;
  const hardest = Math.max(cores, owner, lock, supply);
  if (next.workers > hardest * AS_GOOD) return advised === limit ? 'limit' : 'tasks';
  if (workers > hardest && next.workers === workers) return 'tasks';
  if (hardest === lock) return 'lock';
  if (hardest === supply) return 'supply';
  return hardest === owner ? 'owner' : 'cores';
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
