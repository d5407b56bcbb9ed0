// Pool against the pools of Node that use processes, and against Python's: rounds of all of them interleaved, medians of the rates.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import ours from './multiprocessing/ours.cjs';
import { peers } from './multiprocessing/peers.mjs';

export const name = 'multiprocessing pool';

const ROUNDS = 3;
const folder = path.join(path.dirname(new URL(import.meta.url).pathname), 'multiprocessing');

export async function run({ print }) {
  const all = { 'process-view': ours.pool, ...(await peers()) };
  const rates = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [who, make] of Object.entries(all)) note(rates, who, await measure(make));
    note(rates, 'python', await python());
  }
  for (const work of Object.keys(titles)) {
    print(`  ${titles[work]}`);
    for (const who of Object.keys(rates)) {
      const rate = median(rates[who][work]);
      if (rate !== undefined) print(`    ${who.padEnd(13)} ${Math.round(rate).toLocaleString('en').padStart(10)}/s`);
    }
  }
  conclude(print, rates);
}

const titles = {
  'one by one': '20,000 empty tasks one by one, 2 workers',
  '1 ms': '2,000 tasks of 1 ms, 2 workers (ideal 2,000/s)',
  map: '20,000 empty tasks by map, default chunks',
  'map, warm': 'the same for the tenth time in that pool',
};

async function measure(make) {
  const pool = await make();
  await Promise.all(Array.from({ length: 50 }, () => pool.call('empty')));
  const map = pool.map && (() => rate(20_000, () => pool.map('empty', numbers())));
  const result = {
    'one by one': await rate(20_000, () => oneByOne(pool, 'empty', 20_000)),
    '1 ms': await rate(2000, () => oneByOne(pool, 'oneMillisecond', 2000)),
    map: await map?.(),
  };
  for (let i = 1; map && i < 10; i++) result['map, warm'] = await map();
  await pool.end();
  return result;
}

const numbers = () => Array.from({ length: 20_000 }, (_, i) => i);

const oneByOne = (pool, task, count) => Promise.all(Array.from({ length: count }, () => pool.call(task)));

async function rate(count, work) {
  const began = performance.now();
  await work();
  return (count / (performance.now() - began)) * 1000;
}

async function python() {
  try {
    const { stdout } = await promisify(execFile)('python3', [path.join(folder, 'python_pool.py')]);
    return JSON.parse(stdout);
  } catch {
    return {}; // No Python here: then there is nothing to compare with.
  }
}

function note(rates, who, measured) {
  rates[who] ??= Object.fromEntries(Object.keys(titles).map((work) => [work, []]));
  for (const [work, value] of Object.entries(measured)) if (value !== undefined) rates[who][work].push(value);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function conclude(print, rates) {
  const of = (who, work) => median(rates[who][work]) ?? 0;
  const peersOnly = Object.keys(rates).filter((who) => who !== 'process-view' && who !== 'python');
  const best = Math.max(...peersOnly.map((who) => of(who, 'one by one')));
  print(`  one by one: ${(of('process-view', 'one by one') / best).toFixed(1)} times the best Node peer (bar 2)`);
  print(`  1 ms: ${(of('process-view', '1 ms') / 2000).toFixed(2)} of the ideal (bar 0.9)`);
  for (const work of ['map', 'map, warm'])
    if (of('python', work) > 0)
      print(`  ${work}: ${(of('process-view', work) / of('python', work)).toFixed(2)} of Python's (bar 1)`);
}
