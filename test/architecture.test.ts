/** Holds the code to the map in src/README.md: who imports whom, what each bundle really holds, how long a file is. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

/** For each room of src/: the rooms it may import (a file where only that file is open), the packages, and whether it knows Node. */
const rooms: Record<string, { imports: string[]; packages?: string[]; node?: boolean }> = {
  'language.ts': { imports: [] },
  wire: { imports: [] },
  multiprocessing: { imports: [], node: true },
  probe: { imports: ['wire', 'multiprocessing/channels'], node: true },
  wrapper: { imports: ['wire'], packages: ['ts-node', 'typescript'], node: true },
  // TypeScript only by its types: the bundle, below, has none of it.
  session: { imports: ['language', 'wire'], packages: ['pidtree', 'pidusage', 'typescript'], node: true },
  recording: { imports: ['language', 'wire'] },
  export: { imports: ['recording', 'wire'], packages: ['@bufbuild/protobuf'] },
  cli: { imports: ['session', 'recording', 'export', 'language', 'wire'], node: true },
  testing: { imports: ['recording', 'language', 'wire'], node: true },
  views: {
    imports: ['session', 'recording', 'language', 'wire', 'webview/messages'],
    packages: ['vscode'],
    node: true,
  },
  webview: { imports: ['recording', 'language', 'wire'], packages: ['preact', '@preact/signals', '@vscode/codicons'] },
  'extension.ts': { imports: ['views', 'session', 'recording', 'language', 'wire'], packages: ['vscode'], node: true },
};

const root = process.cwd();
const files = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name).split(path.sep).join('/'))
    .filter((name) => statSync(path.join(root, name)).isFile());
const sources = files('src').filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'));
const text = (name: string) => readFileSync(path.join(root, name), 'utf8');
const roomOf = (name: string) => name.split('/')[1]!;

/** What a file imports, types included: `src/…` for our own, else the specifier. */
const importsOf = (name: string) =>
  ts
    .preProcessFile(text(name), true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? path.posix.join(path.posix.dirname(name), fileName) : fileName,
    );

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
const isNode = (specifier: string) => specifier.startsWith('node:') || builtinModules.includes(specifier);

test('every folder of src is a room of the map', () => {
  const map = text('src/README.md');
  const known = new Set(readdirSync(path.join(root, 'src')).filter((name) => name !== 'README.md'));
  for (const name of known) {
    assert.ok(rooms[name], `src/${name} has no rule in this test`);
    assert.match(map, new RegExp(`\`${name}/?\``), `src/${name} is not in src/README.md`);
  }
});

test('nobody imports a room that the map does not open to it', () => {
  for (const name of sources) {
    const { imports, packages = [], node = false } = rooms[roomOf(name)]!;
    for (const target of importsOf(name)) {
      if (target.startsWith('src/')) assert.ok(isOpen(name, target, imports), `${name} must not import ${target}`);
      else if (isNode(target)) assert.ok(node, `${name} must not import ${target}: its room does not know Node`);
      else if (!target.startsWith('.') && target !== 'package.json') {
        assert.ok(packages.includes(packageOf(target)), `${name} must not import the package ${target}`);
      }
    }
  }
});

const isOpen = (from: string, target: string, open: string[]) =>
  roomOf(target) === roomOf(from) ||
  open.some((room) => target === `src/${room}.js` || target.startsWith(`src/${room}/`));

const panelInside =
  /^src\/(language\.ts$|(webview|recording|wire)\/)|^node_modules\/(preact|@preact\/[a-z-]+|@vscode\/codicons)\//;

/** For each bundle, what may be inside, as the beginnings of paths. */
const bundles: Record<string, { inside: RegExp; bytes?: number }> = {
  probe: { inside: /^src\/(probe|wire)\/|^src\/multiprocessing\/channels\.ts$/, bytes: 30_000 },
  wrapper: { inside: /^src\/(wrapper|wire)\// },
  multiprocessing: { inside: /^src\/multiprocessing\// },
  cli: {
    inside:
      /^src\/(language\.ts$|(cli|session|recording|export|wire)\/)|^node_modules\/(pidtree|pidusage|safe-buffer|@bufbuild\/protobuf)\//,
  },
  // It runs in a thread, beside a run: it needs little of what the rest of the command line has.
  'otlp-worker': {
    inside: /^src\/(cli\/otlp-|(recording|export|wire|language)[/.])|^node_modules\/@bufbuild\/protobuf\//,
  },
  extension: {
    inside:
      /^src\/((extension|language)\.ts$|(views|session|recording|wire)\/|webview\/messages)|^node_modules\/(pidtree|pidusage|safe-buffer)\//,
  },
  testing: { inside: /^src\/(language\.ts$|(testing|recording|wire)\/)/ },
  webview: { inside: panelInside },
};

for (const [name, { inside, bytes }] of Object.entries(bundles)) {
  test(`the bundle ${name} holds nothing that does not belong in it`, () => {
    const outputs = outputsOf(name);
    const inputs = outputs.flatMap((output) => Object.keys(output.inputs));
    for (const input of inputs.filter((input) => !input.startsWith('left-out:'))) {
      assert.match(input, inside, `${input} is in the bundle ${name}`);
    }
    const sizes = outputs.map((output) => output.bytes);
    if (bytes !== undefined) assert.ok(Math.max(...sizes) < bytes, `${name} weighs ${Math.max(...sizes)} bytes`);
  });
}

test('what the panel begins with is small, and the rest comes in parts', () => {
  const { outputs } = metafile('webview');
  const begins = reachedFrom('dist/webview/main.js', outputs, (kind) => kind === 'import-statement');
  const bytes = begins.reduce((sum, output) => sum + output.bytes, 0);
  assert.ok(bytes < 120_000, `the panel begins with ${bytes} bytes`);
});

test('what is built in pieces takes values of the model from where they stand, as its door would bring all of them', () => {
  for (const name of sources.filter((name) => /^src\/(webview|cli|views|export|session)\//.test(name)))
    assert.doesNotMatch(text(name), /^(import|export) (?!type).*recording\/index\.js';/m, name);
});

interface Output {
  bytes: number;
  inputs: Record<string, unknown>;
  imports?: { path: string; kind: string }[];
}

interface Metafile {
  outputs: Record<string, Output>;
}

const together = 'cli+extension+testing';

/** The files of a bundle; some are built together and share what they need. */
function outputsOf(bundle: string): Output[] {
  if (![...together.split('+'), 'otlp-worker'].includes(bundle)) return Object.values(metafile(bundle).outputs);
  return reachedFrom(`.build/${together}/${bundle}.js`, metafile(together).outputs);
}

/** An output and what it imports, by imports of the kinds that count. */
function reachedFrom(entry: string, outputs: Metafile['outputs'], counts: (kind: string) => boolean = () => true) {
  const reached = new Set<string>();
  const add = (name: string): void => {
    if (reached.has(name) || !outputs[name]) return;
    reached.add(name);
    for (const { path, kind } of outputs[name].imports ?? []) if (counts(kind)) add(path);
  };
  add(entry);
  assert.ok(reached.size > 0, `${entry} is not in what was built`);
  return [...reached].map((name) => outputs[name]!);
}

function metafile(name: string): Metafile {
  const built = `.build/meta/${name}.json`;
  assert.ok(existsSync(path.join(root, built)), `There is no ${built}: run npm run build first`);
  return JSON.parse(text(built)) as Metafile;
}

test('no file is longer than 400 lines, and nine in ten are shorter than 200', () => {
  const lengths = sources.map((name) => ({ name, lines: text(name).split('\n').length }));
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 400),
    [],
  );
  const long = lengths.filter(({ lines }) => lines > 200);
  assert.ok(long.length <= lengths.length / 10, `${long.length} of ${lengths.length} files are longer than 200 lines`);
});

test('each file opens with a sentence on what it is for, and its name is in kebab case', () => {
  for (const name of sources) {
    assert.match(text(name), /^(#!.*\n)?\/[/*]/, `${name} does not say what it is for`);
    assert.match(path.basename(name), /^[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/, name);
  }
});

test('no folder is a place for leftovers', () => {
  const folders = new Set(sources.flatMap((name) => path.dirname(name).split('/')));
  for (const name of ['common', 'utils', 'helpers', 'types', 'lib', 'misc']) assert.ok(!folders.has(name), name);
});
