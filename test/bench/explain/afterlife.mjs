// What a run leaves: fifteen scenes, each looked at in /proc when the run is over, and ended in the end.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { inFolder, readRecording, root, runProgram, table } from './tools.mjs';

export const name = 'afterlife';

export async function run({ print, model }) {
  const rows = [];
  for (const scene of scenes) rows.push(await judge(model, scene));
  table(print, [
    ['scene', 'alive', 'said', 'kinds', 'left after end', ''],
    ...rows.map((row) => [...row.cells, row.right ? '' : 'WRONG']),
  ]);
  return rows.every(({ right }) => right);
}

/** Processes of the run that live, by what they have in their environment: a mark of the scene's own, nothing of Process View. */
function livingWith(mark) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => fileOf(`/proc/${pid}/environ`).includes(mark) && !/\) [ZX] /.test(fileOf(`/proc/${pid}/stat`)))
    .map(Number)
    .sort((a, b) => a - b);
}

function fileOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // It has ended.
  }
}

const cli = (...args) =>
  promisify(execFile)(process.execPath, [path.join(root, 'dist/cli.js'), ...args]).catch((error) => error);

export const judge = (model, scene) => inFolder((folder) => judgeIn(model, folder, scene));

async function judgeIn(model, folder, { name: scene, source, kinds = [] }) {
  const mark = `SCENE_OF_AFTERLIFE=${process.pid}.${scene}`;
  const [variable, value] = mark.split('=');
  const { file } = await runProgram(folder, 'program', source, [], { ...process.env, [variable]: value });
  const alive = livingWith(mark);
  const recording = readRecording(model, file);
  const leftovers = model.notableLeftovers(recording);
  const said = leftovers
    .filter(({ kind }) => kind === 'still-alive')
    .map(({ process }) => recording.processes[process].pid);
  const told = [...new Set(leftovers.map(({ kind }) => kind))].sort();
  const { stdout } = await cli('explain', file);
  const printed = [...stdout.matchAll(/\((\d+)\) is still alive/g)].map(([, pid]) => Number(pid));
  await cli('end', file);
  const stay = livingWith(mark);
  const same = (a, b) => JSON.stringify(a.toSorted((x, y) => x - y)) === JSON.stringify(b);
  const right =
    same(said, alive) &&
    same(printed, alive) &&
    stay.length === 0 &&
    JSON.stringify(told) === JSON.stringify([...kinds].sort());
  return { cells: [scene, alive.length, said.length, told.join(' '), stay.length], right };
}

const library = (body) => `const { Process, Queue } = require('process-view/multiprocessing');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
exports.sleep = sleep;
exports.nothing = () => {};
async function main() {${body}}
if (require.main === module) main();
`;

/** The child does what stands in `child`, the parent, with \`child\` started, what stands in `parent`. */
const plain = (
  child,
  parent,
  options = "{ stdio: 'ignore' }",
) => `const { fork, spawn } = require('node:child_process');
const stay = () => setInterval(() => {}, 1000);
if (process.argv[2]) { ${child} }
else { const child = fork(__filename, ['child'], ${options}); ${parent} }
`;

const left = ['still-alive', 'orphan'];

export const scenes = [
  {
    name: 'nothing is left',
    source: library('const child = new Process({ target: exports.nothing }); child.start(); await child.join();'),
  },
  {
    name: 'a child that nobody joins',
    kinds: ['unjoined'],
    source: library('new Process({ target: exports.nothing }).start(); await sleep(1500);'),
  },
  {
    name: 'two children, one joined',
    kinds: ['unjoined'],
    source: library(
      'const [a, b] = [1, 2].map(() => new Process({ target: exports.nothing })); a.start(); b.start(); await a.join(); await sleep(1000);',
    ),
  },
  {
    name: 'a daemon in the middle of its work',
    kinds: ['daemon-killed'],
    source: library('new Process({ target: exports.sleep, args: [60000], daemon: true }).start(); await sleep(700);'),
  },
  {
    name: 'an orphan that lives on',
    kinds: left,
    source: plain("process.send('up'); stay();", "child.once('message', () => process.exit());"),
  },
  {
    name: 'an orphan that ends a little later',
    kinds: ['orphan'],
    source: plain("process.send('up'); setTimeout(() => {}, 900);", "child.once('message', () => process.exit());"),
  },
  {
    name: 'an orphan with a port',
    kinds: left,
    source: plain(
      "require('node:net').createServer().listen(0, () => process.send('up'));",
      "child.once('message', () => process.exit());",
    ),
  },
  {
    name: 'an orphan with a socket file',
    kinds: left,
    source: plain(
      "require('node:net').createServer().listen(__dirname + '/socket', () => process.send('up'));",
      "child.once('message', () => process.exit());",
    ),
  },
  {
    name: 'an orphan that writes a file',
    kinds: left,
    source: plain(
      "require('node:fs').openSync(__dirname + '/log', 'w'); process.send('up'); stay();",
      "child.once('message', () => process.exit());",
    ),
  },
  {
    name: 'a detached child',
    kinds: left,
    source: plain(
      "process.send('up'); stay();",
      "child.once('message', () => { child.disconnect(); child.unref(); });",
      "{ stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached: true }",
    ),
  },
  {
    name: 'a child of an orphan',
    kinds: left,
    source: plain(
      "if (process.argv[2] === 'leaf') stay(); else { fork(__filename, ['leaf'], { stdio: 'ignore' }); setTimeout(() => process.send('up'), 300); }",
      "child.once('message', () => process.exit());",
    ),
  },
  {
    name: 'a child that ignores SIGTERM',
    kinds: left,
    source: plain(
      "process.on('SIGTERM', () => {}); process.send('up'); stay();",
      "child.once('message', () => process.exit());",
    ),
  },
  {
    name: 'a parent that was killed',
    kinds: left,
    source: plain("process.send('up'); stay();", "child.once('message', () => process.kill(process.pid, 'SIGKILL'));"),
  },
  {
    name: 'a program that is no Node',
    kinds: left,
    source: `require('node:child_process').spawn('sleep', ['60'], { stdio: 'ignore', detached: true }).unref(); setTimeout(() => {}, 300);`,
  },
  {
    name: 'a child that was killed',
    source: plain("process.send('up'); stay();", "child.once('message', () => child.kill('SIGKILL'));"),
  },
];
