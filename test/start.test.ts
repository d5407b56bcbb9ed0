/** `npm start`: an example under Process View, its tree and its message log, and in a pipe an end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start } from './process-view.js';

test('npm start prints the tree and the log of its example and ends', async () => {
  const { code, stdout, stderr } = await start(process.execPath, ['test/start.mjs']).ended;
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^main \(\d+\) .*\n├─ .*\(\d+\) {2}fork .*\n└─ .*\(\d+\) {2}fork /m);
  const count = (type: string) =>
    stdout.match(new RegExp(`^ *\\d+ +[\\d.]+ +\\S.*? {2,}${type} {2,}`, 'gm'))?.length ?? 0;
  assert.equal(count('send'), 12);
  assert.equal(count('receive'), 12);
  assert.match(stdout, /3 processes, 12 sent, 12 received/);
});

test('npm start with another script runs that one, and says what is wrong with one that is not there', async () => {
  const other = await start(process.execPath, ['test/start.mjs', 'test/fixtures/session/start-a-shell-for-a-moment.js'])
    .ended;
  assert.match(other.stdout, /└─ sh .*\(\d+\) {2}spawn {2}blind/);
  const missing = await start(process.execPath, ['test/start.mjs', 'examples/not-there.ts']).ended;
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /There is no script "examples\/not-there\.ts"/);
});
