/** Causality against vector clocks kept while the random program ran. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causality, happensBefore, Recording } from '../../src/recording/index.js';
import type { TimedEvent } from '../../src/wire/events.js';
import { randomFrom, randomRun } from './random-program.js';

type Clock = Map<string, number>;

for (let seed = 1; seed <= 40; seed++) {
  test(`past and future equal those by vector clocks (seed ${seed})`, () => {
    const { events, arrived, clocks } = randomRun(seed, {
      steps: 250,
      skew: seed % 2 ? 300 : 0,
      tick: seed % 3 ? 50 : 0,
    });
    const recording = new Recording();
    for (const event of arrived) recording.append(event);
    const step = new Map<TimedEvent, number>();
    for (let i = 0; i < recording.length; i++) step.set(arrived[recording.rowOf(i)]!, i);
    const random = randomFrom(seed);
    for (let i = 0; i < 15; i++) {
      const self = events[Math.floor(random() * events.length)]!;
      const cause = causality(recording, step.get(self)!);
      const counts = { past: 0, future: 0, self: 0, concurrent: 0 };
      for (const other of events) {
        const wanted = relation(self, other, clocks);
        counts[wanted]++;
        assert.equal(cause.relation(step.get(other)!), wanted, JSON.stringify({ self, other }));
      }
      assert.deepEqual(
        { past: cause.pastCount, future: cause.futureCount },
        { past: counts.past, future: counts.future },
      );
    }
  });
}

test('a receive without a send and a cycle of messages end the walk', () => {
  const recording = new Recording();
  const common = { pid: 1, channel: 'ipc/2' };
  recording.append({ ...common, type: 'receive', time: 1, seq: 1, message: 'ipc/2:2>1#1' });
  recording.append({ ...common, type: 'send', time: 2, seq: 2, message: 'ipc/2:1>2#1' });
  recording.append({ ...common, type: 'receive', time: 1, pid: 2, seq: 1, message: 'ipc/2:1>2#1' });
  recording.append({ ...common, type: 'send', time: 2, pid: 2, seq: 2, message: 'ipc/2:2>1#1' });
  recording.append({ ...common, type: 'receive', time: 9, pid: 2, seq: 3, message: 'ipc/2:1>2#7' });
  assert.ok(causality(recording, 4).pastCount >= 2);
  assert.ok(happensBefore(recording, 0, 4));
});

function relation(self: TimedEvent, other: TimedEvent, clocks: Map<TimedEvent, Clock>) {
  if (self === other) return 'self';
  if (before(clocks.get(other)!, clocks.get(self)!)) return 'past';
  return before(clocks.get(self)!, clocks.get(other)!) ? 'future' : 'concurrent';
}

/** Whether everything that one event knows, the other knows too. */
const before = (one: Clock, other: Clock): boolean =>
  [...one].every(([lane, count]) => (other.get(lane) ?? 0) >= count);
