/** How long a call waits: its options, its timeout and AbortSignal, and what is told of it. */
import { channels, nextWaitId, type WaitReason } from './channels.js';
import type { Client } from './client/client.js';
import { ValueError } from './errors.js';
import type { Reply } from './frames/frames.js';

/** How long a call may wait; without either, for ever. */
export interface WaitOptions {
  /** The longest it waits, in milliseconds; 0 or less does not wait at all. */
  timeout?: number | undefined;
  /** Ends the wait early: the call then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export type Outcome = 'done' | 'timeout' | 'closed' | 'error';

/** Refuses what is no time; throws the reason of a signal that was aborted before. */
export function checkOptions({ timeout, signal }: WaitOptions, call: string): void {
  if (timeout !== undefined && (typeof timeout !== 'number' || Number.isNaN(timeout)))
    throw new ValueError(`${call}: the timeout is ${String(timeout)}, but must be a number of milliseconds.`);
  signal?.throwIfAborted();
}

/** Tells that a wait begins; the number is 0 where nobody listens. */
export function tellWait(reason: WaitReason, timeout?: number): number {
  if (!channels.wait.hasSubscribers) return 0;
  const wait = nextWaitId();
  const told = timeout === undefined || timeout === Number.POSITIVE_INFINITY ? {} : { timeout };
  channels.wait.publish({ type: 'wait', wait, for: reason, ...told });
  return wait;
}

export function tellWake(wait: number, outcome: Outcome): void {
  if (wait !== 0) channels.wait.publish({ type: 'wake', wait, outcome });
}

/** Calls `stop` once when the time is over or the signal is aborted; the returned function ends the watch. */
export function watch({ timeout, signal }: WaitOptions, stop: () => void): () => void {
  const timer = timeout !== undefined && timeout < 2 ** 31 ? setTimeout(stop, Math.max(0, timeout)) : undefined;
  signal?.addEventListener('abort', stop, { once: true });
  return () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  };
}

/**
 * Waits for the answer to a request, at most as long as the options say; keeps the process alive meanwhile. The broker decides whether
 * an answer or a cancellation was first, so that nothing is both done and given up.
 */
export async function patiently(
  client: Client,
  resource: number,
  { number, reply }: { number: number; reply: Promise<Reply> },
  options: WaitOptions,
  reason?: WaitReason,
): Promise<Reply> {
  const wait = reason ? tellWait(reason, options.timeout) : 0;
  const unwatch = watch(options, () => client.cancel(resource, number));
  client.hold();
  try {
    const answer = await reply;
    tellWake(wait, 'cancelled' in answer ? 'timeout' : 'error' in answer ? 'error' : 'done');
    if ('cancelled' in answer) options.signal?.throwIfAborted();
    return answer;
  } catch (error) {
    if (client.gone) tellWake(wait, 'closed');
    throw error;
  } finally {
    unwatch();
    client.letGo();
  }
}
