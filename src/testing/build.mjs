// Completes what esbuild has made of `process-view/testing`: the ES module that opens the same face, and the types.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeTypes } from '../multiprocessing/build.mjs';

/** `outputs` are those of esbuild's metafile. */
export function completeTesting(root, outputs) {
  const out = path.join(root, 'dist/testing');
  const [names] = Object.entries(outputs).flatMap(([file, { exports }]) =>
    file.endsWith('/testing.js') ? [exports] : [],
  );
  writeFileSync(path.join(out, 'index.mjs'), esModule(names.toSorted()));
  writeTypes(root, out, 'src/testing', 'types/testing/index.js');
}

const esModule = (names) => `import { createRequire } from 'node:module';
const testing = createRequire(import.meta.url)('./index.js');
export const { ${names.join(', ')} } = testing;
`;
