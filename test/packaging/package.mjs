// Packs the npm package as built, installs it in an empty folder, and uses it there: JavaScript and TypeScript, CommonJS and ES modules,
// with its types; then asks publint and arethetypeswrong. `npm run test:package`; it needs the network for npx and the installation.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'process-view-package-'));
const CORE = 'node_modules/@arethetypeswrong/core/dist/index.js';
const shell = process.platform === 'win32';
const run = (command, args, cwd = folder) => execFileSync(command, args, { cwd, encoding: 'utf8', shell });

const body = (exported) => `
${exported} async function produce(queue: Queue<number>, count: number) {
  for (let i = 0; i < count; i++) await queue.put(i);
}
async function main() {
  const queue = new Queue<number>();
  const child = new Process({ target: produce, args: [queue, 3] });
  child.start();
  const items: number[] = [await queue.get(), await queue.get(), await queue.get()];
  await child.join();
  const [a, b] = new Pipe<string>();
  await a.send('sent');
  const text: string = await b.recv();
  console.log(items.join(' '), text, child.exitCode);
}
if (isMainProcess) void main();
`;
const names = '{ isMainProcess, Pipe, Process, Queue }';
const imported = `import ${names} from 'process-view/multiprocessing';\n`;
const withoutTypes = (source) =>
  source.replace(/<(number|string)>/g, '').replace(/: (Queue|number\[\]|number|string)(?=[,) =])/g, '');

/** A test suite of one: the program above as its script. */
const suite = `import { model, recording, type RecordedRun } from 'process-view/testing';
async function main() {
  const run: RecordedRun = await recording('common.cjs', { timeout: 120000 });
  run.holds('every put is got', 'no process outlives main', 'no hang');
  const [first] = run.events('put by Process-1');
  const deepest: number = model.ledger(run.recording)[0]!.deepest.count;
  console.log(run.stdout.trim(), first?.text === '0' && deepest >= 0 ? run.exitCode : run.explain().summary);
}
void main();
`;

const programs = {
  'module.mjs': imported + withoutTypes(body('export')),
  'common.cjs': `const ${names} = require('process-view/multiprocessing');\nmodule.exports = { produce };\n${withoutTypes(body(''))}`,
  'module.mts': imported + body('export'),
  'common.cts': imported + body('export'),
  'suite.mts': suite,
  'suite-common.cts': suite,
};

try {
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
  );
  writeFileSync(path.join(folder, 'package.json'), '{"name":"consumer","private":true}');
  const wanted = [`./${filename}`, 'typescript@5.9.3', '@types/node@20'];
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...wanted]);
  for (const [name, source] of Object.entries(programs)) writeFileSync(path.join(folder, name), source);

  const strict = [
    '--strict',
    '--module',
    'nodenext',
    '--moduleResolution',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2023,esnext.disposable',
    '--skipLibCheck',
    'false',
  ];
  const typescript = Object.keys(programs).filter((name) => name.endsWith('ts'));
  run('npx', ['tsc', ...strict, '--types', 'node', '--outDir', 'out', ...typescript]);
  const built = readdirSync(path.join(folder, 'out')).map((name) => path.join('out', name));
  for (const file of ['module.mjs', 'common.cjs', ...built]) check(file, run(process.execPath, [file]));

  run('npx', ['--yes', 'publint@0.3.15', '--strict', `./${filename}`]);
  console.log('publint: clean');
  await checkTypes();
  console.log('arethetypeswrong: clean');
} catch (error) {
  console.error(error.stdout ?? '', error.stderr ?? '', error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function check(file, printed) {
  const exitCodes = file.includes('suite') ? '0 0' : '0';
  if (printed !== `0 1 2 sent ${exitCodes}\n`) throw new Error(`${file} printed ${JSON.stringify(printed)}`);
  console.log(`${file}: works`);
}

/** Asks arethetypeswrong about the files as installed: its command cannot read a tarball of today's npm. */
async function checkTypes() {
  run('npm', [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '@arethetypeswrong/core@0.18.2',
  ]);
  const { checkPackage, Package } = await import(pathToFileURL(path.join(folder, CORE)).href);
  const installed = path.join(folder, 'node_modules/process-view');
  const files = {};
  for (const entry of readdirSync(installed, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const inPackage = path.relative(installed, file).split(path.sep).join('/');
    if (entry.isFile()) files[`/node_modules/process-view/${inPackage}`] = readFileSync(file, 'utf8');
  }
  const { types, problems } = await checkPackage(new Package(files, 'process-view', '0.1.0'));
  // The old resolution of TypeScript, `node10`, knows no `exports`; nobody can use an entry of them with it.
  const real = problems?.filter((problem) => problem.resolutionKind !== 'node10');
  if (types === false || real.length > 0)
    throw new Error(`arethetypeswrong: ${JSON.stringify(real ?? 'no types', null, 2)}`);
}
