// Completes what esbuild has made of the library: CommonJS files of its parts, a face that loads them as they are asked for, the ES
// module that opens the same face (so that the state is one), and the types.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { transformSync } from 'esbuild';

const require = createRequire(import.meta.url);

/** The parts with public names; the first is loaded at once. */
const parts = ['part-core', 'part-pool', 'part-sharing'];

/** `outputs` are those of esbuild's metafile. Whoever runs the library meanwhile finds the old files or the new ones. */
export function completeMultiprocessing(root, { outputs }) {
  const out = path.join(root, 'dist/multiprocessing');
  mkdirSync(out, { recursive: true });
  const code = new Map(Object.keys(outputs).map((file) => [path.basename(file), commonJs(path.join(root, file))]));
  const inCore = importedBy('part-core.js', code);
  const files = new Map(
    [...code].filter(([file]) => !inCore.includes(file)).map(([file, text]) => [file, fromCore(text, inCore)]),
  );
  const exportsOf = Object.fromEntries(
    Object.entries(outputs).map(([file, { exports }]) => [path.basename(file, '.js'), exports]),
  );
  files.set('part-core.js', merged(inCore, code));
  files.set('index.js', face(parts.map((part) => [part, exportsOf[part].toSorted()])));
  files.set('index.mjs', esModule(parts.flatMap((part) => exportsOf[part].toSorted())));
  for (const [file, text] of files) replace(path.join(out, file), file.startsWith('index.') ? text : closer(text));
  for (const file of readdirSync(out)) if (file.startsWith('shared-') && !files.has(file)) rmSync(path.join(out, file));
  writeTypes(root, out, 'src/multiprocessing', 'types/index.js');
}

/** In one step, so that nobody reads half of it. */
function replace(file, text) {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Without indentation, names as they are, lines short: where something in it throws, Node prints the line. */
const closer = (text) =>
  transformSync(text, {
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 120,
    platform: 'node',
    target: 'node20',
  }).code;

/** The names for whoever looks for them without running it. Merged, they would be names of nowhere, and classes be renamed beside them. */
const ANNOTATION = /^\/\/ Annotate the CommonJS export names[^\n]*\n0 && \(module\.exports = \{[^}]*\}\);\n/m;

/** esbuild shares pieces between bundles only as ES modules. */
function commonJs(file) {
  const text = readFileSync(file, 'utf8');
  const code = transformSync(text, { format: 'cjs', platform: 'node', target: 'node20' }).code.replace(ANNOTATION, '');
  return path.basename(file).startsWith('shared-') ? plainExports(code) : code;
}

/**
 * What a shared piece exports as plain properties, set once it has run. esbuild makes two functions of each, called at each use, which slow
 * down a process that has just begun; they serve variables that change after the export and pieces in a circle, of which there are none.
 * (A part may be asked for while it runs, and keeps them.)
 */
function plainExports(text) {
  const [all, entries] = text.match(/^__export\(stdin_exports, \{\n([^}]*)\}\);\n/m) ?? [];
  if (!all) return text;
  const rest = text.replace(all, '').replace(/^module\.exports = __toCommonJS\(stdin_exports\);\n/m, '');
  return `${rest}module.exports = { ${entries
    .replace(/\(\) => /g, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()} };\n`;
}

/** A file and the pieces that it needs, each behind those that it needs itself. */
function importedBy(file, code, found = []) {
  for (const [, piece] of code.get(file).matchAll(/require\("\.\/(shared-[^"]+)"\)/g))
    if (!found.includes(piece)) importedBy(piece, code, found);
  return [...found.filter((f) => f !== file), ...(found.includes(file) ? [] : found.push(file) && [file])];
}

const PIECES = `Symbol.for('process-view.multiprocessing.pieces')`;

/** A piece that the core contains is taken out of it. */
const fromCore = (text, inCore) =>
  text.replace(/require\("\.\/(shared-[^"]+)"\)/g, (whole, piece) =>
    inCore.includes(piece) ? `require("./part-core.js")[${PIECES}]["${piece}"]` : whole,
  );

/** The core in one file: to open ten would cost every child two milliseconds. */
function merged(inCore, code) {
  const pieces = inCore.map((file) => {
    const text = code.get(file).replace(/require\("\.\/(shared-[^"]+)"\)/g, '__pieces["$1"]');
    if (file === 'part-core.js')
      return text.replace(/^module\.exports = .*$/m, `$&\nmodule.exports[${PIECES}] = __pieces;`);
    return `__pieces["${file}"] = (() => { const module = {};\n${text.replace('"use strict";', '')}\nreturn module.exports; })();\n`;
  });
  return `"use strict";\nconst __pieces = {};\n${pieces.join('')}`;
}

function face(named) {
  const lazy = (part, names) =>
    names.map((name) => `  ${name}: { enumerable: true, get: () => require('./${part}.js').${name} },`).join('\n');
  return `'use strict';
require('./part-core.js');
Object.defineProperties(exports, {
${named.map(([part, names]) => lazy(part, names)).join('\n')}
});
// For those who look for names without running this.
0 && (module.exports = { ${named.flatMap(([, names]) => names).join(', ')} });
`;
}

/** By createRequire: `import './index.js'` would cost every process 30 ms for the lexer that looks for its names. */
const esModule = (names) => `import { createRequire } from 'node:module';
const library = createRequire(import.meta.url)('./index.js');
export const { ${names.join(', ')} } = library;
`;

/** The declarations of what can be named from a folder's `index.ts`, in `out`, with a face for either kind of module. */
export function writeTypes(root, out, folder, index) {
  const types = path.join(out, 'types');
  const options = ['--emitDeclarationOnly', '--declaration', '--stripInternal', '--noEmit', 'false', '--outDir', types];
  const tsc = [require.resolve('typescript/bin/tsc'), '-p', path.join(root, folder, 'tsconfig.json')];
  const { status, stdout } = spawnSync(process.execPath, [...tsc, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The types of ${folder} could not be written:\n${stdout}`);
  const told = reachedFrom(path.join(out, index.replace(/\.js$/, '.d.ts')));
  for (const name of readdirSync(types, { recursive: true }))
    if (name.endsWith('.d.ts') && !told.has(path.join(types, name))) rmSync(path.join(types, name));
  for (const file of ['index.d.ts', 'index.d.mts']) replace(path.join(out, file), `export * from './${index}';\n`);
}

/** A declaration and all that it speaks of: the rest says what nobody outside can name. */
function reachedFrom(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, target] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/g))
    reachedFrom(path.join(path.dirname(file), target.replace(/\.js$/, '.d.ts')), found);
  return found;
}
