/** A few of the programs of `npm run bench:explain`, so that what it shows stays so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as model from '../../src/recording/index.js';
import { judge as judgeScene, scenes } from '../bench/explain/afterlife.mjs';
import { hangingPrograms } from '../bench/explain/hanging-programs.mjs';
import { judgeHanging, judgeHealthy } from '../bench/explain/hangs.mjs';
import { healthyPrograms } from '../bench/explain/healthy-programs.mjs';
import { judge as judgeLedger, planOf, ways } from '../bench/explain/ledger.mjs';
import { judge as judgeRules, kinds } from '../bench/explain/rules.mjs';
import { randomFrom } from '../bench/explain/tools.mjs';

const someHanging = [
  'a-lock-whose-holder-died-1',
  'a-lock-server-whose-client-died-1',
  'a-child-that-waits-for-a-parent-that-left-1',
  'an-open-handle-only-1',
];

for (const program of hangingPrograms(7).filter(({ name }) => someHanging.includes(name))) {
  test(`says why it hangs: ${program.name.replaceAll('-', ' ')}`, async () => {
    const { right, kind, sentence } = await judgeHanging(model, program);
    assert.ok(right, `${kind}: ${sentence}`);
  });
}

for (const program of healthyPrograms(7, 17).filter(({ name }) =>
  /client that comes late|one who listens/.test(name),
)) {
  test(`no alarm: ${program.name}`, async () => {
    const { alarm, failed } = await judgeHealthy(model, program);
    assert.deepEqual([alarm, failed], [undefined, undefined]);
  });
}

for (const [index, way] of ways.entries()) {
  test(`the ledger is what the program counted, though a process is killed with messages in flight: ${way}`, async () => {
    const { counted, said } = await judgeLedger(model, planOf(randomFrom(index + 1), index));
    assert.deepEqual(said, counted);
  });
}

const onLinux = { skip: process.platform !== 'linux' && 'only Linux shows environments' };

for (const scene of scenes.filter(({ name }) => /socket file|child of an orphan|no Node|in the middle/.test(name))) {
  test(`what is left, against /proc: ${scene.name}`, onLinux, async () => {
    const { right, cells } = await judgeScene(model, scene);
    assert.ok(right, cells.join(' '));
  });
}

for (const [index, kind] of kinds.slice(0, 4).entries()) {
  test(`rules hold of a log, and not where one thing is wrong in it: ${kind}`, async () => {
    const { good, flagged, said } = await judgeRules(model, index, index % 2 ? 'ipc' : 'queue', kind);
    assert.deepEqual(good, []);
    assert.ok(flagged, JSON.stringify(said));
  });
}
