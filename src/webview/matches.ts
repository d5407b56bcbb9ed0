/** What the filter leaves, with nothing to compute where there is no filter. */
import type { Filter, Recording } from '../recording/index.js';
import { lazily } from './lazy.js';

export interface Matches {
  /** Ascending; undefined where every step is left. */
  steps: Uint32Array | undefined;
  count: number;
  of: number;
  passes(step: number): boolean;
}

/** A filter's text as read: what it asks for, or a sentence on what is wrong in it. */
export type ReadFilter = { filter: Filter; problem?: undefined } | { filter?: undefined; problem: string };

/** The filter language, which is fetched when a filter is wanted: until it is there a filter leaves everything. */
export const filterEngine = lazily(() => import('./filter-engine.js'));

export function readFilter(text: string): ReadFilter {
  return (text.trim() === '' ? undefined : filterEngine.value?.readFilter(text)) ?? { filter: { op: 'all' } };
}

/** Whether a filter leaves all there is; so does one that cannot be read: better too much than an empty picture. */
export const leavesAll = ({ filter }: ReadFilter): boolean => !filter || filter.op === 'all';

export function matchesOf(recording: Recording, read: ReadFilter): Matches {
  const of = recording.length;
  const engine = leavesAll(read) ? undefined : filterEngine.value;
  return engine?.matchesOf(recording, read.filter!) ?? { steps: undefined, count: of, of, passes: () => true };
}
