/** The library as it ships, and the targets of the tests' children. */
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

export const mp = require(
  path.resolve('dist/multiprocessing/index.js'),
) as typeof import('../../src/multiprocessing/index.js');

type Target = (...args: never[]) => unknown;

export const targets = require(path.resolve('test/fixtures/multiprocessing/queue-and-pipe-targets.cjs')) as Record<
  string,
  Target
>;

/** Starts a child that runs one of the targets. */
export function start(target: string, ...args: unknown[]): InstanceType<typeof mp.Process> {
  const child = new mp.Process({ target: targets[target] as (...args: unknown[]) => unknown, args, daemon: true });
  child.start();
  return child;
}

/** Takes so many items. */
export async function takeAll<T>(queue: { get(): Promise<T> }, count: number): Promise<T[]> {
  const items: T[] = [];
  while (items.length < count) items.push(await queue.get());
  return items;
}

export const rejectsWith = (name: string) => (error: Error) => {
  if (error.name !== name)
    throw new Error(`expected ${name}, but it was ${error.name}: ${error.message}`, { cause: error });
  return true;
};

/** Takes until nothing is left in it. */
export async function drain<T>(queue: { getNowait(): Promise<T> }): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    try {
      items.push(await queue.getNowait());
    } catch (error) {
      if ((error as Error).name !== 'QueueEmpty') throw error;
      return items;
    }
  }
}
