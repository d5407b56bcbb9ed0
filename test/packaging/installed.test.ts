/** The packages as a person gets them: what is in them, and that the README's commands work where nothing else is installed. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { packages } from '../packages.mjs';
import { start } from '../process-view.js';
import { packExtension } from './vsix.mjs';

const home = mkdtempSync(path.join(os.tmpdir(), 'pv-packages-'));
after(() => rmSync(home, { recursive: true, force: true }));

const windows = process.platform === 'win32';

/** In a shell, as a person types it, with the commands of the folder's packages. */
function typed(line: string, folder: string, env: NodeJS.ProcessEnv = {}) {
  const commands = path.join(folder, 'node_modules/.bin');
  const shell = windows ? ['cmd', '/d', '/s', '/c', line] : ['sh', '-c', line];
  const PATH = `${commands}${path.delimiter}${process.env.PATH}`;
  return start(shell[0]!, shell.slice(1), { cwd: folder, env: { ...process.env, PATH, ...env } });
}

async function succeeds(line: string, folder: string, env?: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await typed(line, folder, env).ended;
  assert.equal(code, 0, `${line}\n${stdout}\n${stderr}`);
  return stdout + stderr;
}

interface Packed {
  filename: string;
  size: number;
  files: { path: string }[];
}

/** Packed once, from dist/ as it was built. */
const packed: Promise<Packed & { tarball: string }> = (async () => {
  const { stdout } = await typed(`npm pack --json --ignore-scripts --pack-destination "${home}"`, process.cwd()).ended;
  const [what] = JSON.parse(stdout) as [Packed];
  return { ...what, tarball: path.join(home, what.filename) };
})();

/** A folder with a script and nothing else. */
function emptyFolder(name: string): string {
  const folder = path.join(home, name);
  mkdirSync(folder);
  copyFileSync('media/tour.ts', path.join(folder, 'main.ts'));
  return folder;
}

test('the npm package holds the command, the library and what explains them, and nothing else', async () => {
  const { files, size } = await packed;
  const names = files.map((file) => file.path);
  const allowed =
    /^(dist\/.*\.([cm]?js|css|ttf|d\.m?ts)|docs\/[\w-]+\.md|(README|README\.zh-CN|CHANGELOG|THIRD-PARTY-NOTICES)\.md|LICENSE|package\.json)$/;
  assert.deepEqual(
    names.filter((name) => !allowed.test(name)),
    [],
  );
  for (const name of [
    'dist/cli.js',
    'dist/multiprocessing/index.mjs',
    'dist/multiprocessing/index.d.ts',
    'dist/testing/index.d.mts',
    'LICENSE',
  ])
    assert.ok(names.includes(name), name);
  assert.ok(size < 500_000, `${size} bytes`);
});

test('the extension is allow-listed, has no source maps, and is small', async () => {
  assert.deepEqual(await packExtension(path.join(home, 'process-view.vsix')), []);
});

/** The commands of the README's section on the terminal, each without its comment. */
const commandsOf = (readme: string): string[] =>
  [...readFileSync(readme, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => block!.trim().split('\n'))
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter((line) => /process-view/.test(line));

test('both READMEs name the same commands', () => {
  assert.deepEqual(commandsOf('README.zh-CN.md'), commandsOf('README.md'));
});

test('every command of the README works in an empty folder where nothing but the package is installed', async () => {
  const folder = emptyFolder('from-the-readme');
  const { tarball } = await packed;
  const [install, ...commands] = commandsOf('README.md');
  assert.equal(install, 'npm install --save-dev process-view');
  await succeeds(`${install.replace('process-view', `"${tarball}"`)} --prefer-offline --no-audit --no-fund`, folder);
  writeFileSync(path.join(folder, 'run.rules'), 'every put is got\nno process outlives main\n');
  for (const name of ['monday', 'friday', 'here', 'there'])
    await succeeds(`npx --no-install process-view run --quiet --record ${name}.pvrec main.ts`, folder);
  for (const command of commands) await asWritten(command, folder);
});

async function asWritten(command: string, folder: string): Promise<void> {
  if (command.startsWith('process-view open')) return opened(command, folder);
  const shorter = command.replace('repeat 50', 'repeat 2').replace(/ \| jq \.$/, '');
  // Where two runs differ, as here they may, diff says so by its exit code.
  const { code, stderr } = await typed(shorter, folder).ended;
  assert.ok(code === 0 || (code === 1 && command.startsWith('process-view diff')), `${command}: ${code}\n${stderr}`);
}

/** Serves the panel until it is told to end. */
async function opened(command: string, folder: string): Promise<void> {
  const { child, ended } = typed(windows ? command : `exec ${command}`, folder);
  const [said] = (await once(child.stdout!, 'data')) as [Buffer | string];
  const address = /http:\S+/.exec(`${said}`)?.[0];
  assert.ok(address, `${said}`);
  assert.match(await (await fetch(address)).text(), /<div id="app">/);
  child.kill();
  await ended;
}

const seen = /4 processes, \d+ messages sent and \d+ received/;

test('in a project of pnpm', async () => {
  const folder = emptyFolder('pnpm');
  const pnpm = `"${process.execPath}" "${path.join(await packages('pnpm@10.12.4'), 'node_modules/pnpm/bin/pnpm.cjs')}"`;
  writeFileSync(path.join(folder, 'package.json'), dependingOn((await packed).filename));
  await succeeds(`${pnpm} install --prefer-offline --ignore-scripts`, folder);
  assert.match(await succeeds(`${pnpm} exec process-view run main.ts`, folder), seen);
});

test("in a project of Yarn with Plug'n'Play, which has no node_modules", async () => {
  const folder = emptyFolder('yarn');
  const cli = path.join(await packages('@yarnpkg/cli-dist@4.18.1'), 'node_modules/@yarnpkg/cli-dist/bin/yarn.js');
  const yarn = `"${process.execPath}" "${cli}"`;
  writeFileSync(path.join(folder, 'package.json'), dependingOn((await packed).filename));
  writeFileSync(path.join(folder, 'yarn.lock'), '');
  const registry = (await typed('npm config get registry', folder).ended).stdout.trim().replace(/\/$/, '');
  const env = {
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_ENABLE_TELEMETRY: '0',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  };
  await succeeds(`${yarn} install`, folder, { ...env, YARN_NODE_LINKER: 'pnp' });
  assert.match(await succeeds(`${yarn} process-view run main.ts`, folder, env), seen);
});

const dependingOn = (tarball: string): string =>
  JSON.stringify({ name: 'uses-it', private: true, dependencies: { 'process-view': `file:../${tarball}` } });
