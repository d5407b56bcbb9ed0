/** The steps that the log shows without a filter, kept up as events come: all but the samples, or one a message. */
import type { Recording } from '../../recording/index.js';
import { grown, larger } from '../../recording/rows.js';

/** `all`: every step; `events`: all but the samples, which come every second for every process; `messages`: one row a message. */
export type LogKinds = 'all' | 'events' | 'messages';

interface Kept {
  steps: Uint32Array;
  length: number;
}

const caches = new WeakMap<Recording, Partial<Record<LogKinds, Kept>>>();

/** Ascending; good until the next call for the same recording and kinds. */
export function stepsOfKind(recording: Recording, kinds: Exclude<LogKinds, 'all'>): Uint32Array {
  const known = caches.get(recording) ?? {};
  caches.set(recording, known);
  known[kinds] ??= { steps: new Uint32Array(1024), length: 0 };
  const kept = known[kinds];
  const from = recording.changedSince(kept);
  while (kept.length > 0 && kept.steps[kept.length - 1]! >= from) kept.length--;
  for (let step = from; step < recording.length; step++) if (isOfKind(recording, step, kinds)) add(kept, step);
  return kept.steps.subarray(0, kept.length);
}

export function isOfKind(recording: Recording, step: number, kinds: LogKinds): boolean {
  if (kinds === 'all') return true;
  const type = recording.type(step);
  if (kinds === 'events') return type !== 'sample';
  // One row a message: its send, or its receive where the send is missing.
  return type === 'send' || (type === 'receive' && recording.messages.sendStep(recording.message(step)) < 0);
}

function add(kept: Kept, step: number): void {
  if (kept.length === kept.steps.length) {
    kept.steps = grown(kept.steps, new Uint32Array(larger(kept.length)));
  }
  kept.steps[kept.length++] = step;
}
