/** Whole logs of the fixtures: what is told, in which order, from which line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesGolden } from '../golden.js';
import { nodeBinary } from '../nodes.mjs';
import { fixture, record } from '../process-view.js';
import { fixtures } from './probing.js';

for (const name of fixtures) {
  test(name, { skip: process.platform === 'win32' && 'the fixtures use a POSIX shell' }, async (t) => {
    // One version, as some number their threads differently.
    const node = await nodeBinary(24);
    const { events, code } = await record(t, ['--runner', 'node', '--node', node, fixture(`probe/${name}`)]);
    assert.equal(code, 0);
    matchesGolden(`probe/${name}`, JSON.parse(JSON.stringify(events).replaceAll(node, process.execPath)));
  });
}
