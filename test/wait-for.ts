/** Waits for the thing itself and not for time: looks again until it is there, and fails where it never comes. */
import { setTimeout as sleep } from 'node:timers/promises';

export async function waitFor<T>(look: () => T | Promise<T>, seconds = 20): Promise<NonNullable<T>> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`Not there after ${seconds} s: ${look}`);
    await sleep(10);
  }
}
