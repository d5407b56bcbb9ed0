/** `process-view diff` on recordings of real programs: the two orders of the lessons, and one program with itself. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
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

test('fewer than two recordings', async () => {
  const { code, stderr } = await processView(['diff', 'a.pvrec']);
  assert.equal(code, 2);
  assert.match(stderr, /diff needs two recordings/);
});
