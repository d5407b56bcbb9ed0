/**
 * The moments at which the parts of the library that share things have something to do, without the part that every process loads
 * having to load them: the end of this process or of a child, a pool's worker that has nothing to do.
 */

const flushes = new Set<() => Promise<void>>();

/** Registers what must be done before a pool's worker, told to stop, exits; gives the function that takes it back. */
export function onProcessEnd(flush: () => Promise<void>): () => void {
  flushes.add(flush);
  return () => flushes.delete(flush);
}

/** Runs all that was registered; a failure of one does not keep the others from being done. */
export async function flushBeforeEnd(): Promise<void> {
  await Promise.allSettled([...flushes].map((flush) => flush()));
}

const childEnds = new Set<(pid: number) => Promise<void>>();

/** Registers what must be done after a child has ended before it counts as ended, as when it is joined. */
export const onChildEnd = (hook: (pid: number) => Promise<void>): void => void childEnds.add(hook);

/** Runs what was registered; undefined where nothing was. */
export const afterChildEnd = (pid: number): Promise<unknown> | undefined =>
  childEnds.size === 0 ? undefined : Promise.all([...childEnds].map((hook) => hook(pid)));

const idles = new Set<() => void>();

/** Registers what is to be done when a pool's worker has finished all tasks that it held. */
export const onWorkerIdle = (hook: () => void): void => void idles.add(hook);

export function workerIsIdle(): void {
  for (const hook of idles) hook();
}
