/** What a TypeScript program may ask of the wrapper beyond being compiled, on every Node. */
import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { majors } from '../nodes.mjs';
import { packages } from '../packages.mjs';
import { type Files, type How, project, run } from './project.js';

/** Runs `main.ts` of a project on every Node and gives each outcome to a check. */
function onEveryNode(
  name: string,
  files: Files,
  check: (outcome: { code: number | null; stdout: string; stderr: string; folder: string }) => void,
  { script = 'main.ts', ...how }: Omit<How, 'node'> & { script?: string } = {},
): void {
  test(name, { concurrency: os.availableParallelism() }, async (t) => {
    const onOne = async (node: (typeof majors)[number]) => {
      using made = project(files);
      check({ ...(await run(made, script, { node, ...how })), folder: made.folder });
    };
    await Promise.all(majors.map((node) => t.test(`Node ${node}`, () => onOne(node))));
  });
}

const prints = (expected: string) => (outcome: { code: number | null; stdout: string; stderr: string }) => {
  assert.equal(outcome.stderr, '');
  assert.equal(outcome.stdout, expected);
  assert.equal(outcome.code, 0);
};

onEveryNode(
  'a file that awaits at the top level is an ES module where nothing says otherwise, and so are its children',
  {
    'main.ts': `
      import { fork } from 'node:child_process';
      enum Number { One = 1 }
      const first: number = await Promise.resolve(Number.One);
      console.log(first, import.meta.url.endsWith('/main.ts'), process.argv[2] ?? 'none');
      if (process.argv[2] === undefined) fork(process.argv[1]!, ['child'], { execArgv: [] });`,
  },
  prints('1 true none\n1 true child\n'),
);

onEveryNode(
  'an await inside of functions leaves a file what it is',
  { 'main.ts': 'const later = async () => { for await (const x of [1]) console.log(x, typeof require); };\nlater();' },
  prints('1 function\n'),
);

onEveryNode(
  'ES modules and CommonJS import each other by name, once each',
  {
    'main.mts': `
      import { a, type T } from './lib';
      import common, { b } from './common.cts';
      import { createRequire } from 'node:module';
      const t: T = 3;
      console.log(a, common.b, b, t, createRequire(import.meta.url)('./lib').a === a, (await import('./lib.js')).a === a);`,
    'lib.ts': `console.log('once');\nexport type T = number;\nexport enum E { X }\nexport const a: string = 'a' + E.X;`,
    'common.cts': `import { a } from './lib';\nconsole.log(require.resolve('./lib') === __filename.replace('common.cts', 'lib.ts'));\nexport const b: string = 'b' + a;`,
  },
  prints('once\ntrue\na0 ba0 ba0 3 true true\n'),
  { script: 'main.mts' },
);

onEveryNode(
  'what a script finds of itself is what it finds without us',
  {
    'main.ts': `
      console.log(require.main === module, __filename === process.argv[1], __dirname === process.cwd(), process.argv.slice(2).join());
      console.log(process.execArgv.length, process.mainModule === module, Object.keys(require.cache).some((f) => f.endsWith('.cjs')));`,
  },
  prints('true true true a,b c\n0 true false\n'),
  { args: ['a', 'b c'] },
);

onEveryNode(
  'tsconfig.json may extend several others, and its paths are followed',
  {
    'tsconfig.json': { extends: ['./base.json', './paths.json', './missing.json'] },
    'base.json': { compilerOptions: { target: 'es2022', experimentalDecorators: true, module: 'esnext' } },
    'paths.json':
      '{ // with a comment\n "compilerOptions": { "paths": { "@/*": ["./source/*"], "only-types": ["./types.d.ts"], }, } }',
    'source/greeting.ts': 'export const greeting: string = "hello";',
    'main.ts': `
      import { greeting } from '@/greeting';
      function decorate(target: object, key: string) { console.log(typeof target, key); }
      class C { @decorate name = greeting; }
      console.log(new C().name);`,
  },
  prints('object name\nhello\n'),
);

onEveryNode(
  'a path with blanks, a percent sign, a hash and letters of any script is named in the stack',
  { 'ein 100% #Ordner/目录/main.ts': `interface A { a: 1 }\nconsole.log(new Error('x').stack!.split('\\n')[1]);` },
  ({ stdout, folder }) => {
    assert.ok(stdout.includes(`${path.join(folder, 'ein 100% #Ordner', '目录', 'main.ts')}:2:13`), stdout);
  },
  { script: 'ein 100% #Ordner/目录/main.ts' },
);

for (const type of ['commonjs', 'module']) {
  onEveryNode(
    `an error that nobody caught names its line and shows it, type ${type}`,
    {
      'package.json': { type },
      'main.ts': `interface A {\n  a: 1;\n}\nexport const f = (): A => { throw new Error('boom'); };\nf();`,
    },
    ({ code, stderr, folder }) => {
      const file = path.join(folder, 'main.ts');
      assert.equal(code, 1);
      assert.match(stderr, /throw new Error\('boom'\); };\n\s+\^\n/);
      assert.ok(stderr.includes(`Error: boom\n    at f (${file}:4:35)\n`), stderr);
    },
  );

  onEveryNode(
    `a syntax error is shown with file and line, type ${type}`,
    {
      'package.json': { type },
      'main.ts': `import './lib.js';`,
      'lib.ts': `const a: number = 1;\n\tconst b: string = = 'x';\n`,
    },
    ({ code, stdout, stderr, folder }) => {
      const file = path.join(folder, 'lib.ts');
      assert.equal(code, 1);
      assert.equal(stdout, '');
      assert.ok(stderr.includes(`${file}:2\n\tconst b: string = = 'x';\n\t                  ^\n`), stderr);
      assert.ok(
        stderr.includes(`SyntaxError: Expression expected. (TS1109) at ${file}:2:20\n    at ${file}:2:20`),
        stderr,
      );
    },
  );
}

onEveryNode(
  'a syntax error can be caught',
  {
    'main.ts': `try { require('./lib'); } catch (error) { console.log((error as Error).name); }\nimport('./lib.mts').catch((error) => console.log(error.name));`,
    'lib.ts': 'let let',
    'lib.mts': 'let let',
  },
  prints('SyntaxError\nSyntaxError\n'),
);

onEveryNode(
  'a module that is not there fails as Node fails, with the program in the stack',
  { 'main.ts': `interface A { a: 1 }\nfunction ask() { require('./missing'); }\nask();` },
  ({ code, stderr, folder }) => {
    assert.equal(code, 1);
    assert.match(stderr, /^node:internal\/modules\/cjs\/loader:\d+\n {2}throw err;\n/);
    assert.match(stderr, /Cannot find module '\.\/missing'/);
    assert.ok(stderr.includes(`at ask (${path.join(folder, 'main.ts')}:2:18)`), stderr);
  },
);

onEveryNode(
  'a broken tsconfig.json does not keep a script from running',
  {
    'tsconfig.json': '{ "compilerOptions": { "target": "es1999", "module": "commonjs" ',
    'main.ts': 'enum A { B }\nconsole.log(A.B);',
  },
  prints('0\n'),
);

for (const node of majors) {
  test(`a program that brings tsx for its children keeps it, Node ${node}`, async () => {
    using made = project({
      'main.js': `require('node:child_process').fork('./child.ts', { execArgv: ['--import', 'tsx'] });`,
      'child.ts': `enum A { B }\nconsole.log(A.B, new Error().stack!.includes('wrapper.cjs'), Object.keys(globalThis[Symbol.for('process-view.sourceMaps')] ?? {}));
        console.log(Symbol.for('process-view.sourceMaps') in globalThis);`,
    });
    made.link('tsx', await packages('tsx@4.23.15'));
    const { stdout, stderr } = await run(made, 'main.js', { node });
    assert.equal(stderr, '');
    assert.equal(stdout, '0 false []\nfalse\n');
  });
}

for (const node of majors) {
  test(`a program that runs TypeScript by a ts-node of its own keeps that, type check and all, Node ${node}`, async () => {
    using made = project({
      'tsconfig.json': { compilerOptions: { module: 'commonjs', target: 'es2022', types: [] } },
      'good.ts': `enum A { B = 1 }\nconsole.log(A.B, Symbol.for('process-view.sourceMaps') in globalThis);\nexport {};`,
      'bad.ts': `const a: number = 'no';\nconsole.log(a);\nexport {};`,
    });
    const own = await packages('ts-node@10.9.2', 'typescript@5.9.3');
    for (const name of ['ts-node', 'typescript']) made.link(name, own);
    const bin = 'node_modules/ts-node/dist/bin.js';
    const good = await run(made, bin, { node, args: ['good.ts'] });
    assert.equal(good.stdout, '1 false\n', good.stderr);
    const bad = await run(made, bin, { node, args: ['bad.ts'] });
    assert.equal(bad.code, 1);
    assert.match(bad.stderr, /bad\.ts\(1,7\): error TS2322/);
  });
}
