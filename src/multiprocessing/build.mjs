// Completes what esbuild has made of the library: CommonJS files of its parts, a face that loads them as they are asked for, the ES
// module that opens the same face (so that the state is one), and the types.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { transformSync } from 'esbuild';

const require = createRequire(import.meta.url);

/** The parts with public names; the first is loaded at once. */
const parts = ['part-core', 'part-pool', 'part-sharing'];

/** `outputs` are those of esbuild's metafile. */
export function completeMultiprocessing(root, { outputs }) {
  const out = path.join(root, 'dist/multiprocessing');
  removeOld(out, Object.keys(outputs));
  for (const file of Object.keys(outputs)) toCommonJs(path.join(root, file));
  const namesOf = (part) => outputs[`dist/multiprocessing/${part}.js`].exports.toSorted();
  writeFileSync(path.join(out, 'index.js'), face(parts.map((part) => [part, namesOf(part)])));
  writeFileSync(path.join(out, 'index.mjs'), esModule(parts.flatMap(namesOf)));
  writeTypes(root, out);
}

/** Pieces that several parts share have names that change with what is in them. */
function removeOld(out, made) {
  const kept = made.map((file) => path.basename(file));
  for (const file of readdirSync(out))
    if (file.startsWith('shared-') && !kept.includes(file)) rmSync(path.join(out, file));
}

/** esbuild shares pieces between bundles only as ES modules. */
function toCommonJs(file) {
  const { code } = transformSync(readFileSync(file, 'utf8'), { format: 'cjs', platform: 'node', target: 'node20' });
  writeFileSync(file, code);
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

/** By createRequire: \`import './index.js'\` would cost every process 30 ms for the lexer that looks for its names. */
const esModule = (names) => `import { createRequire } from 'node:module';
const library = createRequire(import.meta.url)('./index.js');
export const { ${names.join(', ')} } = library;
`;

function writeTypes(root, out) {
  const types = path.join(out, 'types');
  rmSync(types, { recursive: true, force: true });
  mkdirSync(types, { recursive: true });
  const options = ['--emitDeclarationOnly', '--declaration', '--stripInternal', '--noEmit', 'false', '--outDir', types];
  const tsc = [require.resolve('typescript/bin/tsc'), '-p', path.join(root, 'src/multiprocessing/tsconfig.json')];
  const { status, stdout } = spawnSync(process.execPath, [...tsc, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The types of process-view/multiprocessing could not be written:\n${stdout}`);
  writeFileSync(path.join(out, 'index.d.ts'), "export * from './types/index.js';\n");
  writeFileSync(path.join(out, 'index.d.mts'), "export * from './types/index.js';\n");
}
