// Slow healthy programs, made from a seed: somebody waits for seconds in each, and each goes on in the end.
import { between, randomFrom } from './tools.mjs';

export function healthyPrograms(seed, count = 50) {
  const random = randomFrom(seed + 1000);
  return Array.from({ length: count }, (_, index) => {
    const [name, make] = templates[index % templates.length];
    const ms = between(random, 2200, 3600);
    return {
      name: `${name}-${Math.floor(index / templates.length) + 1}`,
      source: make({ ms, n: between(random, 2, 4) }),
    };
  });
}

const library = (
  body,
) => `const { Barrier, Condition, Event, Lock, Pipe, Pool, Process, Queue, Semaphore } = require('process-view/multiprocessing');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const burn = (ms) => { for (const end = Date.now() + ms; Date.now() < end; ); };
Object.assign(exports, { nap: sleep, toil: burn });
${body}
if (require.main === module) main();
`;

const plain = (parent, child) => `const { fork, spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function parent() {${parent}}
async function child() {${child}}
if (process.argv[2] === 'child') child();
else parent();
`;

const templates = [
  [
    'a long join',
    ({ ms }) =>
      library(`
async function main() {
  const child = new Process({ target: exports.nap, args: [${ms}] });
  child.start();
  await child.join();
}`),
  ],
  [
    'a join of one that computes',
    ({ ms }) =>
      library(`
async function main() {
  const child = new Process({ target: exports.toil, args: [${ms}] });
  child.start();
  await child.join();
}`),
  ],
  [
    'a get of what comes late',
    ({ ms }) =>
      library(`
async function late(queue) { await sleep(${ms}); await queue.put('late'); }
exports.late = late;
async function main() {
  const queue = new Queue();
  const child = new Process({ target: late, args: [queue] });
  child.start();
  await queue.get();
  await child.join();
}`),
  ],
  [
    'a slow consumer of a full queue',
    ({ n }) =>
      library(`
async function fill(queue) { for (let i = 0; i < 9; i++) await queue.put(i); }
exports.fill = fill;
async function main() {
  const queue = new Queue(${n});
  const child = new Process({ target: fill, args: [queue] });
  child.start();
  for (let i = 0; i < 9; i++) { await sleep(350); await queue.get(); }
  await child.join();
}`),
  ],
  [
    'a lock that is held for long',
    ({ ms, n }) =>
      library(`
async function hold(lock) { await lock.with(() => sleep(${Math.round(ms / n)})); }
exports.hold = hold;
async function main() {
  const lock = new Lock();
  const all = Array.from({ length: ${n} }, () => new Process({ target: hold, args: [lock] }));
  for (const child of all) child.start();
  for (const child of all) await child.join();
}`),
  ],
  [
    'a pool of sleepers',
    ({ ms, n }) =>
      library(`
async function main() {
  const pool = new Pool(${n});
  await pool.map(exports.nap, Array.from({ length: ${n * 2} }, () => ${Math.round(ms / 2)}), 1);
  pool.close();
  await pool.join();
}`),
  ],
  [
    'a pool that computes',
    ({ ms }) =>
      library(`
async function main() {
  const pool = new Pool(2);
  await pool.map(exports.toil, [${Math.round(ms / 2)}, ${Math.round(ms / 2)}, 100], 1);
  pool.close();
  await pool.join();
}`),
  ],
  [
    'an event that is set late',
    ({ ms }) =>
      library(`
const wait = (event) => event.wait();
exports.wait = wait;
async function main() {
  const event = new Event();
  const child = new Process({ target: wait, args: [event] });
  child.start();
  await sleep(${ms});
  await event.set();
  await child.join();
}`),
  ],
  [
    'a get that gives up',
    ({ ms }) =>
      library(`
async function main() {
  const queue = new Queue();
  await queue.get({ timeout: ${ms} }).catch(() => {});
}`),
  ],
  [
    'a barrier that one reaches late',
    ({ ms, n }) =>
      library(`
async function reach(barrier, late) { await sleep(late); await barrier.wait(); }
exports.reach = reach;
async function main() {
  const barrier = new Barrier(${n});
  const all = Array.from({ length: ${n} }, (_, i) => new Process({ target: reach, args: [barrier, i === 0 ? ${ms} : 0] }));
  for (const child of all) child.start();
  for (const child of all) await child.join();
}`),
  ],
  [
    'a child that answers late',
    ({ ms }) =>
      plain(
        `
  const worker = fork(__filename, ['child']);
  worker.send('question');
  await once(worker, 'message');
  worker.disconnect();`,
        `
  await once(process, 'message');
  setTimeout(() => process.send('answer'), ${ms});`,
      ),
  ],
  [
    'a child whose output is waited for',
    ({ ms }) =>
      plain(
        `
  const worker = spawn(process.execPath, [__filename, 'child']);
  worker.stdout.resume();
  await once(worker, 'exit');`,
        `
  await sleep(${ms});
  console.log('done');`,
      ),
  ],
  [
    'a blocking call',
    ({ ms }) =>
      plain(
        `
  spawnSync(process.execPath, [__filename, 'child']);`,
        `
  await sleep(${ms});`,
      ),
  ],
  [
    'a shell that sleeps',
    ({ ms }) =>
      plain(
        `
  const shell = spawn(process.execPath, ['-e', 'setTimeout(() => {}, ${ms})'], { env: {} });
  await once(shell, 'exit');`,
        '',
      ),
  ],
  [
    'a server and a client that comes late',
    ({ ms }) =>
      plain(
        `
  const server = require('node:http').createServer((request, response) => { response.end('ok'); server.close(); });
  server.listen(0, () => fork(__filename, ['child', String(server.address().port)]));`,
        `
  await sleep(${ms});
  await (await fetch('http://127.0.0.1:' + process.argv[3], { headers: { connection: 'close' } })).text();
  process.disconnect();`,
      ),
  ],
  [
    'a server that answers late',
    ({ ms }) =>
      plain(
        `
  const server = require('node:http').createServer((request, response) => setTimeout(() => { response.end('ok'); server.close(); }, ${ms}));
  server.listen(0, () => fork(__filename, ['child', String(server.address().port)]));`,
        `
  await (await fetch('http://127.0.0.1:' + process.argv[3], { headers: { connection: 'close' } })).text();
  process.disconnect();`,
      ),
  ],
  [
    'one who listens and one who thinks',
    ({ ms }) =>
      plain(
        `
  const worker = fork(__filename, ['child']);
  worker.on('message', (n) => (n === 3 ? worker.disconnect() : worker.send(n + 1)));
  worker.send(0);`,
        `
  process.on('message', (n) => setTimeout(() => process.send(n + 1), ${Math.round(ms / 2)}));`,
      ),
  ],
];
