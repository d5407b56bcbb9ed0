/** Every way to start a child or a thread, in both module systems, on every Node: all is seen, and nothing is changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { majors, nodeBinary } from '../nodes.mjs';
import { fixture, ofType, record, start } from '../process-view.js';
import { assertNoGap, assertPaired, fixtures } from './probing.js';

for (const major of majors) {
  test(`Node ${major}`, { concurrency: 2 }, async (t) => {
    const node = await nodeBinary(major);
    await Promise.all(fixtures.map((name) => t.test(name, (t) => compare(t, node, fixture(`probe/${name}`)))));
  });
}

async function compare(t: { after(fn: () => void): void }, node: string, script: string): Promise<void> {
  const plain = await start(node, [script]).ended;
  const watched = await record(t, ['--quiet', '--runner', 'node', '--node', node, script]);
  assert.deepEqual(
    { stdout: watched.stdout, stderr: watched.stderr, code: watched.code, signal: watched.signal },
    plain,
  );
  const { events } = watched;
  assertNoGap(events);
  assertPaired(events);
  assert.deepEqual(ofType(events, 'lost'), []);
  assert.ok(events.length > 10);
  for (const { at } of [...ofType(events, 'send'), ...ofType(events, 'spawn'), ...ofType(events, 'wait')]) {
    assert.ok(at !== undefined, 'each send, spawn and wait has its place in the source');
  }
  for (const { file } of ofType(events, 'site')) assert.equal(file, script);
}
