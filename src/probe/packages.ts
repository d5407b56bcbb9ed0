/** Which npm package starts a process or a thread, and what its workers are called where it is a pool. */
import { isProgram } from './sites.js';

/** As fields of a `spawn` or a `thread-start`; empty where the program's own file made the call. */
export function madeBy(frames: readonly NodeJS.CallSite[]): MadeBy {
  const file = frames.map((frame) => frame.getFileName()).find(isProgram);
  const by = file && PACKAGE.exec(file)?.[1]?.replace('\\', '/');
  return by ? { by, name: pools.has(by) ? workerName(by) : undefined } : {};
}

export interface MadeBy {
  by?: string;
  name?: string | undefined;
}

/** The last `node_modules` counts: some package managers have theirs in one another. */
const PACKAGE = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

const pools: ReadonlySet<string> = new Set([
  'ava',
  'jest-worker',
  'piscina',
  'poolifier',
  'thread-loader',
  'threads',
  'tinypool',
  'vitest',
  'workerpool',
]);

const counts = new Map<string, number>();

function workerName(pool: string): string {
  const n = (counts.get(pool) ?? 0) + 1;
  counts.set(pool, n);
  return `${pool} worker ${n}`;
}
