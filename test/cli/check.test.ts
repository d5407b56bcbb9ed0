/** `process-view check` on a recording of a real program: the exit code, the step that shows what is broken, and rules that are none. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { processView, record, temporaryFolder } from '../process-view.js';

test('rules that hold give 0, one that is broken gives 1 and names the step and the line', async (t) => {
  const { file } = await record(t, [path.resolve('examples/3-start-both-then-join.ts')]);
  const folder = temporaryFolder(t);
  const rules = (text: string) => {
    const made = path.join(folder, 'run.rules');
    writeFileSync(made, text);
    return made;
  };
  const good = await processView(['check', file, rules('no hang\nno process outlives main\ncount(start) == 3\n')]);
  assert.deepEqual([good.code, good.stderr], [0, '']);
  assert.equal(good.stdout, 'holds   no hang\nholds   no process outlives main\nholds   count(start) == 3\n');
  const bad = await processView(['check', file, rules('no error\nexit(main) before join(*)\n')]);
  assert.equal(bad.code, 1);
  assert.match(
    bad.stdout,
    /^holds {3}no error\nbroken {2}exit\(main\) before join\(\*\) \(step \d+, .*3-start-both-then-join\.ts:18:\d+\): This happened, and what should have been before it happened only at step \d+\.\n$/,
  );
  const none = await processView(['check', file, rules('every put is eaten')]);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /run\.rules: Line 1: "eaten" stands where "got" should be\./);
  assert.match((await processView(['check', file, rules('# nothing\n')])).stderr, /has no rules/);
  assert.match((await processView(['check', file])).stderr, /check needs a recording and a file of rules/);
  assert.match(
    (await processView(['check', file, 'none.rules'])).stderr,
    /none\.rules cannot be read: there is no such file/,
  );
});
