// Writes what esbuild does not: the ES module that opens the CommonJS bundle (so that the state is one), and the types.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** Completes `dist/multiprocessing/` after index.js was built. */
export function completeMultiprocessing(root) {
  const out = path.join(root, 'dist/multiprocessing');
  writeFileSync(path.join(out, 'index.mjs'), esModule(out));
  writeTypes(root, out);
}

/** By createRequire: `import './index.js'` would cost every process 30 ms for the lexer that looks for its names. */
function esModule(out) {
  const file = path.join(out, 'index.js');
  delete require.cache[file];
  const names = Object.keys(require(file)).sort();
  return `import { createRequire } from 'node:module';
const library = createRequire(import.meta.url)('./index.js');
export const { ${names.join(', ')} } = library;
`;
}

function writeTypes(root, out) {
  const types = path.join(out, 'types');
  rmSync(types, { recursive: true, force: true });
  mkdirSync(types, { recursive: true });
  const options = ['--emitDeclarationOnly', '--declaration', '--stripInternal', '--noEmit', 'false', '--outDir', types];
  const tsc = [require.resolve('typescript/bin/tsc'), '-p', path.join(root, 'src/multiprocessing/tsconfig.json')];
  const { status, stdout } = spawnSync(process.execPath, [...tsc, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The types of process-view/multiprocessing could not be written:\n${stdout}`);
  for (const file of readdirSync(types, { recursive: true }).map((name) => path.join(types, name)))
    if (file.endsWith('.d.ts'))
      writeFileSync(file, readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL.*\n?/, ''));
  writeFileSync(path.join(out, 'index.d.ts'), "export * from './types/index.js';\n");
  writeFileSync(path.join(out, 'index.d.mts'), "export * from './types/index.js';\n");
}
