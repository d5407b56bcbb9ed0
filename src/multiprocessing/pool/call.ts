/** Calls a task's function: once, or for each item of a chunk, staying synchronous as long as the function is. */
import type { Target } from '../target/reference.js';
import { type Settled, TaskKind } from './protocol.js';

type Callable = (...args: unknown[]) => unknown;

/** What the task gives, or a promise of it. */
export function call(target: Target, kind: TaskKind, args: unknown[]): unknown {
  const run = target as unknown as Callable;
  switch (kind) {
    case TaskKind.apply:
      return run(...args);
    case TaskKind.map:
      return each(args, (item) => run(item));
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

function each(items: unknown[], run: (item: unknown) => unknown): unknown[] | Promise<unknown[]> {
  const results: unknown[] = new Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const result = run(items[i]);
    if (isThenable(result)) return finishAsync(items, run, results, i, result);
    results[i] = result;
  }
  return results;
}

/** One at a time, as a worker does one thing at a time. */
async function finishAsync(
  items: unknown[],
  run: (item: unknown) => unknown,
  results: unknown[],
  from: number,
  first: unknown,
): Promise<unknown[]> {
  results[from] = await first;
  for (let i = from + 1; i < items.length; i++) results[i] = await run(items[i]);
  return results;
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
