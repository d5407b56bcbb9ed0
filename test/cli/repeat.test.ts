/** `process-view repeat`: the distinct orders of a program that races, and of one that does not. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { processView, temporaryFolder } from '../process-view.js';

/** Two children; which one answers first is written in a file that each run turns over. */
const program = `
const { fork } = require('node:child_process');
const fs = require('node:fs');
if (process.argv[2]) process.once('message', (name) => process.send(name, () => process.disconnect()));
else {
  const runs = fs.existsSync('runs') ? Number(fs.readFileSync('runs', 'utf8')) : 0;
  fs.writeFileSync('runs', String(runs + 1));
  const children = ['a', 'b'].map((name) => fork(__filename, [name]));
  const [first, second] = runs === 1 ? [1, 0] : [0, 1];
  children[first].once('message', () => children[second].send('second'));
  children[first].send('first');
}`;

test('the orders that occur, the most frequent first, and where the others part from it', async (t) => {
  const cwd = temporaryFolder(t);
  writeFileSync(path.join(cwd, 'race.cjs'), program);
  const { stdout, stderr, code } = await processView(['repeat', '3', 'race.cjs'], { cwd });
  assert.deepEqual([code, stderr], [0, '']);
  const [total, , ...others] = stdout.trimEnd().split('\n');
  assert.match(total!, /^3 runs, [23] distinct orders\.$/);
  assert.ok(
    others.some((line) => /Against the most frequent: \S+.*: .* the second run/.test(line)),
    stdout,
  );
});

test('a recording of each order is kept where that is asked for', async (t) => {
  const cwd = temporaryFolder(t);
  writeFileSync(path.join(cwd, 'race.cjs'), program);
  const { stdout, code } = await processView(['repeat', '3', '--record', 'kept/here', 'race.cjs'], { cwd });
  assert.equal(code, 0);
  const kept = [...stdout.matchAll(/^ {2}kept in (.*)$/gm)].map(([, file]) => file!);
  const orders = Number(/(\d) distinct/.exec(stdout)![1]);
  assert.deepEqual(
    kept.toSorted(),
    readdirSync(path.join(cwd, 'kept/here'))
      .map((file) => path.join('kept/here', file))
      .toSorted(),
  );
  assert.equal(kept.length, orders);
  const diff = await processView(['diff', kept[0]!, kept[1]!], { cwd });
  assert.deepEqual([diff.code, diff.stderr], [1, '']);
});

test('what cannot be repeated', async (t) => {
  const cwd = temporaryFolder(t);
  for (const args of [[], ['3'], ['many', 'race.cjs'], ['0', 'race.cjs']]) {
    const { code, stderr } = await processView(['repeat', ...args], { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /repeat needs a number and a script/);
  }
  const { code, stderr } = await processView(['repeat', '2', 'not-there.cjs'], { cwd });
  assert.equal(code, 2);
  assert.match(stderr, /not-there\.cjs[\s\S]*so it was not repeated/);
});
