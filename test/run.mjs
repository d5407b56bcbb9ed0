// Runs every test under test/, found by glob: `node test/run.mjs [part of a path …]`.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(path.dirname(new URL(import.meta.url).pathname));
const wanted = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const run = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

if (run(['esbuild.mjs', '--tests', ...wanted]) !== 0) process.exit(1);
const files = readdirSync(path.join(root, '.build/test'), { recursive: true })
  .filter((f) => f.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((w) => `test/${f}`.includes(w))))
  .map((f) => path.join('.build/test', f));
process.exit(
  run(['--test', '--enable-source-maps', ...process.argv.slice(2).filter((a) => a.startsWith('--')), ...files]),
);
