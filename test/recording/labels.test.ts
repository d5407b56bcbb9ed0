/** What processes are called: one source for the sidebar, the command line and the panel. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processLabels, Recording } from '../../src/recording/index.js';
import type { TimedEvent } from '../../src/wire/events.js';

/** The labels of children of `main`, by their commands; a string is a name that was given. */
function labelsOf(...children: (string[] | string)[]): string[] {
  const recording = new Recording();
  recording.append(start(1, 0, ['node', '/w/main.js']));
  for (const [i, child] of children.entries())
    recording.append(
      typeof child === 'string' ? { ...start(10 + i, 1, ['node', '/w/lib.js']), name: child } : start(10 + i, 1, child),
    );
  return processLabels(recording).slice(1);
}

const start = (pid: number, ppid: number, command: string[]): TimedEvent & { type: 'start' } => ({
  type: 'start',
  time: pid,
  seq: 1,
  pid,
  ppid,
  command,
  cwd: '/w',
  runtime: 'node 24.1.0',
});

const worker = (...args: string[]): string[] => ['/usr/bin/node', '/w/worker.js', ...args];

test('a script with its first argument, a program with its options', () => {
  assert.deepEqual(labelsOf(worker()), ['worker.js']);
  assert.deepEqual(labelsOf(worker('ant', 'a b')), ['worker.js ant']);
  assert.deepEqual(labelsOf(['sh', '-c', 'sleep 1', 'x']), ['sh -c sleep 1']);
  assert.deepEqual(labelsOf(['/bin/date', '--utc']), ['date --utc']);
  assert.deepEqual(labelsOf(['/usr/bin/node', '-e', 'work()']), ['node -e work()']);
  assert.deepEqual(labelsOf(['python3', '-u', 'job.py', 'x']), ['job.py x']);
});

test('of one script, the arguments that tell them apart', () => {
  assert.deepEqual(labelsOf(worker('ant'), worker('bee')), ['worker.js ant', 'worker.js bee']);
  assert.deepEqual(labelsOf(worker('--mode', 'fast', 'ant'), worker('--mode', 'fast', 'bee')), [
    'worker.js ant',
    'worker.js bee',
  ]);
  assert.deepEqual(labelsOf(worker('job', '1', 'x', 'a'), worker('job', '1', 'y', 'a'), worker('job', '2', 'x', 'a')), [
    'worker.js 1 x',
    'worker.js 1 y',
    'worker.js 2 x',
  ]);
  assert.deepEqual(labelsOf(worker(), worker('bee')), ['worker.js', 'worker.js bee']);
});

test('the pid only where nothing else tells them apart', () => {
  assert.deepEqual(labelsOf(worker(), worker()), ['worker.js (10)', 'worker.js (11)']);
  assert.deepEqual(labelsOf(worker('ant'), worker('ant'), worker('bee')), [
    'worker.js ant (10)',
    'worker.js ant (11)',
    'worker.js bee',
  ]);
  assert.deepEqual(labelsOf('digger', 'digger', 'cook'), ['digger (10)', 'digger (11)', 'cook']);
});

test('long arguments are cut in the middle, and stay apart by pid if that makes them equal', () => {
  const folder = `/very/long/${'folder/'.repeat(20)}`;
  assert.deepEqual(labelsOf(worker(`${folder}in-1.json`), worker(`${folder}in-2.json`)), [
    'worker.js /very/long/f…er/folder/in-1.json',
    'worker.js /very/long/f…er/folder/in-2.json',
  ]);
  assert.deepEqual(labelsOf(worker(`${folder}1${folder}`), worker(`${folder}2${folder}`)), [
    'worker.js /very/long/f…lder/folder/folder/ (10)',
    'worker.js /very/long/f…lder/folder/folder/ (11)',
  ]);
});
