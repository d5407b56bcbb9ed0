// How many workers serve a pool: six workloads run with 1 to 4 workers; the number that is advised from the run with two, against the best;
// and what the workers are taken for, where there are four.
import { inFolder, readRecording, runProgram, table } from './tools.mjs';

export const name = 'pools';

export async function run({ print, model }) {
  const results = [];
  for (const workload of workloads) results.push(await judge(model, workload));
  table(print, [
    ['workload', '1', '2', '3', '4', 'advised', 'of the best', 'class', ''],
    ...results.map(({ workload, times, advised, share, kind, right }) => [
      workload.name,
      ...times.map((time) => `${time.toFixed(0)} ms`),
      advised,
      `${(share * 100).toFixed(0)} %`,
      kind,
      right ? '' : 'WRONG',
    ]),
  ]);
  return results.every(({ right }) => right);
}

const WORKERS = [1, 2, 3, 4];
const REPETITIONS = 3;

async function judge(model, workload) {
  const times = [];
  let advice;
  let kind;
  for (const workers of WORKERS) {
    const runs = [];
    for (let i = 0; i < REPETITIONS; i++)
      runs.push(await inFolder((folder) => measure(model, folder, workload, workers)));
    times.push(Math.min(...runs.map(({ ms }) => ms)));
    if (workers === 2) advice = middle(runs).advice;
    if (workers === 4) kind = middle(runs).kind;
  }
  const share = Math.min(...times) / times[advice.advised - 1];
  return { workload, times, advised: advice.advised, share, kind, right: share >= 0.95 && kind === workload.kind };
}

/** Of the run that took neither the longest nor the shortest. */
const middle = (runs) => runs.toSorted((a, b) => a.ms - b.ms)[Math.floor(runs.length / 2)];

export async function measure(model, folder, { source, of }, workers) {
  const { stdout, stderr, code, file } = await runProgram(folder, 'program', source, [`${workers}`]);
  if (code !== 0) throw new Error(stderr);
  const recording = readRecording(model, file);
  const [advice] = model.advisePools(recording, 4);
  return { ms: Number(stdout), advice, kind: kindOf(model, recording, of) };
}

/** What the main process is, or most of the workers are. */
function kindOf(model, recording, of) {
  const isMeant = ({ name, parent }) => (of === 'main' ? parent < 0 : name?.startsWith('PoolWorker'));
  const kinds = recording.processes
    .filter((process) => !process.collector && isMeant(process))
    .map(({ index }) => model.classifyProcess(recording, index).kind);
  const count = (kind) => kinds.filter((other) => other === kind).length;
  return kinds.toSorted((a, b) => count(b) - count(a))[0];
}

const program = (task, tasks, more = '') => `const { Lock, Pool, Queue } = require('process-view/multiprocessing');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const burn = (ms) => { for (const end = performance.now() + ms; performance.now() < end; ); };
const toil = (rounds) => { let sum = 0; for (let i = 0; i < rounds * 1e6; i++) sum += Math.sqrt(i); return sum; };
const task = ${task};
const ready = () => sleep(100);
Object.assign(exports, { ready, task });
async function main() {
  const pool = new Pool(Number(process.argv[2]));
  await pool.map(ready, Array.from({ length: Number(process.argv[2]) }, () => 0));
  const began = performance.now();
  ${more}
  await pool.map(task, ${tasks}, { chunkSize: 1 });
  console.log(performance.now() - began);
  pool.close();
  await pool.join();
}
if (require.main === module) main();
`;

export const workloads = [
  { name: 'computing', kind: 'cpu-bound', source: program('() => toil(25)', 'Array.from({ length: 60 }, () => 0)') },
  {
    name: 'waiting for a timer',
    kind: 'io-bound',
    source: program('() => sleep(40)', 'Array.from({ length: 60 }, () => 0)'),
  },
  {
    name: 'a little computing',
    kind: 'io-bound',
    source: program('async () => { toil(6); await sleep(40); }', 'Array.from({ length: 48 }, () => 0)'),
  },
  {
    name: 'large messages',
    of: 'main',
    kind: 'message-bound',
    source: program(
      '(text) => text',
      "Array.from({ length: 120 }, (_, i) => Array.from({ length: 20000 }, (_, n) => i + '.' + n + ' of many rows'))",
    ),
  },
  {
    name: 'a lock around all',
    kind: 'waiting',
    source: program(
      '(lock) => lock.with(() => sleep(15))',
      'Array.from({ length: 60 }, () => lock)',
      'const lock = new Lock();',
    ),
  },
  {
    name: 'a slow producer',
    kind: 'waiting',
    source: program(
      'async (queue) => toil(await queue.get())',
      'Array.from({ length: 60 }, () => queue)',
      'const queue = new Queue(); (async () => { for (let i = 0; i < 60; i++) { await sleep(15); await queue.put(1); } })();',
    ),
  },
];
