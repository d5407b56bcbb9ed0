/** Finds the messages that were under way at a step without looking at all of them: blocks of messages know how far they reach. */
import type { Recording } from '../../recording/index.js';

const BLOCK = 1024;

interface Spans {
  /** By block: the first step at which one was sent, and the last at which one was received. */
  sent: number[];
  received: number[];
}

const caches = new WeakMap<Recording, Spans>();

/** The messages sent before `step` and received at it or later, at most `most`. */
export function underWayAt(recording: Recording, step: number, most: number): number[] {
  const { sent, received } = spansOf(recording);
  const found: number[] = [];
  for (let block = 0; block < sent.length && found.length < most; block++) {
    if (sent[block]! < step && received[block]! >= step) collect(recording, block, step, most, found);
  }
  return found;
}

function collect({ messages }: Recording, block: number, step: number, most: number, found: number[]): void {
  const end = Math.min((block + 1) * BLOCK, messages.length);
  for (let message = block * BLOCK; message < end && found.length < most; message++) {
    if (messages.receiveStep(message) < step) continue;
    const send = messages.sendStep(message);
    if (send >= 0 && send < step) found.push(message);
  }
}

/** Kept up as events come: only the steps that are new or have moved are looked at. */
function spansOf(recording: Recording): Spans {
  let spans = caches.get(recording);
  if (!spans) {
    spans = { sent: [], received: [] };
    caches.set(recording, spans);
  }
  const { order, messages } = recording.store;
  for (let step = recording.changedSince(spans); step < recording.length; step++) {
    const message = recording.message(step);
    if (message < 0) continue;
    const block = Math.floor(message / BLOCK);
    if (messages.sendRow[message] === order.rows[step]) spans.sent[block] = Math.min(spans.sent[block] ?? step, step);
    else spans.received[block] = Math.max(spans.received[block] ?? -1, step);
  }
  for (let block = 0; block < spans.sent.length; block++) {
    spans.sent[block] ??= Number.POSITIVE_INFINITY;
    spans.received[block] ??= -1;
  }
  return spans;
}
