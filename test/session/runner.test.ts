/** Which Node and which runner a script gets, and the sentences for those that get none. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { chooseRunner, findNode, type RunnerName } from '../../src/session/runner/index.js';
import { nodeBinary, versions } from '../nodes.mjs';
import { packages } from '../packages.mjs';
import { distDir, type Files, project, run } from '../wrapper/project.js';

interface Given {
  files?: Files;
  script?: string;
  /** `name@version` of what the project has. */
  has?: string[];
  node?: keyof typeof versions;
  runner?: 'auto' | RunnerName;
  /** Where TypeScript is looked for that we bring; our own dist unless told. */
  dist?: string;
}

async function choose({
  files = { 'main.ts': '' },
  script = 'main.ts',
  has = [],
  node = 24,
  runner = 'auto',
  dist,
}: Given) {
  using made = project(files);
  for (const wanted of has) made.link(wanted.slice(0, wanted.lastIndexOf('@')), await packages(wanted));
  const where = { path: 'node', version: versions[node] };
  const file = path.join(made.folder, script);
  return await chooseRunner({ script: file, cwd: made.folder, runner, node: where, distDir: dist ?? distDir });
}

async function expectChoice(given: Given, name: RunnerName, why: RegExp): Promise<void> {
  const runner = await choose(given);
  assert.equal(runner.name, name);
  assert.match(runner.why, why);
}

const tsx = 'tsx@4.23.15';
const erasable = {
  'main.ts': `import { fork } from 'node:child_process';\nimport { a } from './a.ts';\nimport type { T } from './t';\nconst t: T = a;\nfork('./child.ts');`,
  'a.ts': 'declare enum Ambient { A }\nexport const a: number = 1;',
  'child.ts': 'export const b = <T>(t: T): T => t;',
};

test('JavaScript runs as it is, with the wrapper waiting for TypeScript among its children', async () => {
  const runner = await choose({ files: { 'main.js': '' }, script: 'main.js', has: ['typescript@7.0.2'] });
  assert.equal(runner.name, 'node');
  assert.deepEqual(runner.preload, ['--require', `"${path.join(distDir, 'wrapper.cjs')}"`]);
});

test('TypeScript runs by ts-node: with the TypeScript of the project, else with the one we bring', async () => {
  await expectChoice({ has: ['typescript@5.9.3'] }, 'ts-node', /^with the project's TypeScript 5\.9\.3$/);
  await expectChoice({ has: ['typescript@6.0.3', tsx] }, 'ts-node', /^with the project's TypeScript 6\.0\.3$/);
  await expectChoice({ has: [tsx] }, 'ts-node', /^the project has no TypeScript, so Process View brings 6\.0\.3$/);
});

test("TypeScript 7: the project's tsx, else Node where it can strip all of the types, else the TypeScript we bring", async () => {
  const has = ['typescript@7.0.2'];
  await expectChoice(
    { has: [...has, tsx] },
    'tsx',
    /TypeScript 7\.0\.2 has no interface .* tsx 4\.23\.15 takes its place$/,
  );
  await expectChoice({ has, files: erasable }, 'node', /Node\.js 24\.\d+\.\d+ strips the types of these files itself$/);
  await expectChoice({ has, files: erasable, node: 20 }, 'ts-node', /TypeScript 7\.0\.2 .* brings TypeScript 6\.0\.3$/);
});

const notErasable: Record<string, string> = {
  'an enum': 'enum A { B }',
  'a namespace': 'namespace A { export const b = 1; }',
  'a parameter property': 'class A { constructor(private a: number) {} }',
  'a decorator': '@a class A {}',
  'an import by require': `import a = require('node:fs');`,
  'a type assertion in angle brackets': 'const a = <number>b;',
  'an import without its extension': `import { a } from './a';\nconsole.log(a);`,
  'an import by the name of the output': `import { a } from './a.js';\nconsole.log(a);`,
  'an import of a type that is not marked as one': `import { T } from './a.ts';\nconst t: T = 1;`,
};
for (const [name, text] of Object.entries(notErasable)) {
  test(`Node strips nothing where there is ${name}, be it in a child`, async () => {
    const files = {
      'main.ts': `new URL('./child.ts', import.meta.url);`,
      'child.ts': text,
      'a.ts': 'export type T = number;\nexport const a = 1;',
    };
    await expectChoice({ has: ['typescript@7.0.2'], files }, 'ts-node', /brings TypeScript 6/);
  });
}

test('with no TypeScript anywhere: tsx, else Node, else a sentence', async () => {
  using bare = project();
  const dist = bare.folder;
  await expectChoice({ dist, has: [tsx] }, 'tsx', /^no TypeScript 5 or 6 was found for ts-node, so the project's tsx/);
  await expectChoice({ dist }, 'node', /^no TypeScript 5 or 6 was found for ts-node, and Node\.js 24/);
  await assert.rejects(
    choose({ dist, node: 20 }),
    /^RunError: No TypeScript 5 or 6 was found for .*npm install --save-dev typescript@6/,
  );
});

test('a runner that was asked for and cannot be is refused with what to do', async () => {
  await assert.rejects(
    choose({ runner: 'tsx' }),
    /^RunError: There is no tsx in the project of .*npm install --save-dev tsx/,
  );
  await assert.rejects(
    choose({ runner: 'node', node: 20 }),
    /^RunError: Node\.js 20\.\d+\.\d+ cannot run TypeScript by itself: .*--node/,
  );
  using bare = project();
  await assert.rejects(choose({ runner: 'ts-node', dist: bare.folder }), /^RunError: No TypeScript 5 or 6/);
  await expectChoice({ runner: 'ts-node', has: [tsx] }, 'ts-node', /^as asked for$/);
  await expectChoice({ runner: 'tsx', has: [tsx] }, 'tsx', /^as asked for$/);
});

for (const [runner, node] of [
  ['tsx', 20],
  ['tsx', 22],
  ['tsx', 24],
  ['tsx', 26],
  ['node', 22],
  ['node', 24],
  ['node', 26],
] as const) {
  test(`a script and its child run by ${runner}, Node ${node}`, async () => {
    using made = project({
      'package.json': { type: 'module' },
      'main.ts': `import { fork } from 'node:child_process';\nimport { a } from './a.ts';\nconsole.log(a);\nfork('./a.ts', { execArgv: [] });`,
      'a.ts': `interface A { a: 1 }\nexport const a: string = new Error('x').stack!.split('\\n')[1]!.replace(/.*(a.ts.*?)\\)?$/, '$1');\nif (process.send) console.log(a);`,
    });
    made.link('tsx', await packages(tsx));
    const { stdout, stderr, code } = await run(made, 'main.ts', { node, runner });
    assert.equal(stderr.replace(/^.*ExperimentalWarning: Type Stripping.*\n.*--trace-warnings.*\n/gm, ''), '');
    assert.equal(stdout, 'a.ts:2:26\na.ts:2:26\n');
    assert.equal(code, 0);
  });
}

test('the Node of a run is the one that was named, by a path or by a name on the PATH', async () => {
  const node = await nodeBinary(22);
  assert.deepEqual(await findNode(node), { path: node, version: versions[22] });
  const found = await findNode();
  assert.equal(found.version, process.versions.node);
  assert.deepEqual(await findNode('node'), found);
});

test('a Node that is none is refused with what to do', async () => {
  using made = project({
    'old.sh': '#!/bin/sh\necho \'{"node":"18.20.4"}\'',
    'editor.sh': '#!/bin/sh\necho \'{"node":"22.0.0","electron":"39.0.0"}\'',
    'true.sh': '#!/bin/sh',
    'text.txt': 'x',
  });
  const at = (name: string) => path.join(made.folder, name);
  for (const name of ['old.sh', 'editor.sh', 'true.sh']) chmodSync(at(name), 0o755);
  await assert.rejects(
    findNode(at('missing')),
    /^RunError: There is no Node\.js at ".*missing"\. Correct the path \(--node/,
  );
  await assert.rejects(findNode(at('')), /^RunError: There is no Node\.js at/);
  await assert.rejects(
    findNode(at('text.txt')),
    /^RunError: ".*text\.txt" does not run as Node\.js \(permission denied\)/,
  );
  await assert.rejects(
    findNode(at('true.sh')),
    /^RunError: ".*true\.sh" does not run as Node\.js \(it names no version\)/,
  );
  await assert.rejects(
    findNode(at('old.sh')),
    /^RunError: Process View needs Node\.js 20 or later, and ".*old\.sh" is 18\.20\.4/,
  );
  await assert.rejects(findNode(at('editor.sh')), /^RunError: ".*editor\.sh" is Electron, not Node\.js/);
});
