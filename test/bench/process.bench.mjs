// Starting a process with a target and joining it, against a raw fork and Python's: rounds of all of them interleaved, medians.
import { execFile, fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import ours from './multiprocessing/ours.cjs';

export const name = 'multiprocessing process';

const ROUNDS = 21;
const folder = path.join(path.dirname(new URL(import.meta.url).pathname), 'multiprocessing');

const ways = {
  'raw fork and exit': () => new Promise((done) => fork(path.join(folder, 'nothing.cjs')).once('exit', done)),
  'Process, spawn': () => ours.startAndJoin('spawn'),
  'Process, forkserver': () => ours.startAndJoin('forkserver'),
};

export async function run({ print }) {
  const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  await ours.startAndJoin('forkserver');
  for (let round = 0; round < ROUNDS; round++) {
    for (const [way, work] of Object.entries(ways)) {
      // The reserve of the forkserver is filled in between, so that it does not weigh on whoever comes next.
      await sleep(60);
      const began = performance.now();
      await work();
      times[way].push(performance.now() - began);
    }
  }
  const base = median(times['raw fork and exit']);
  for (const way of Object.keys(ways)) {
    const ms = median(times[way]);
    print(`  ${way.padEnd(20)} ${ms.toFixed(1).padStart(6)} ms   ${(base / ms).toFixed(2)} of the speed of a raw fork`);
  }
  print('  bars: spawn 0.95, forkserver 3.5');
  await python(print);
}

async function python(print) {
  try {
    const { stdout } = await promisify(execFile)('python3', [path.join(folder, 'python_process.py')]);
    for (const [method, ms] of Object.entries(JSON.parse(stdout)))
      print(`  ${`Python, ${method}`.padEnd(20)} ${ms.toFixed(1).padStart(6)} ms`);
  } catch {
    // No Python here: then there is nothing to compare with.
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
