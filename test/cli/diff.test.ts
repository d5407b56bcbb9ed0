/** `process-view diff` on recordings of real programs: the two orders of the lessons, and one program with itself. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { DiffData } from '../../src/recording/diff/data.js';
import { openRecording } from '../../src/recording/index.js';
import { processView, record } from '../process-view.js';

test('start both and then join, against join between the starts', async (t) => {
  const [a, b] = await Promise.all(
    ['3-start-both-then-join', '4-join-between-the-starts'].map((name) =>
      record(t, [path.resolve(`examples/${name}.ts`)]),
    ),
  );
  const { stdout, stderr, code } = await processView(['diff', a!.file, b!.file]);
  assert.deepEqual([code, stderr], [1, '']);
  assert.match(stdout, /^3 processes play the same part in both runs; \d+ things happened in both\.\n/);
  assert.match(
    stdout.split('\n')[1]!,
    /^First difference: main: where the first run starts \S+ \(step \d+, 3-start.*:17\), the second run first begins to wait for \S+ to end \(step \d+, 4-join.*:17\), and both do both\. The program behaved differently\.$/,
  );
  const same = await processView(['diff', a!.file, a!.file]);
  assert.equal(same.code, 0);
  assert.match(same.stdout, /No difference, not even in the order across processes\.\n$/);
});

test('as data, with the steps of both runs and what plays which part', async (t) => {
  const run = (name: string) => record(t, [path.resolve(`examples/${name}.ts`)]);
  const [a, b] = await Promise.all([run('3-start-both-then-join'), run('4-join-between-the-starts')]);
  const { stdout, code } = await processView(['diff', '--json', a!.file, b!.file]);
  assert.equal(code, 1);
  const data = JSON.parse(stdout) as DiffData;
  const [first, second] = [openRecording(readFileSync(a!.file)), openRecording(readFileSync(b!.file))];
  const difference = data.differences[data.first]!;
  assert.deepEqual([difference.verdict, difference.kind, data.count], ['changed', 'order', data.differences.length]);
  assert.deepEqual([first.type(difference.a! - 1), second.type(difference.b! - 1)], ['spawn', 'wait']);
  assert.equal(data.processes.length, 3);
  assert.equal(data.pairs.length, data.same);
  for (const [inA, inB] of data.pairs) assert.equal(first.type(inA - 1), second.type(inB - 1));
  const same = await processView(['diff', '--json', a!.file, a!.file]);
  assert.equal(same.code, 0);
  assert.deepEqual((JSON.parse(same.stdout) as DiffData).differences, []);
});

test('fewer than two recordings', async () => {
  const { code, stderr } = await processView(['diff', 'a.pvrec']);
  assert.equal(code, 2);
  assert.match(stderr, /diff needs two recordings/);
});
