// Fetches a real VS Code workbench (code-server, from npm) and finds a Chromium, so that the extension's tests run in both.
// `node test/workbench/install.mjs` does it ahead of time. Everything goes into one folder of the user's cache.
import { execFile, execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { nodeBinary } from '../nodes.mjs';

const CODE_SERVER = '4.139.1'; // VS Code 1.139.1
const NODE_MAJOR = 24; // The one that this code-server wants.
const cache = process.env.PROCESS_VIEW_WORKBENCH ?? path.join(os.homedir(), '.cache', 'process-view-workbench');
const run = promisify(execFile);

/** The paths of what is needed, or why it cannot be had. */
export async function installWorkbench() {
  if (process.platform !== 'linux')
    return { missing: 'the workbench tests are for Linux; elsewhere use npm run test:vscode' };
  try {
    mkdirSync(cache, { recursive: true });
    return await locked(async () => {
      const node = await nodeBinary(NODE_MAJOR);
      return { node, codeServer: await codeServer(node), chromium: await chromium(node) };
    });
  } catch (error) {
    return { missing: `the workbench cannot be fetched: ${error.message.split('\n')[0]}` };
  }
}

async function codeServer(node) {
  const folder = path.join(cache, 'cs');
  const home = path.join(folder, 'node_modules/code-server');
  const vscode = path.join(home, 'lib/vscode');
  const entry = path.join(home, 'out/node/entry.js');
  // The last thing that is put in place.
  const whole = path.join(vscode, 'node_modules/@vscode/native-watchdog/index.js');
  if (existsSync(entry) && existsSync(whole) && existsSync(path.join(vscode, 'extensions/node_modules/typescript')))
    return entry;
  console.error(`Fetching the VS Code workbench from npm into ${folder} (once, about a minute)…`);
  await npm(node, folder, ['install', '--no-save', `code-server@${CODE_SERVER}`]);
  await npm(node, vscode, ['install', '--omit=dev']);
  await npm(node, path.join(vscode, 'extensions'), ['install', '--omit=dev']);
  slim(vscode);
  link('code-linux.sh', path.join(vscode, 'bin/remote-cli/code-server'));
  link('browser-linux.sh', path.join(vscode, 'bin/helpers/browser.sh'));
  standIns(vscode);
  return entry;
}

/** Without its scripts: they would compile native modules, for which {@link standIns} stand in. */
async function npm(node, cwd, args) {
  mkdirSync(cwd, { recursive: true });
  if (!existsSync(path.join(cwd, 'package.json'))) writeFileSync(path.join(cwd, 'package.json'), '{"private":true}');
  const env = {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    npm_config_fund: 'false',
  };
  await run('npm', [...args, '--ignore-scripts', '--no-audit', '--loglevel=error'], { cwd, env, maxBuffer: 1 << 26 });
}

function slim(vscode) {
  const unneeded = [
    'extensions/copilot',
    'node_modules/@microsoft/mxc-sdk',
    'node_modules/@vscode/windows-process-tree',
  ];
  for (const folder of unneeded) rmSync(path.join(vscode, folder), { recursive: true, force: true });
  const ripgrep = path.join(vscode, 'node_modules/@vscode/ripgrep-universal/bin');
  if (!existsSync(ripgrep)) return;
  const ours = `linux-${process.arch}`;
  for (const name of readdirSync(ripgrep)) if (name !== ours) rmSync(path.join(ripgrep, name), { recursive: true });
  if (existsSync(path.join(ripgrep, ours, 'rg'))) chmodSync(path.join(ripgrep, ours, 'rg'), 0o755);
}

function link(target, file) {
  rmSync(file, { force: true });
  symlinkSync(target, file);
}

/** A log writer and a watchdog of the parent, in plain JavaScript, for the native ones. */
function standIns(vscode) {
  const spdlog = `const fs = require('fs'), path = require('path');
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(file) { this.file = file; this.level = 2; if (file) fs.mkdirSync(path.dirname(file), { recursive: true }); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {} clearFormatters() {} flush() {} drop() { this.file = undefined; }
}
levels.forEach((name, level) => {
  Logger.prototype[name] = function (text) {
    if (level >= this.level && this.file) fs.appendFileSync(this.file, new Date().toISOString() + ' [' + name + '] ' + text + '\\n');
  };
});
exports.version = 0;
exports.setLevel = exports.setFlushOn = exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (_name, file) => new Logger(file);
`;
  const watchdog = `exports.start = (pid) => {
  setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 5000).unref();
};
`;
  writeFileSync(path.join(vscode, 'node_modules/@vscode/spdlog/index.js'), spdlog);
  writeFileSync(path.join(vscode, 'node_modules/@vscode/native-watchdog/index.js'), watchdog);
}

/** A Chromium: named by CHROMIUM, on the PATH, from the system's packages where that is allowed, else from npm. */
async function chromium(node) {
  const found =
    process.env.CHROMIUM ?? onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
  if (found) return found;
  if (process.getuid() === 0 && onPath(['apt-get'])) return fromSystem();
  const folder = path.join(cache, 'chromium');
  await npm(node, folder, ['install', '--no-save', '@sparticuz/chromium@latest']);
  const unpack = `import('@sparticuz/chromium').then(async (m) => console.log(await m.default.executablePath()))`;
  return execFileSync(node, ['--input-type=module', '-e', unpack], { cwd: folder, encoding: 'utf8' }).trim();
}

async function fromSystem() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, maxBuffer: 1 << 26 });
  await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation', 'fonts-noto-cjk'],
    { env, maxBuffer: 1 << 26 },
  );
  return onPath(['chromium']);
}

function onPath(names) {
  for (const folder of process.env.PATH.split(path.delimiter)) {
    const file = names.map((name) => path.join(folder, name)).find(executable);
    if (file) return file;
  }
  return undefined;
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Several test files may begin at once: the first fetches, the others wait for it. */
async function locked(work) {
  const lock = path.join(cache, 'lock');
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(path.join(lock, String(process.pid)), '');
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isStale(lock)) rmSync(lock, { recursive: true, force: true });
      else await new Promise((again) => setTimeout(again, 250));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Its owner is gone without having removed it. */
function isStale(lock) {
  const [owner] = readdirSync(lock);
  return owner !== undefined && !existsSync(`/proc/${owner}`);
}

if (process.argv[1]?.endsWith(path.join('test', 'workbench', 'install.mjs'))) console.log(await installWorkbench());
