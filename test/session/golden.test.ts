/** Whole logs of whole runs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesGolden } from '../golden.js';
import { fixture, record } from '../process-view.js';

test('a run with one of each has this very log', { skip: process.platform === 'win32' }, async (t) => {
  const { events, code } = await record(t, [fixture('session/one-of-each.ts')]);
  assert.equal(code, 0);
  matchesGolden('one-of-each', events);
});
