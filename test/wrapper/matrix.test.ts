/**
 * One program with every kind of TypeScript runs in every kind of project on every Node: a covering choice of the combinations, and with
 * PROCESS_VIEW_TEST_MATRIX=all every one of them, with PROCESS_VIEW_TEST_MATRIX=24 those of one Node.
 */
import assert from 'node:assert/strict';
import os from 'node:os';
import test from 'node:test';
import { majors } from '../nodes.mjs';
import { packages } from '../packages.mjs';
import { project, run } from './project.js';

const typeScripts = ['none', '5.9.3', '6.0.3', '7.0.2'] as const;

/** The `compilerOptions` of each style of tsconfig.json. */
const styles = {
  none: undefined,
  commonjs: { target: 'es2020', module: 'commonjs', moduleResolution: 'node', experimentalDecorators: true },
  node16: { target: 'es2022', module: 'node16', moduleResolution: 'node16', strict: true },
  nodenext: { target: 'es2022', module: 'nodenext', verbatimModuleSyntax: true, erasableSyntaxOnly: false },
  bundler: { target: 'esnext', module: 'esnext', moduleResolution: 'bundler', jsx: 'preserve', noEmit: true },
  esnext: { target: 'esnext', module: 'esnext', moduleResolution: 'node', jsx: 'react' },
  preserve: { target: 'es2023', module: 'preserve', allowImportingTsExtensions: true, noEmit: true },
} as const;

interface Combination {
  node: (typeof majors)[number];
  typeScript: (typeof typeScripts)[number];
  style: keyof typeof styles;
  type: 'commonjs' | 'module' | 'none';
}

const types = ['commonjs', 'module', 'none'] as const;

const all: Combination[] = majors.flatMap((node) =>
  typeScripts.flatMap((typeScript) =>
    (Object.keys(styles) as (keyof typeof styles)[]).flatMap((style) =>
      types.map((type) => ({ node, typeScript, style, type })),
    ),
  ),
);

/** Takes a combination where it has a pair of values that none before it had. */
function covering(combinations: Combination[]): Combination[] {
  const seen = new Set<string>();
  const pairs = (c: Combination) => {
    const values = Object.values(c);
    return values.flatMap((a, i) => values.slice(i + 1).map((b, j) => `${i} ${a} ${i + j + 1} ${b}`));
  };
  const taken: Combination[] = [];
  for (let left = combinations; left.length > 0; ) {
    const news = (c: Combination) => pairs(c).filter((pair) => !seen.has(pair)).length;
    const best = left.reduce((a, b) => (news(b) > news(a) ? b : a));
    if (news(best) === 0) break;
    for (const pair of pairs(best)) seen.add(pair);
    taken.push(best);
    left = left.filter((c) => c !== best);
  }
  return taken;
}

const asked = process.env.PROCESS_VIEW_TEST_MATRIX;
const ofNode = (node: string) => all.filter((c) => `${c.node}` === node);
const chosen = asked === undefined ? covering(all) : asked === 'all' ? all : ofNode(asked);

const inEach = {
  shape: 4,
  sides: 4,
  name: 'ann true text',
  rendered: '<b>bold</b>',
  line: 'report.ts:26:11',
  execArgv: [],
};

async function check({ node, typeScript, style, type }: Combination): Promise<void> {
  using made = project(type === 'none' ? {} : { 'package.json': { type } });
  made.copy('every-kind-of-typescript');
  const compilerOptions = styles[style];
  if (compilerOptions !== undefined) made.write({ 'tsconfig.json': { compilerOptions } });
  if (typeScript !== 'none') made.link('typescript', await packages(`typescript@${typeScript}`));
  const { code, stdout, stderr } = await run(made, 'main.ts', { node, args: ['--a', 'b'] });
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(stdout), {
    main: { ...inEach, args: ['--a', 'b'] },
    fork: { ...inEach, args: ['--one'] },
    'fork without options': { ...inEach, args: ['--one'] },
    worker: { ...inEach, args: [] },
  });
  assert.equal(code, 0);
}

test('every kind of TypeScript runs', { concurrency: os.availableParallelism() }, async (t) => {
  const tests = chosen.map((c) =>
    t.test(`Node ${c.node}, TypeScript ${c.typeScript}, tsconfig ${c.style}, type ${c.type}`, () => check(c)),
  );
  await Promise.all(tests);
});
