/** What the wrapper is to a program without TypeScript: nothing. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { majors, nodeBinary } from '../nodes.mjs';
import { project, run } from './project.js';

const program = `
  const { fork } = require('node:child_process');
  console.log(process.argv.slice(2), process.execArgv, require.main === module, module.paths.length, Object.keys(require.extensions).slice(0, 3));
  console.log(new Error('x').stack.replaceAll(__dirname, ''));
  try { require('./missing'); } catch (error) { console.log(error.code, error.requireStack.length); }
  import('./module.mjs').then(({ url }) => console.log(url.endsWith('module.mjs')));
  if (process.argv[2] === 'a') fork(__filename, ['b']);
  if (process.argv[2] === 'b') null.x;`;

for (const node of majors) {
  test(`a JavaScript program prints byte for byte what it prints without the wrapper, Node ${node}`, async () => {
    using made = project({ 'main.js': program, 'module.mjs': 'export const { url } = import.meta;' });
    const { code, stdout, stderr, runner } = await run(made, 'main.js', { node, args: ['a'] });
    assert.equal(runner.name, 'node');
    const env = { ...process.env };
    const plain = await promisify(execFile)(await nodeBinary(node), [path.join(made.folder, 'main.js'), 'a'], {
      cwd: made.folder,
      env,
    });
    assert.equal(stdout, plain.stdout);
    assert.equal(stderr, plain.stderr);
    assert.equal(code, 0);
  });

  test(`a JavaScript program loads neither ts-node nor TypeScript nor what it does not need itself, Node ${node}`, async () => {
    using made = project({
      'main.js': `console.log(JSON.stringify([Object.keys(require.cache), process.moduleLoadList.filter((m) => /child_process|worker/.test(m))]));`,
    });
    const [cache, builtins] = JSON.parse((await run(made, 'main.js', { node })).stdout) as string[][];
    const { stdout } = await promisify(execFile)(await nodeBinary(node), [path.join(made.folder, 'main.js')]);
    assert.deepEqual(
      cache!.map((file) => path.basename(file)),
      ['main.js'],
    );
    // Under 20, where nothing tells when the program loads them, the threads are loaded to be followed.
    if (node > 20) assert.deepEqual(builtins, (JSON.parse(stdout) as string[][])[1]);
  });

  test(`JavaScript forks TypeScript, and TypeScript forks JavaScript, Node ${node}`, async () => {
    using made = project({
      'main.js': `require('node:child_process').fork('./child.ts', { execArgv: [] });`,
      'child.ts': `enum A { B = 7 }\nrequire('node:child_process').fork('./grandchild.mjs', [String(A.B)]);`,
      'grandchild.mjs': 'console.log(process.argv[2]);',
    });
    const { stdout, stderr } = await run(made, 'main.js', { node });
    assert.equal(stderr, '');
    assert.equal(stdout, '7\n');
  });
}
