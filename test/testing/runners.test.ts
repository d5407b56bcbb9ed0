/** `process-view/testing` in the test runners of others: it is found by its name there, as CommonJS and as a module, and what fails is read there. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { nodeBinary } from '../nodes.mjs';
import { packages } from '../packages.mjs';
import { start } from '../process-view.js';
import { type Files, project, root } from '../wrapper/project.js';

/** Both runners want a newer Node than our oldest. */
const node = await nodeBinary(24);

const script = `import { Process } from 'process-view/multiprocessing';
enum Word { Hello = 'hello' }
export const say = async (): Promise<void> => console.log(Word.Hello);
if (require.main === module) {
  const child = new Process({ target: say });
  child.start();
  void child.join();
}`;

const tests = (kind: 'it' | 'test') => `
${kind}('holds', async () => {
  const run = await recording('main.ts', { timeout: 120000 });
  expect(run.stdout).toBe('hello\\n');
  run.holds('no hang', 'no process outlives main');
}, 120000);
${kind}('does not hold', async () => {
  const run = await recording('main.ts', { timeout: 120000 });
  run.holds('count(join) == 2');
}, 120000);`;

const runners: Record<string, { packages: string; words: string[]; files: Files }> = {
  jest: {
    packages: 'jest@30.5.2',
    words: ['node_modules/jest/bin/jest.js', '--no-cache', '--runInBand'],
    files: {
      'package.json': { jest: { testEnvironment: 'node' } },
      'own.test.js': `const { recording } = require('process-view/testing');${tests('it')}`,
    },
  },
  vitest: {
    packages: 'vitest@5.1.1',
    words: ['node_modules/vitest/vitest.mjs', 'run', '--no-color', '--maxWorkers=1'],
    files: {
      'own.test.ts': `import { expect, test } from 'vitest';\nimport { recording } from 'process-view/testing';${tests('test')}`,
    },
  },
};

for (const [name, runner] of Object.entries(runners)) {
  test(name, async () => {
    using made = project({ 'main.ts': script, ...runner.files });
    install(path.join(await packages(runner.packages), 'node_modules'), path.join(made.folder, 'node_modules'));
    const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...rest } = process.env;
    const env = { ...rest, PATH: `${path.dirname(node)}${path.delimiter}${rest.PATH}`, NO_COLOR: '1', CI: '1' };
    const { code, stdout, stderr } = await start(node, runner.words, { cwd: made.folder, env }).ended;
    const said = `${stdout}\n${stderr}`;
    assert.equal(code, 1, said);
    assert.match(said, /1 failed(,| \|) 1 passed/, said);
    assert.match(said, /The rule does not hold:\s+count\(join\) == 2\s+It happened 1 time\./, said);
  });
}

/** The runner by links, and the product as a copy, as runners treat what is linked like a project's own source. */
function install(from: string, to: string): void {
  const own = path.join(to, 'process-view');
  mkdirSync(own, { recursive: true });
  cpSync('package.json', path.join(own, 'package.json'));
  cpSync('dist', path.join(own, 'dist'), { recursive: true, filter: (name) => path.basename(name) !== 'webview' });
  symlinkSync(path.join(root, 'node_modules/typescript'), path.join(to, 'typescript'), 'junction');
  for (const name of readdirSync(from).filter((name) => !name.startsWith('.') && name !== 'typescript'))
    symlinkSync(path.join(from, name), path.join(to, name), 'junction');
}
