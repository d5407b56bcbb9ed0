/** A process that sends 10,000 messages and dies at once: none of its events is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimedEvent } from '../../src/wire/events.js';
import { fixture, ofType, record } from '../process-view.js';

const TIMES = 20;
const MESSAGES = 10_000;
const noStop = process.platform === 'win32' && 'Windows cannot stop a process and let it go on';

for (const way of ['exit', 'throw', 'SIGTERM', 'SIGKILL']) {
  test(`${way}, ${TIMES} times`, { skip: process.platform === 'win32' && way.startsWith('SIG') }, async (t) => {
    const script = fixture('probe/send-ten-thousand-messages-and-die.cjs');
    const { events } = await record(t, ['--quiet', '--runner', 'node', script, way, String(TIMES)]);
    const children = ofType(events, 'spawn').map(({ child }) => child);
    assert.equal(children.length, TIMES);
    const of = new Map<number, TimedEvent[]>(children.map((child) => [child, []]));
    for (const event of events.filter(isItsOwn)) of.get(event.pid)?.push(event);
    for (const child of children) assertWhole(of.get(child)!, way);
  });
}

test('a collector that stands still: what it has not taken is left for it', { skip: noStop }, async (t) => {
  const script = fixture('probe/flood-while-the-collector-stands-still-and-exit.cjs');
  const { events } = await record(t, ['--quiet', '--runner', 'node', script]);
  const fork = ofType(events, 'spawn').find(({ api }) => api === 'fork');
  assertWhole(
    events.filter((event) => event.pid === fork?.child && isItsOwn(event)),
    'exit',
  );
});

/** The collector may find a process before it has read what the process told itself. */
const isItsOwn = ({ type }: TimedEvent): boolean => type !== 'found';

function assertWhole(events: TimedEvent[], way: string): void {
  const sends = ofType(events, 'send');
  assert.equal(sends.length, MESSAGES);
  assert.deepEqual(
    sends.map(({ payload }) => payload),
    sends.map((_, i) => `{"i":${i}}`),
  );
  const last = Math.max(...events.map(({ seq }) => seq));
  assert.equal(events.length, last, 'no gap');
  assert.deepEqual(ofType(events, 'lost'), []);
  const [exit] = ofType(events, 'exit');
  assert.equal(exit?.code, way === 'exit' ? 0 : way === 'throw' ? 1 : undefined);
  assert.equal(ofType(events, 'error').length, way === 'throw' ? 1 : 0);
}
