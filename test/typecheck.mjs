// Type-checks each world with its own library set: Node and the editor, the pure folders, the browser, the tests.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const worlds = [
  'tsconfig.json',
  'src/wire/tsconfig.json',
  'src/recording/tsconfig.json',
  'src/export/tsconfig.json',
  'src/webview/tsconfig.json',
  'test/tsconfig.json',
];
const wanted = process.argv.slice(2);
let failed = false;
for (const world of worlds.filter(
  (w) => existsSync(w) && (wanted.length === 0 || wanted.some((x) => w.startsWith(x))),
)) {
  const { status } = spawnSync(process.execPath, [tsc, '-p', world], { stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
