/** What a message's time went into, by the looks at how long its receiver's event loop had been idle. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latencyParts } from '../../src/recording/index.js';
import { Scene } from './scene.js';

const message = { message: 'ipc/2:1>2#1', channel: 'ipc/2' };

/** Process 2 has its first look at 0.4 ms, and a message that is 2 ms under way; `idle` is what it was idle by then, 0.1 ms at the first look. */
function received(idle: number | undefined, bytes = 10) {
  const scene = new Scene().process(1).process(2, 1, 'w');
  const tick = () => scene.tell(1, { type: 'output', stream: 'stdout', text: '.' });
  scene.tell(2, { type: 'receive', message: 'ipc/2:1>2#0', channel: 'ipc/2', idle: 100 });
  scene.tell(1, { type: 'send', ...message, bytes });
  for (let i = 0; i < 19; i++) tick();
  scene.tell(2, { type: 'receive', ...message, ...(idle !== undefined && { idle }) });
  const recording = scene.recording();
  const { waiting, travelling, serialising } = latencyParts(recording, recording.message(recording.length - 1))!;
  return { waiting, travelling, serialising };
}

test('a message whose receiver was busy all the time has waited for its event loop', () => {
  assert.deepEqual(received(100), { waiting: 2000, travelling: 0, serialising: 0 });
});

test('where the receiver was idle for a part of it, it was busy for the rest at most', () => {
  // From the look on 2.1 ms have gone by, of which it was idle for 1.5.
  assert.deepEqual(received(1600), { waiting: 600, travelling: 1400, serialising: 0 });
  assert.deepEqual(received(2200), { waiting: 0, travelling: 2000, serialising: 0 });
});

test('without a look, and of a large message for which its receiver was at work, nothing is taken for waiting', () => {
  assert.deepEqual(received(undefined), { waiting: 0, travelling: 2000, serialising: 0 });
  assert.deepEqual(received(100, 300_000), { waiting: 0, travelling: 2000, serialising: 0 });
});
