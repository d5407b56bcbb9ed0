/** A channel as the filter language names it. Pure. */
import type { Recording } from '../../recording/index.js';

export function filterOf({ channels }: Recording, channel: number): string {
  const { id } = channels[channel]!;
  return /^[\w/.-]+$/.test(id) ? `channel:${id}` : `channel:"${id.replace(/(["\\])/g, '\\$1')}"`;
}
