// Builds everything that ships into dist/, and with --tests the tests into .build/test/. One bundle per place where code runs.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { context, transformSync } from 'esbuild';
import { completeMultiprocessing } from './src/multiprocessing/build.mjs';
import { completeTesting } from './src/testing/build.mjs';

const require = createRequire(import.meta.url);
const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const { version } = require('./package.json');
const flag = (name) => process.argv.includes(`--${name}`);

const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  define: { __VERSION__: JSON.stringify(version) },
};

/** An esbuild plugin that puts a few lines in the place of a module that a dependency carries and nobody here needs. */
const leaveOut = (filter, contents) => ({
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'left-out' }));
    build.onLoad({ filter, namespace: 'left-out' }, () => ({ contents, loader: 'js' }));
  },
});

/** An esbuild plugin that takes of an icon what is its own: what stands inside its `svg`, to a hundredth of a pixel. */
const iconPaths = {
  name: 'icon-paths',
  setup(build) {
    build.onLoad({ filter: /\.svg$/ }, ({ path }) => {
      const [, inside = ''] = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(path, 'utf8')) ?? [];
      return {
        contents: inside.replace(/-?\d+\.\d{3,}(e-\d+)?/g, (number) => `${+(+number).toFixed(2)}`),
        loader: 'text',
      };
    });
  },
};

const webview = {
  ...node,
  platform: 'browser',
  target: 'chrome128',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  outdir: 'dist/webview',
  charset: 'utf8',
  plugins: [iconPaths],
};

/** Each bundle by name; a folder that has no entry yet is left out. */
const bundles = [
  {
    name: 'probe',
    ...node,
    entryPoints: {
      probe: 'src/probe/main.ts',
      'probe-watch': 'src/probe/watch.ts',
      'probe-values': 'src/probe/values.ts',
      'probe-environment-change': 'src/probe/environment-change.ts',
      'probe-loop-sample': 'src/probe/loop-sample.ts',
      'probe-source-maps': 'src/probe/source-maps.ts',
      'probe-trace-context': 'src/probe/trace-context.ts',
    },
    // Names that are only the probe's own, made short: it is loaded by every process of a run.
    mangleProps:
      /^(received|receivePrefix|sendPrefix|untold|pending|promised|announced|queued|joins|variables|opaque|isFull|ipcParent|heard)$/,
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
  },
  {
    name: 'wrapper',
    ...node,
    // Names as they are and lines short: where something in it throws, Node prints the line.
    minify: false,
    minifyWhitespace: true,
    lineLimit: 120,
    entryPoints: {
      wrapper: 'src/wrapper/main.ts',
      library: 'src/wrapper/library-main.ts',
      'older-node': 'src/wrapper/older-node.ts',
      'import-hooks': 'src/wrapper/import-hooks.ts',
    },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    external: ['./ts-node.cjs'],
  },
  {
    name: 'ts-node',
    ...node,
    entryPoints: ['src/wrapper/ts-node.ts'],
    outfile: 'dist/ts-node.cjs',
    external: ['typescript', './transpilers/swc.js'],
    // Node's own source maps take the place of ts-node's; the REPL and swc are never asked for.
    plugins: [leaveOut(/^@cspotcode\/source-map-support$/, 'exports.install = () => {};'), leaveOut(/^\.\/repl$/, '')],
  },
  // One build of all, so that what several need is there once; and a command reads what is its own.
  {
    name: 'cli+extension+testing',
    ...node,
    format: 'esm',
    splitting: true,
    entryPoints: {
      cli: 'src/cli/main.ts',
      'otlp-worker': 'src/cli/otlp-worker.ts',
      extension: 'src/extension.ts',
      testing: 'src/testing/index.ts',
    },
    outdir: '.build/cli+extension+testing',
    chunkNames: 'piece-[hash]',
    external: ['vscode'],
    charset: 'utf8',
    after: joinPieces,
  },
  {
    name: 'multiprocessing',
    ...node,
    minify: false,
    format: 'esm',
    splitting: true,
    entryPoints: Object.fromEntries(
      ['core', 'find', 'pool', 'sharing', 'start', 'worker'].map((part) => [
        `part-${part}`,
        `src/multiprocessing/part-${part}.ts`,
      ]),
    ),
    outdir: '.build/multiprocessing',
    chunkNames: 'shared-[hash]',
    after: completeMultiprocessing,
  },
  {
    name: 'multiprocessing-broker',
    ...node,
    entryPoints: { broker: 'src/multiprocessing/broker/main.ts' },
    outdir: 'dist/multiprocessing',
  },
  // What is not wanted for the first picture is fetched after it, as parts.
  {
    name: 'webview',
    ...webview,
    format: 'esm',
    splitting: true,
    entryPoints: { main: 'src/webview/main.tsx' },
    chunkNames: 'part-[name]-[hash]',
  },
].filter((b) => Object.values(b.entryPoints).every((entry) => existsSync(path.join(root, entry))));

/**
 * esbuild shares pieces between bundles only as ES modules and as many files; this makes CommonJS of them, which Node and VS Code take
 * sooner, and of the pieces two files, which are smaller: what the extension needs to be active, and the rest. A piece runs when it is
 * first asked for.
 */
function joinPieces(root, { outputs }) {
  mkdirSync(path.join(root, 'dist/testing'), { recursive: true });
  const shrunk = { platform: 'node', target: 'node20', minify: true, charset: 'utf8' };
  const atOnce = importedBy(
    outputs,
    Object.keys(outputs).find((file) => path.basename(file) === 'extension.js'),
  );
  const pieces = { 'pieces.js': [], 'more-pieces.js': [] };
  for (const file of Object.keys(outputs)) {
    const options = { format: 'cjs', target: 'node20', supported: { 'dynamic-import': false }, charset: 'utf8' };
    const { code } = transformSync(readFileSync(path.join(root, file), 'utf8'), options);
    const name = path.basename(file);
    if (name.startsWith('piece-')) {
      // A function in brackets is compiled where it is read, and not read over now to be compiled when it is called.
      const piece = transformSync(`piece = function (exports, module, require) {\n${code}}`, shrunk).code;
      const own = piece.slice('piece='.length).replace(/;\n$/, '');
      if (atOnce.has(file)) pieces['pieces.js'].push(`"./${name}":(${own})`);
      else pieces['more-pieces.js'].push(`"./${name}":${own}`);
    } else {
      const [out, up] = name === 'testing.js' ? ['testing/index.js', '../'] : [name, './'];
      const own = code.replace(/require\(("\.\/piece-[^"]+")\)/g, `require("${up}pieces.js")($1)`);
      const opening = name === 'cli.js' ? '#!/usr/bin/env node\n' : '';
      writeFileSync(path.join(root, 'dist', out), opening + transformSync(own, shrunk).code);
    }
  }
  for (const [file, own] of Object.entries(pieces)) {
    const other = Object.keys(pieces).find((name) => name !== file);
    const asking = `const ran = {};
const ask = (name) => {
  if (!pieces[name]) return name.startsWith('./piece-') ? require('./${other}')(name) : require(name);
  if (!ran[name]) pieces[name]((ran[name] = { exports: {} }).exports, ran[name], ask);
  return ran[name].exports;
};
module.exports = ask;
`;
    const all = `const pieces={${own.join(',')}};${transformSync(asking, shrunk).code}`;
    writeFileSync(path.join(root, 'dist', file), all);
  }
  // Its types take a while: not where only another of them is wanted.
  if (only.length === 0 || only.includes('testing')) completeTesting(root, outputs);
}

/** The outputs that one imports, and they in turn, but for what it asks for only later. */
function importedBy(outputs, file, seen = new Set()) {
  for (const { path: next, kind } of outputs[file].imports) {
    if (kind !== 'import-statement' || seen.has(next) || !outputs[next]) continue;
    importedBy(outputs, next, seen.add(next));
  }
  return seen;
}

const testFiles = (dir) =>
  readdirSync(path.join(root, dir), { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && /\.test\.tsx?$/.test(e.name))
    .map((e) => path.relative(root, path.join(e.parentPath ?? e.path, e.name)))
    .filter((file) => !file.includes('fixtures'));

/** Tests are bundled with the pure code they test; what runs in processes of its own they load from dist/. */
const tests = {
  name: 'tests',
  ...node,
  minify: false,
  sourcemap: 'inline',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  outbase: 'test',
  outdir: '.build/test',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
};

async function build({ name, after, ...options }) {
  const ctx = await context({ absWorkingDir: root, ...options });
  if (flag('watch')) return ctx.watch();
  const { metafile } = await ctx.rebuild();
  mkdirSync(path.join(root, '.build/meta'), { recursive: true });
  writeFileSync(path.join(root, `.build/meta/${name}.json`), JSON.stringify(metafile));
  await ctx.dispose();
  after?.(root, metafile);
}

const only = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const wanted = (b) =>
  only.length === 0 || only.some((name) => b.name.split('+').includes(name) || b.name.startsWith(`${name}-`));
if (only.length === 0 && !flag('tests') && !flag('watch'))
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
if (!flag('tests')) await Promise.all(bundles.filter(wanted).map(build));
if (flag('tests')) {
  const files = testFiles('test').filter((f) => only.length === 0 || only.some((o) => f.includes(o)));
  await build({ ...tests, entryPoints: files });
}
