// `npm test`: lint, type check, and every test under test/, found by glob. With `node test/run.mjs part/of/path …` only those tests.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Tests read English, whatever the machine speaks.
process.env.PROCESS_VIEW_LANG = 'en';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const parts = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const flags = process.argv.slice(2).filter((a) => a.startsWith('--'));

function run(what, args) {
  if (what) console.log(`${what} …`);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  return status === 0;
}

/** The built tests whose sources are still there; what an earlier build has left is no test. */
function builtTests() {
  const source = (file) => ['.ts', '.tsx'].map((ext) => path.join(root, 'test', file.replace(/\.mjs$/, ext)));
  return readdirSync(path.join(root, '.build/test'), { recursive: true })
    .filter((file) => file.endsWith('.test.mjs') && source(file).some(existsSync))
    .filter(
      (file) =>
        parts.length === 0 || parts.some((part) => path.posix.join('test', ...file.split(path.sep)).includes(part)),
    )
    .map((file) => path.join('.build/test', file));
}

const everything = parts.length === 0;
const sound =
  !everything ||
  [
    run('Lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']),
    run('Type check', ['test/typecheck.mjs']),
  ].every(Boolean);
if (!run(undefined, ['esbuild.mjs', '--tests', ...parts])) process.exit(1);
const reporter = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
// No single test may hang the whole: the longest take about two minutes.
const passed = run(everything ? 'Tests' : undefined, [
  ...['--test', '--enable-source-maps', '--test-timeout=600000', ...reporter, ...flags],
  ...builtTests(),
]);
if (!sound) console.error('Lint or type check failed, see above.');
process.exit(sound && passed ? 0 : 1);
