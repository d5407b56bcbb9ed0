/** Work ahead of what a person may do next, a piece at a time, when the page has been still for a moment and has time. */

const STILL_MS = 150;
/** With less than this left of the idle time, a piece would make the next frame late. */
const LEAST_MS = 8;

/** `work` says whether there is more. `begin` puts it off again, as something has just happened. */
export function whenStill(work: () => boolean): { begin(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let handle = 0;
  const piece = (deadline: IdleDeadline): void => {
    let more = true;
    while (more && deadline.timeRemaining() > LEAST_MS) more = work();
    if (more) handle = requestIdleCallback(piece);
  };
  const stop = (): void => {
    clearTimeout(timer);
    cancelIdleCallback(handle);
  };
  const begin = (): void => {
    stop();
    timer = setTimeout(() => {
      handle = requestIdleCallback(piece);
    }, STILL_MS);
  };
  return { begin, stop };
}
