/** The command itself, and the script under it, on every Node that is supported. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { majors, nodeBinary } from '../nodes.mjs';
import { eventsOf, fixture, ofType, processView, temporaryFolder } from '../process-view.js';

for (const major of majors) {
  test(`run and show on Node ${major}`, async (t) => {
    const node = await nodeBinary(major);
    const file = path.join(temporaryFolder(t), 'run.pvrec');
    const args = ['run', '--quiet', '--node', node, '--record', file, fixture('session/one-of-each.ts')];
    const run = await processView(args, { node });
    assert.equal(run.code, 0, run.stderr);
    assert.equal(run.stderr, '');
    const starts = ofType(eventsOf(file), 'start');
    assert.ok(starts[0]!.runtime.startsWith(`node ${major}.`), starts[0]!.runtime);
    const shown = await processView(['show', file, '--tree'], { node });
    assert.equal(shown.stderr, '');
    assert.match(shown.stdout, /5 processes, 2 sent, 2 received/);
    assert.deepEqual(missing(file), []);
  });
}

/** The numbers that are not there though a higher one is, by process and thread. */
function missing(file: string): string[] {
  const seen = new Map<string, Set<number>>();
  for (const { pid, tid = 0, seq } of eventsOf(file)) {
    const key = `${pid}.${tid}`;
    seen.set(key, (seen.get(key) ?? new Set()).add(seq));
  }
  assert.ok(readFileSync(file, 'utf8').endsWith('\n'));
  return [...seen].flatMap(([key, numbers]) =>
    Array.from({ length: Math.max(...numbers) }, (_, i) => i + 1)
      .filter((seq) => !numbers.has(seq))
      .map((seq) => `${key} misses ${seq}`),
  );
}
