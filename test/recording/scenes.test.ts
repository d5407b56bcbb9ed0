/** Single scenes: processes that share a pid, gaps, blind and killed ones, cycles, crowds, stepping, the picture's layout. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ActivityPyramid,
  inFlight,
  isError,
  laneSegments,
  nextStep,
  processLabels,
  processOrder,
  Recording,
  rowsByLane,
  type Scale,
  segmentKinds,
  stateAt,
  stepAtTime,
  stepsBetween,
  timelineRows,
  visibleSegments,
} from '../../src/recording/index.js';
import type { TimedEvent } from '../../src/wire/events.js';
import { randomFrom, randomRun } from './random-program.js';

type Loose = Partial<TimedEvent> & { type: TimedEvent['type'] } & Record<string, unknown>;

/** A recording of events given in brief: time and seq count up where they are left out. */
function recordingOf(events: Loose[]): Recording {
  const recording = new Recording();
  const seqs = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    const pid = event.pid ?? 1;
    const key = `${pid}.${event.tid ?? 0}`;
    const seq = event.seq ?? (seqs.get(key) ?? 0) + 1;
    seqs.set(key, seq);
    recording.append({ time: index + 1, ...event, pid, seq } as TimedEvent);
  }
  return recording;
}

const start = (pid: number, ppid: number, more: object = {}): Loose => ({
  type: 'start',
  pid,
  ppid,
  command: ['node', '/w/child.js'],
  cwd: '/w',
  runtime: 'node 24.1.0',
  ...more,
});
const spawn = (child: number, more: object = {}): Loose => ({
  type: 'spawn',
  child,
  api: 'fork',
  command: ['node', '/w/child.js'],
  ...more,
});

test('a pid that starts again is a new process with its own channel and messages', () => {
  const message = { message: 'ipc/7:1>7#1', channel: 'ipc/7' };
  const life: Loose[] = [
    spawn(7),
    start(7, 1),
    { type: 'send', ...message },
    { type: 'receive', pid: 7, ...message },
    { type: 'exit', pid: 7, code: 0 },
    { type: 'child-exit', child: 7, code: 0 },
  ];
  const again = life.map((event) => (event.pid === 7 ? { ...event } : event));
  const recording = recordingOf([start(1, 0), ...life, ...again]);
  const sevens = recording.processes.filter(({ pid }) => pid === 7);
  assert.equal(sevens.length, 2);
  assert.deepEqual(
    sevens.map(({ exitCode, parent }) => [exitCode, parent]),
    [
      [0, 0],
      [0, 0],
    ],
  );
  assert.equal(recording.messages.length, 2);
  assert.deepEqual(
    [0, 1].map((m) => recording.messages.latency(m)),
    [1, 1],
  );
  assert.equal(recording.channels.length, 2);
  assert.deepEqual(processLabels(recording), ['main', 'child.js (7)', 'child.js (7)']);
});

test('missing numbers are named, late and double ones are not missing', () => {
  const output = (seq: number, tid?: number): Loose => ({
    type: 'output',
    stream: 'stdout',
    text: 'x',
    seq,
    ...(tid && { tid }),
  });
  const recording = recordingOf([
    start(1, 0, { seq: 1 }),
    output(2),
    output(5),
    output(4),
    output(4),
    output(9),
    output(2, 3),
  ]);
  const main = recording.processes[0]!.lanes[0]!;
  assert.deepEqual(recording.gaps(), [
    { lane: main, from: 3, to: 3 },
    { lane: main, from: 6, to: 8 },
    { lane: 1, from: 1, to: 1 },
  ]);
});

test('a blind process stands in the tree; one that was killed has its signal from its parent', () => {
  const recording = recordingOf([
    start(1, 0),
    spawn(2, { api: 'exec', name: 'shell' }),
    { type: 'found', pid: 2, ppid: 1, command: ['sh', '-c', 'x'], why: 'not Node' },
    spawn(3, { daemon: true }),
    start(3, 1),
    { type: 'child-exit', child: 3, signal: 'SIGKILL' },
    { type: 'child-exit', child: 2, gone: true },
  ]);
  const [main, shell, killed] = recording.processes;
  assert.deepEqual([main!.blind, shell!.blind, shell!.blindWhy, killed!.blind], [false, true, 'not Node', false]);
  assert.deepEqual(
    [shell!.gone, shell!.name, killed!.signal, killed!.daemon, killed!.exitRow],
    [true, 'shell', 'SIGKILL', true, -1],
  );
  assert.deepEqual(
    processOrder(recording).map(({ process, depth }) => [process.pid, depth]),
    [
      [1, 0],
      [2, 1],
      [3, 1],
    ],
  );
  assert.equal(nextStep(recording, -1, 1, { by: 'error' }), 5);
  assert.ok(isError(recording, 5) && !isError(recording, 6));
});

test('a child whose parent is heard of only afterwards stands under it', () => {
  const recording = recordingOf([
    start(1, 0, { time: 1 }),
    start(3, 2, { time: 5 }),
    { type: 'exit', pid: 3, code: 0, time: 6 },
    { type: 'found', pid: 2, ppid: 1, command: ['sh'], time: 7 },
    { ...spawn(2, { api: 'execSync' }), pid: 1, time: 3 },
  ]);
  assert.deepEqual(
    processOrder(recording).map(({ process, depth }) => [process.pid, depth]),
    [
      [1, 0],
      [2, 1],
      [3, 2],
    ],
  );
});

test('what a dead receiver never got is lost, with when it died; what is under way is in flight', () => {
  const recording = recordingOf([
    start(1, 0),
    spawn(2),
    start(2, 1),
    { type: 'send', message: 'ipc/2:1>2#1', channel: 'ipc/2' },
    { type: 'send', message: 'ipc/2:1>2#2', channel: 'ipc/2' },
    { type: 'receive', pid: 2, message: 'ipc/2:1>2#1', channel: 'ipc/2' },
    { type: 'exit', pid: 2, code: 0 },
  ]);
  const { messages } = recording;
  assert.deepEqual(messages.fate(0), { state: 'received' });
  assert.deepEqual(messages.fate(0, 4), { state: 'in-flight' });
  assert.deepEqual(messages.fate(1, 5), { state: 'in-flight' });
  assert.deepEqual(messages.fate(1, 3), { state: 'not-sent' });
  assert.deepEqual(messages.fate(1), { state: 'lost', reason: { kind: 'receiver-ended', process: 1, time: 7 } });
  assert.deepEqual(inFlight(recording, 4, 0), [0, 1]);
  assert.deepEqual(inFlight(recording, 6, 0), [1]);
});

test('two processes that join each other, and one that claims to be its own ancestor, are shown as they are', () => {
  const recording = recordingOf([
    start(1, 2),
    start(2, 1),
    { type: 'wait', wait: 1, for: { kind: 'join', child: 2 } },
    { type: 'wait', pid: 2, wait: 1, for: { kind: 'join', child: 1 } },
    { type: 'spawn', pid: 2, child: 1, api: 'fork', command: [] },
  ]);
  const state = stateAt(recording, recording.length - 1);
  assert.deepEqual(
    state.lanes.map(({ life }) => life),
    ['waiting', 'waiting'],
  );
  assert.deepEqual(
    state.lanes.map(({ waits }) => recording.waits.child(waits[0]!)),
    [1, 0],
  );
  assert.equal(processOrder(recording).length, 2);
});

test('5,000 processes, each a child of the one before, are ordered and shown', () => {
  const events: Loose[] = [start(1, 0)];
  for (let pid = 2; pid <= 5000; pid++) events.push({ ...spawn(pid), pid: pid - 1 }, start(pid, pid - 1));
  const recording = recordingOf(events);
  assert.equal(processOrder(recording).at(-1)!.depth, 4999);
  assert.ok(stateAt(recording, recording.length - 1).lanes.every(({ life }) => life === 'running'));
  const rows = timelineRows(recording, { folded: new Set([10]), threads: new Set() });
  assert.deepEqual([rows.length, rows.at(-1)!.hidden, rows.at(-1)!.lanes.length], [11, 4989, 4990]);
  assert.equal(rowsByLane(recording, rows)[4999], 10);
});

test('stepping finds the same steps as looking at every one', () => {
  const { arrived } = randomRun(21, { steps: 500, skew: 40 });
  const recording = new Recording();
  for (const event of arrived) recording.append(event);
  const steps = Array.from({ length: recording.length }, (_, step) => step);
  const message = recording.message(steps.find((step) => recording.message(step) >= 0)!);
  const ends = [recording.messages.from(message), recording.messages.to(message)].sort();
  const checks = [
    [{ by: 'message' }, (s: number) => recording.message(s) >= 0],
    [{ by: 'process', process: 1 }, (s: number) => recording.process(s) === 1],
    [{ by: 'lane', lane: 2 }, (s: number) => recording.lane(s) === 2],
    [{ by: 'channel', channel: 1 }, (s: number) => recording.channel(s) === 1],
    [{ by: 'error' }, (s: number) => isError(recording, s)],
    [{ by: 'conversation', message }, (s: number) => sameTalk(recording, message, ends, s)],
  ] as const;
  for (const [by, wanted] of checks) {
    const forward: number[] = [];
    for (let s = nextStep(recording, -1, 1, by); s >= 0; s = nextStep(recording, s, 1, by)) forward.push(s);
    const back: number[] = [];
    for (let s = nextStep(recording, recording.length, -1, by); s >= 0; s = nextStep(recording, s, -1, by))
      back.push(s);
    assert.deepEqual(forward, steps.filter(wanted), by.by);
    assert.deepEqual(back.reverse(), forward);
  }
  for (const time of [-1, 0, 1000, 5000.5, 1e9]) {
    assert.equal(stepAtTime(recording, time), steps.filter((s) => recording.time(s) <= time).length - 1);
    const [first, last] = stepsBetween(recording, time, time + 3000, 'time');
    assert.deepEqual(
      steps.slice(first, last + 1),
      steps.filter((s) => recording.time(s) >= time && recording.time(s) <= time + 3000),
    );
  }
});

function sameTalk(recording: Recording, message: number, ends: number[], step: number): boolean {
  const other = recording.message(step);
  if (other < 0 || recording.messages.channel(other) !== recording.messages.channel(message)) return false;
  const [from, to] = [recording.messages.from(other), recording.messages.to(other)];
  return ends.includes(from) && ends.includes(to);
}

for (const scale of ['time', 'order'] as Scale[]) {
  test(`the segments of a lane say what stateAt says at every step (${scale})`, () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { arrived } = randomRun(seed, { steps: 200 });
      const recording = new Recording();
      for (const [i, event] of arrived.entries()) {
        recording.append(event);
        // Read while it grows, so that what is kept must be moved on.
        if (i % 7 === 0) laneSegments(recording, i % recording.lanes.length, scale);
      }
      for (const { index } of recording.lanes) checkSegments(recording, index, scale);
    }
  });

  test(`the pyramid counts every message once at every level, also while it grows (${scale})`, () => {
    const { arrived } = randomRun(2, { steps: 3000, skew: 20 });
    const random = randomFrom(2);
    const recording = new Recording();
    const pyramid = new ActivityPyramid(recording, scale);
    for (const event of arrived) {
      recording.append(event);
      if (random() < 0.02) pyramid.update();
    }
    pyramid.update();
    const fresh = new ActivityPyramid(recording, scale);
    for (const { width, buckets, counts } of pyramid.levels) {
      const same = fresh.levels.find((level) => level.width === width && level.buckets === buckets);
      if (same) assert.deepEqual(counts.subarray(0, same.counts.length), same.counts.subarray(0, counts.length));
    }
    const sum = (counts: Uint16Array) => counts.reduce((total, count) => total + count, 0);
    const sends = arrived.filter(({ type }) => type === 'send' || type === 'receive').length;
    for (const level of pyramid.levels) assert.equal(sum(level.counts), sends);
    for (const { width, buckets, counts } of fresh.levels) {
      for (let step = 0; step < recording.length; step++) {
        if (recording.message(step) < 0) continue;
        const position = scale === 'order' ? step : recording.time(step);
        assert.ok(counts[recording.lane(step) * buckets + Math.floor(position / width)]! > 0);
      }
    }
    assert.ok(pyramid.levelFor(1e12).buckets <= 256 && pyramid.levelFor(0) === pyramid.levels[0]);
  });
}

function checkSegments(recording: Recording, lane: number, scale: Scale): void {
  const segments = laneSegments(recording, lane, scale);
  const position = (step: number) => (scale === 'order' ? step : recording.time(step));
  for (let step = 0; step + 1 < recording.length; step++) {
    const middle = (position(step) + position(step + 1)) / 2;
    if (position(step) === position(step + 1)) continue;
    const state = stateAt(recording, step).lanes[lane];
    const inside = [...segments.from].findIndex((from, i) => from <= middle && middle < segments.to[i]!);
    if (state === undefined || state.life === 'unborn' || state.life === 'exited') assert.equal(inside, -1);
    else assert.equal(segments.wait[inside], state.waits[0] ?? -1, `lane ${lane}, after step ${step}`);
  }
  const seen = visibleSegments(segments, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  assert.ok(
    seen.length <= 1 && (seen.length === 0 || segments.length === 1 || segmentKinds[seen.what[0]!] === 'mixed'),
  );
}
