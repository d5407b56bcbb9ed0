/** What the sidebar says of processes: pure functions over a recording, now and at a moment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recording, roots } from '../../src/recording/index.js';
import {
  aliveCount,
  commandLine,
  conditionOf,
  describeProcess,
  labelOf,
  megabytes,
  threadsOf,
  type Words,
} from '../../src/views/process-nodes.js';
import { Waiting } from '../../src/views/waiting.js';
import type { TimedEvent } from '../../src/wire/events.js';

const words: Words = {
  exitCode: (code) => `code ${code}`,
  signal: (name) => `by ${name}`,
  ended: () => 'ended',
  blind: () => 'blind',
  waiting: () => 'waiting',
  thread: (id) => `thread ${id}`,
  notYet: () => 'not yet',
};

/** Main (10) forks 11, waits for it from 30 to 60, and 11 has a thread and ends with code 3; a shell (12) is blind and is killed. */
function story(): Recording {
  const node = { cwd: '/w', runtime: 'node 24.0.0' };
  const script = ['/usr/bin/node', '/w/main.ts'];
  const events: TimedEvent[] = [
    { type: 'start', time: 1, pid: 10, seq: 1, ppid: 1, command: script, ...node },
    { type: 'spawn', time: 10, pid: 10, seq: 2, child: 11, api: 'fork', command: [...script, 'ant', 'a b'] },
    { type: 'start', time: 20, pid: 11, seq: 1, ppid: 10, command: [...script, 'ant', 'a b'], ...node },
    { type: 'thread-start', time: 21, pid: 11, seq: 2, thread: 1, name: 'ticker' },
    { type: 'wait', time: 30, pid: 10, seq: 3, wait: 1, for: { kind: 'join', child: 11 } },
    { type: 'sample', time: 40, pid: 9, seq: 1, of: 10, cpu: 12.4, rss: 40_000_000 },
    { type: 'sample', time: 50, pid: 9, seq: 2, of: 10, cpu: 99.6, rss: 41_000_000 },
    { type: 'found', time: 55, pid: 12, seq: 1, ppid: 10, command: ['sh', '-c', 'sleep 1'] },
    { type: 'exit', time: 58, pid: 11, seq: 3, code: 3 },
    { type: 'wake', time: 60, pid: 10, seq: 4, wait: 1, outcome: 'done' },
    { type: 'child-exit', time: 70, pid: 10, seq: 5, child: 12, signal: 'SIGKILL' },
  ];
  const recording = new Recording();
  const machine = { platform: 'linux', hostname: 'h', cores: 2, cwd: '/w', tool: '0.1.0' };
  const startedAt = '2026-11-25T00:00:00.000Z';
  recording.append({
    type: 'header',
    format: 'process-view',
    version: 1,
    startedAt,
    command: script,
    collector: 9,
    ...machine,
  });
  for (const event of events) recording.append(event);
  return recording;
}

function at(recording: Recording, time?: number) {
  const moment = { waiting: new Waiting(recording).processes(time), time };
  const of = (pid: number) => recording.processes.find((process) => process.pid === pid)!;
  return {
    condition: (pid: number) => conditionOf(of(pid), moment),
    text: (pid: number) => describeProcess(recording, of(pid), words, moment),
    label: (pid: number) => labelOf(recording, of(pid)),
    of,
  };
}

test('conditions now', () => {
  const now = at(story());
  assert.deepEqual([10, 11, 12].map(now.condition), ['running', 'failed', 'killed']);
});

test('conditions at moments of the past', () => {
  const recording = story();
  const conditions = (time: number) => [10, 11, 12].map(at(recording, time).condition);
  assert.deepEqual(conditions(5), ['running', 'unborn', 'unborn']);
  assert.deepEqual(conditions(30), ['waiting', 'running', 'unborn']);
  assert.deepEqual(conditions(57), ['waiting', 'running', 'blind']);
  assert.deepEqual(conditions(60), ['running', 'failed', 'blind']);
  assert.deepEqual(conditions(70), ['running', 'failed', 'killed']);
});

test('descriptions: pid, state, and the last figures that had been taken by then', () => {
  const recording = story();
  assert.equal(at(recording).text(10), 'pid 10 · 100% · 41 MB');
  assert.equal(at(recording, 45).text(10), 'pid 10 · waiting · 12% · 40 MB');
  assert.equal(at(recording, 25).text(10), 'pid 10');
  assert.equal(at(recording, 5).text(11), 'pid 11 · not yet');
  assert.equal(at(recording).text(11), 'pid 11 · code 3');
  assert.equal(at(recording).text(12), 'pid 12 · by SIGKILL');
});

test('names: main, a script with its first argument, a program', () => {
  const now = at(story());
  assert.deepEqual([10, 11, 12].map(now.label), ['main', 'main.ts ant', 'sh -c sleep 1']);
});

test('the tree: one root, threads besides the main one, and how many are alive', () => {
  const recording = story();
  assert.deepEqual(
    roots(recording).map(({ pid }) => pid),
    [10],
  );
  assert.deepEqual(
    threadsOf(recording, at(recording).of(11)).map(({ name }) => name),
    ['ticker'],
  );
  assert.equal(aliveCount(recording), 1);
});

test('waits are followed as they come: an ended one is no longer waited for', () => {
  const recording = new Recording();
  const waiting = new Waiting(recording);
  recording.append({ type: 'start', time: 1, pid: 10, seq: 1, ppid: 1, command: [], cwd: '/', runtime: 'node' });
  recording.append({ type: 'wait', time: 2, pid: 10, seq: 2, wait: 1, for: { kind: 'join', child: 11 } });
  assert.equal(waiting.processes().size, 1);
  recording.append({ type: 'wake', time: 3, pid: 10, seq: 3, wait: 1, outcome: 'done' });
  assert.equal(waiting.processes().size, 0);
});

test('command lines are quoted where a shell would need it, and sizes are in powers of 1,000', () => {
  const now = at(story());
  assert.equal(commandLine(now.of(11)), '/usr/bin/node /w/main.ts ant "a b"');
  assert.deepEqual([999, 41_000, 1_500_000, 2_340_000_000].map(megabytes), ['999 B', '41 kB', '2 MB', '2.3 GB']);
});
