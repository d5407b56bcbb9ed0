/** The cases whose output is the same wherever they run, on each of the other Node versions: as on this one, which the other tests check. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { majors, nodeBinary } from '../nodes.mjs';
import { fixture, runProgram } from './run-program.js';

const everything = process.env.PROCESS_VIEW_TEST_MATRIX !== undefined;

/** The first ones are run always, the others with PROCESS_VIEW_TEST_MATRIX. */
const cases: Record<string, { always: string[]; more: string[] }> = {
  'process-cases.cjs': {
    always: ['lifecycleValues', 'closureSpawn', 'subclassSpawn', 'targets', 'arguments', 'defaultNames'],
    more: [
      'exitCodes',
      'terminateKill',
      'joinTimeout',
      'afterClose',
      'reprs',
      'unpicklable',
      'sentinel',
      'parentAndArgv',
    ],
  },
  'pool-cases.cjs': {
    always: ['taskException', 'defaultChunks', 'imapErrorContinues', 'values', 'notExported', 'blockedWorkers'],
    more: ['asyncResult', 'maxTasks', 'workerKilledWithOthersWaiting', 'init', 'cancel', 'eachTaskOnce', 'starmap'],
  },
};

for (const major of majors.filter((m) => !process.version.startsWith(`v${m}.`))) {
  for (const [file, { always, more }] of Object.entries(cases)) {
    test(`${file} on Node ${major}`, async () => {
      const node = await nodeBinary(major);
      for (const name of everything ? [...always, ...more] : always) {
        const here = await runProgram(fixture(file), [name]);
        const there = await runProgram(fixture(file), [name], { node });
        assert.equal(sameWords(there.stdout), sameWords(here.stdout), `${name}: ${there.stderr}`);
        assert.equal(there.stderr, here.stderr, name);
      }
    });
  }
  for (const name of everything ? ['process', 'pool', 'queue', 'pipe', 'sync', 'orphan', 'leftovers', 'soak'] : [])
    test(`all tests of ${name} on Node ${major}`, async () => {
      const built = path.resolve(`.build/test/multiprocessing/${name}.test.mjs`);
      const { stdout, code } = await runProgram(built, [], { node: await nodeBinary(major), nodeArgs: ['--test'] });
      assert.equal(code, 0, stdout);
    });
  test(`a main module without its guard on Node ${major}`, async () => {
    const node = await nodeBinary(major);
    for (const name of ['main-without-guard.cjs', 'main-without-guard-later.cjs']) {
      const { stdout, stderr } = await runProgram(fixture(name), [], { node });
      assert.equal(stdout, 'code 1\n');
      assert.equal(stderr.match(/bootstrapping phase/g)?.length, 1);
    }
  });
}

/** What differs between versions of Node and not of ours: the case of escapes. */
const sameWords = (text: string): string => text.replace(/\\u[0-9a-f]{4}/gi, (escaped) => escaped.toLowerCase());
