/** What the probe's tests have in common: which fixtures, and what must hold of any run. */
import assert from 'node:assert/strict';
import type { TimedEvent } from '../../src/wire/events.js';
import { ofType } from '../process-view.js';

/** Each is there as CommonJS and as an ES module. */
export const fixtures = [
  'fork-two-children-and-talk',
  'spawn-a-node-that-fails-and-one-behind-a-shell',
  'exec-commands-and-await-them',
  'run-children-synchronously',
  'cluster-of-a-worker-that-listens-and-talks',
  'worker-threads-that-talk-to-each-other',
].flatMap((name) => [`${name}.cjs`, `${name}.mjs`]);

/** In every process and thread the events are numbered from 1 with no gap. */
export function assertNoGap(events: TimedEvent[]): void {
  const numbers = new Map<string, number[]>();
  for (const { type, pid, tid = 0, seq } of events) {
    if (type === 'found') continue; // By the collector, of a process that it saw before its probe spoke.
    const key = `${pid}.${tid}`;
    numbers.set(key, [...(numbers.get(key) ?? []), seq]);
  }
  for (const [key, seqs] of numbers) {
    seqs.sort((a, b) => a - b);
    assert.deepEqual(
      seqs,
      seqs.map((_, i) => i + 1),
      `events of ${key}`,
    );
  }
}

/** Every send has its receive, not before it, and every receive its send. */
export function assertPaired(events: TimedEvent[]): void {
  const sends = new Map(ofType(events, 'send').map((event) => [event.message, event]));
  const receives = new Map(ofType(events, 'receive').map((event) => [event.message, event]));
  assert.deepEqual([...receives.keys()].sort(), [...sends.keys()].sort());
  assert.equal(sends.size, ofType(events, 'send').length, 'no two messages have one name');
  for (const [message, { time, pid, tid = 0 }] of receives) {
    const send = sends.get(message)!;
    assert.ok(send.time <= time, `${message} was sent at ${send.time} and received at ${time}`);
    assert.notEqual(`${send.pid}.${send.tid ?? 0}`, `${pid}.${tid}`);
  }
}
