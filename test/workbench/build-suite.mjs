// Bundles the suite that runs inside an extension host, VS Code's own or code-server's, into .build/suite/index.cjs.
import path from 'node:path';
import { build } from 'esbuild';

export const suiteFile = path.resolve('.build/suite/index.cjs');

export async function buildSuite() {
  await build({
    entryPoints: ['test/workbench/suite/index.ts'],
    outfile: suiteFile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return suiteFile;
}

if (process.argv[1]?.endsWith(path.join('test', 'workbench', 'build-suite.mjs'))) await buildSuite();
