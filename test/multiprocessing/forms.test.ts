/** One program with every kind of target, as each form a program can have: CommonJS and ES modules, JavaScript, stripping, ts-node, tsx. */
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { transform } from 'esbuild';
import { packages } from '../packages.mjs';
import { type Project, project, root, run } from '../wrapper/project.js';
import { fixture } from './run-program.js';

const expected = [
  'exported a',
  'arrow a',
  'not exported a',
  'arrow not exported a',
  'exported below a',
  'imported a',
  'imported a',
  'default a',
  'through namespace a',
  'A',
  'subclass 6 counter',
  'subclass not exported field',
  'instances true 8 outside',
  'PicklingError',
  '[ 1, 4, 9 ] 3',
  'y',
];
const lineOfError = 75;

type Form = 'mjs' | 'cjs' | 'ts as module' | 'ts as commonjs' | 'ts';
type Node = 20 | 22 | 24 | 26;

const program = 'every-kind-of-target';
const sourceOf = (name: string) => readFileSync(path.join(fixture('forms'), `${name}.ts`), 'utf8');

/** The program's files in a form; JavaScript is what a compiler makes of them. */
async function filesOf(form: Form, runner: string): Promise<{ files: Record<string, unknown>; script: string }> {
  if (form === 'mjs' || form === 'cjs') {
    const files: Record<string, unknown> = {};
    for (const name of [program, 'other']) files[`${name}.${form}`] = await javascript(sourceOf(name), form);
    return { files, script: `${program}.${form}` };
  }
  const suffix = runner === 'node' ? './other.ts' : './other.js';
  const texts = [program, 'other'].map((name) => [`${name}.ts`, sourceOf(name).replaceAll('./other.js', suffix)]);
  const type = form === 'ts' ? {} : { type: form === 'ts as module' ? 'module' : 'commonjs' };
  return {
    files: { ...Object.fromEntries(texts), 'package.json': { name: 'forms', ...type } },
    script: `${program}.ts`,
  };
}

async function javascript(source: string, form: 'mjs' | 'cjs'): Promise<string> {
  const format = form === 'mjs' ? 'esm' : 'cjs';
  const { code } = await transform(source, { loader: 'ts', format, target: 'node20' });
  return code.replaceAll('./other.js', `./other.${form}`);
}

async function check(form: Form, runner: 'node' | 'ts-node' | 'tsx', node: Node): Promise<void> {
  const { files, script } = await filesOf(form, runner);
  using place: Project = project(files);
  const there = await packages('tsx@4.23.15');
  if (runner === 'tsx') place.link('tsx', there);
  place.write({ 'node_modules/.keep': '' });
  symlinkSync(root, path.join(place.folder, 'node_modules/process-view'), 'junction');
  const { stdout, stderr, code } = await run(place, script, { node, runner });
  const lines = stdout.trimEnd().split('\n');
  // The processes run side by side.
  assert.deepEqual(lines.slice(0, -1).sort(), expected.toSorted(), stderr);
  assert.match(lines.at(-1)!, /^RangeError line \d+$/);
  if (runner !== 'node' || form.startsWith('ts')) assert.equal(lines.at(-1), `RangeError line ${lineOfError}`);
  assert.equal(code, 0, stderr);
}

const always: [Form, 'node' | 'ts-node' | 'tsx', Node][] = [
  ['mjs', 'node', 20],
  ['cjs', 'node', 20],
  ['ts as module', 'ts-node', 20],
  ['ts as commonjs', 'ts-node', 20],
  ['ts as module', 'tsx', 20],
  ['mjs', 'node', 22],
  ['ts as module', 'node', 22],
  ['ts as commonjs', 'ts-node', 22],
  ['cjs', 'node', 24],
  ['ts', 'node', 24],
  ['ts', 'ts-node', 24],
  ['ts as commonjs', 'tsx', 24],
  ['mjs', 'node', 26],
  ['cjs', 'node', 26],
  ['ts as module', 'ts-node', 26],
  ['ts as module', 'node', 26],
];

for (const [form, runner, node] of always)
  test(`every kind of target is found: ${form} by ${runner} on Node ${node}`, () => check(form, runner, node));
