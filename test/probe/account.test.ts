/** What a program is told beyond its events: what a child's environment differs in, what sends and handlers took, what an idle loop waits for. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { environmentChange } from '../../src/probe/environment-change.js';
import type { Sample } from '../../src/wire/events.js';
import { majors, nodeBinary } from '../nodes.mjs';
import { eventsOf, fixture, ofType, startProcessView, temporaryFolder } from '../process-view.js';
import { waitFor } from '../wait-for.js';

/** The parent has a child and a channel, but no server. */
const isIdleChild = ({ alive }: Sample) => alive?.TCPServerWrap !== undefined;

for (const major of majors) {
  test(`a child that is busy and then idle, Node ${major}`, async (t) => {
    const node = await nodeBinary(major);
    const script = fixture('probe/keep-a-child-busy-then-idle.cjs');
    const file = path.join(temporaryFolder(t), 'run.pvrec');
    const { child, ended } = startProcessView(['run', '--runner', 'node', '--node', node, '--record', file, script], {
      env: { ...process.env, CHANGED: 'old' },
    });
    const idle = await waitFor(() =>
      existsSync(file) ? ofType(eventsOf(file), 'sample').find(isIdleChild) : undefined,
    );
    child.kill('SIGTERM');
    await ended;
    const events = eventsOf(file);

    const [spawn] = ofType(events, 'spawn');
    assert.deepEqual(spawn!.env, {
      added: { ADDED: 'yes', SECRET: 's'.repeat(80) },
      changed: { CHANGED: 'new' },
    });

    const [handled] = ofType(events, 'handled');
    const received = ofType(events, 'receive').find(({ message }) => message === handled!.message);
    assert.ok(handled!.took >= 30_000, `${handled!.took} µs`);
    assert.equal(handled!.time - handled!.took, received!.time);

    const large = ofType(events, 'send').filter(({ bytes = 0 }) => bytes > 1_000_000);
    assert.deepEqual(
      large.map(({ bytes }) => bytes),
      [1_000_012, 1_000_012, 1_000_012],
    );
    assert.ok((large.at(-1)!.took ?? 0) > 0, 'the second of a channel has its time');

    assert.equal(idle.of, spawn!.child);
    assert.ok(idle.loop! < 0.1 && idle.rss > 1e6, JSON.stringify(idle));
    assert.equal(idle.alive!.TCPServerWrap, 1);
  });
}

test('no more than fifty variables are told, and none of their values where payloads are not recorded', () => {
  const pairs = Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
  assert.equal(environmentChange(pairs, true), undefined);
  const many = Array.from({ length: 60 }, (_, i) => `NEW_${i}=${i}`);
  const { added, more } = environmentChange([...pairs, ...many], false)!;
  assert.deepEqual([Object.keys(added!).length, more, added!.NEW_0], [50, 10, '']);
});
