/** A debugger's pauses: told by the collector, they stand in the lane of the process that was stopped, over what it waited for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explanations, laneSegments, Recording, segmentKinds, stateAt } from '../../src/recording/index.js';
import { Pauses } from '../../src/session/pauses.js';
import { encode } from '../../src/wire/codec.js';
import type { WireEvent } from '../../src/wire/events.js';

const header: WireEvent = {
  type: 'header',
  format: 'process-view',
  version: 1,
  startedAt: new Date(0).toISOString(),
  platform: 'linux',
  hostname: 'h',
  cores: 1,
  cwd: '/',
  command: ['node', 'a.js'],
  tool: '0.1.0',
  collector: 1,
};
const start: WireEvent = {
  type: 'start',
  time: 0,
  pid: 7,
  seq: 1,
  ppid: 1,
  command: ['node', 'a.js'],
  cwd: '/',
  runtime: 'node 24',
};
const told: WireEvent[] = [
  header,
  start,
  { type: 'wait', time: 10, pid: 7, seq: 2, wait: 1, for: { kind: 'join', child: 8 } },
  { type: 'wait', time: 20, pid: 1, seq: 1, of: 7, wait: 1, for: { kind: 'debugger' }, blocking: true },
  { type: 'wake', time: 30, pid: 1, seq: 2, of: 7, wait: 1, outcome: 'done' },
  { type: 'wake', time: 40, pid: 7, seq: 3, wait: 1, outcome: 'done' },
  { type: 'exit', time: 50, pid: 7, seq: 4, code: 0 },
];

function recordingOf(events: readonly WireEvent[]): Recording {
  const recording = new Recording();
  recording.appendBytes(Buffer.from(events.map(encode).join('')));
  recording.finish();
  return recording;
}

test('a pause cuts into the wait that it falls in, and both ids may be alike', () => {
  const recording = recordingOf(told);
  const lane = recording.processes.find(({ pid }) => pid === 7)!.lanes[0]!;
  const { length, from, to, what } = laneSegments(recording, lane, 'time');
  const stretches = Array.from({ length }, (_, i) => [from[i], to[i], segmentKinds[what[i]!]]);
  assert.deepEqual(stretches, [
    [0, 10, 'running'],
    [10, 20, 'join'],
    [20, 30, 'debugger'],
    [30, 40, 'join'],
    [40, 50, 'running'],
  ]);
});

test('at a step it is the process that waits, and no event of anybody counts as lost', () => {
  const recording = recordingOf(told);
  const lane = recording.processes.find(({ pid }) => pid === 7)!.lanes[0]!;
  const paused = told.findIndex((event) => event.type === 'wait' && event.of === 7) - 1;
  const { life, waits } = stateAt(recording, paused).lanes[lane]!;
  assert.equal(life, 'waiting');
  assert.equal(recording.waits.kind(waits.at(-1)!), 'debugger');
  assert.deepEqual(recording.event(paused), told[paused + 1], 'the event is as it was told');
});

test('who stands still in a debugger does not hang', () => {
  const recording = recordingOf(told.slice(0, 4));
  assert.deepEqual(explanations(recording, recording.length - 1).hangs, []);
});

test('lines of the debugger become a wait and its end; what makes no sense becomes nothing', () => {
  const pauses = new Pauses(1_000_000n);
  const wait = { type: 'wait', time: 2000, of: 7, thread: 3, wait: 1, for: { kind: 'debugger' }, blocking: true };
  assert.deepEqual(pauses.eventOf('pause 7 3 3000000'), wait);
  assert.equal(pauses.eventOf('pause 7 3 3000001'), undefined, 'it stands still already');
  assert.equal(pauses.eventOf('resume 7 0 3000001'), undefined, 'another thread');
  assert.deepEqual(pauses.eventOf('resume 7 3 4000000'), {
    type: 'wake',
    time: 3000,
    of: 7,
    thread: 3,
    wait: 1,
    outcome: 'done',
  });
  for (const line of ['', 'pause', 'pause x 0 1', 'pause 7 0', 'resume 7 3 5000000'])
    assert.equal(pauses.eventOf(line), undefined);
});
