/** `process-view/multiprocessing` is found by a script that has it not installed, however it asks and whatever runs it. */
import assert from 'node:assert/strict';
import os from 'node:os';
import test from 'node:test';
import type { RunnerName } from '../../src/session/runner/index.js';
import { majors } from '../nodes.mjs';
import { packages } from '../packages.mjs';
import { type Files, project, run } from './project.js';

const says = `console.log(typeof Process, typeof Queue);`;
const files: Files = {
  'require.cjs': `const { Process, Queue } = require('process-view/multiprocessing');\n${says}`,
  'import.mjs': `import { Process, Queue } from 'process-view/multiprocessing';\n${says}`,
  'later.cjs': `import('process-view/multiprocessing').then(({ Process, Queue }) => { ${says} });`,
  'common.cts': `import { Process, Queue } from 'process-view/multiprocessing';\nconst typed: unknown = Process;\n${says}`,
  'module.mts': `import { Process, Queue } from 'process-view/multiprocessing';\nconst typed: unknown = Process;\n${says}`,
  'both.mjs': `import { createRequire } from 'node:module';\nimport { Queue } from 'process-view/multiprocessing';
    const Process = createRequire(import.meta.url)('process-view/multiprocessing').Queue === Queue ? () => {} : 'two copies';\n${says}`,
  'parent.cjs': `require('node:child_process').fork('./import.mjs', { execArgv: [] });`,
  'thread.cjs': `new (require('node:worker_threads').Worker)('./import.mjs', { stdout: false });`,
};
const scripts = Object.keys(files);

async function finds(script: string, node: (typeof majors)[number], runner: 'auto' | RunnerName): Promise<void> {
  using made = project(files);
  if (runner === 'tsx') made.link('tsx', await packages('tsx@4.23.15'));
  const { stdout, stderr } = await run(made, script, { node, runner });
  assert.equal(stderr, '');
  assert.equal(stdout, 'function function\n');
}

for (const script of scripts) {
  test(`found by ${script}`, { concurrency: os.availableParallelism() }, async (t) => {
    const ways = [
      ...majors.map((node) => [node, 'auto'] as const),
      ...(script.endsWith('ts') ? [] : [[22, 'node'] as const]),
      [24, 'tsx'] as const,
    ];
    await Promise.all(
      ways.map(([node, runner]) => t.test(`Node ${node}, ${runner}`, () => finds(script, node, runner))),
    );
  });
}

test('another package that is not there stays so, and one that is installed is the one that is taken', async () => {
  using made = project({
    'main.cjs': `try { require('process-view/other'); } catch (error) { console.log(error.code); }\nconsole.log(require('process-view/multiprocessing'));`,
    'node_modules/process-view/package.json': { name: 'process-view', exports: { './multiprocessing': './own.js' } },
    'node_modules/process-view/own.js': `module.exports = 'the installed one';`,
  });
  const { stdout } = await run(made, 'main.cjs', { node: 24 });
  assert.equal(stdout, 'ERR_PACKAGE_PATH_NOT_EXPORTED\nthe installed one\n');
});
