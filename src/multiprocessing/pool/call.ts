/** Calls a task's function: once, or for each item of a chunk, staying synchronous as long as the function is. */
import type { Target } from '../target/reference.js';
import { type Settled, TaskKind } from './protocol.js';

type Callable = (...args: unknown[]) => unknown;

/** What the task gives, or a promise of it; undefined for a chunk of which each item gave undefined. */
export function call(target: Target, kind: TaskKind, args: unknown[]): unknown {
  const run = target as unknown as Callable;
  switch (kind) {
    case TaskKind.apply:
      return run(...args);
    case TaskKind.map:
      return each(args, run);
    case TaskKind.starmap:
      return each(args, (item) => run(...(item as unknown[])));
    case TaskKind.imap:
      return each(args, (item) => settled(() => run(item)));
  }
}

export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';

/** How a task is called for people: a chunk with the number of its items. */
export const taskName = (name: string, kind: TaskKind, args: unknown[]): string =>
  kind === TaskKind.apply ? name : `${name} × ${args.length}`;

/** The results begin to be kept with the first that is something: many a chunk is run for what it does. */
function each(
  items: unknown[],
  run: (item: unknown) => unknown,
): unknown[] | Promise<unknown[] | undefined> | undefined {
  let results: unknown[] | undefined;
  for (let i = 0; i < items.length; i++) {
    const result = run(items[i]);
    if (result === undefined && results === undefined) continue;
    results ??= nothings(i);
    if (isThenable(result)) return finishAsync(items, run, results, result);
    results.push(result);
  }
  return results;
}

export const nothings = (count: number): undefined[] => new Array(count).fill(undefined);

/** One at a time, as a worker does one thing at a time. */
async function finishAsync(
  items: unknown[],
  run: (item: unknown) => unknown,
  results: unknown[],
  first: unknown,
): Promise<unknown[] | undefined> {
  results.push(await first);
  for (let i = results.length; i < items.length; i++) results.push(await run(items[i]));
  return results.some((result) => result !== undefined) ? results : undefined;
}

function settled(run: () => unknown): Settled | Promise<Settled> {
  try {
    const value = run();
    return isThenable(value) ? settledLater(value) : { value };
  } catch (error) {
    return { error };
  }
}

async function settledLater(promise: PromiseLike<unknown>): Promise<Settled> {
  try {
    return { value: await promise };
  } catch (error) {
    return { error };
  }
}
