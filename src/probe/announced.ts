/** What the library says of the very next spawn of this thread, which it makes inside the same call. */
import type { SpawnApi } from '../wire/events.js';

export interface Announced {
  api: SpawnApi;
  name?: string;
  daemon?: boolean;
  /** The true command, where the child is started through another program that replaces itself. */
  command?: string[];
}

let next: Announced | undefined;

/**
 * The next spawn takes this, instead of what could be read from the stack; its waits and its IPC channel are left untold, as they are
 * the library's own and the library tells better ones.
 */
export function announceSpawn(announced: Announced): void {
  next = announced;
}

export function takeAnnounced(): Announced | undefined {
  const taken = next;
  next = undefined;
  return taken;
}
