/** The end of this process: what has to be flushed before it, for ends that do not come by an empty event loop. */

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
