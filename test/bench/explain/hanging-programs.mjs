// Programs that hang, of every kind, made from a seed: names, counts and capacities differ, the mistake is marked with /*here*/.
import { between, oneOf, randomFrom } from './tools.mjs';

const names = ['worker', 'helper', 'reader', 'writer', 'server', 'counter', 'parser', 'loader'];

/** `kinds`: what may be said of it; a line with the mark must be the one that is named. */
export function hangingPrograms(seed) {
  const random = randomFrom(seed);
  return templates.flatMap(({ kind, kinds, make, count }) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${kind}-${index + 1}`.replaceAll(' ', '-'),
      kind,
      kinds,
      source: make(random, { name: oneOf(random, names), n: between(random, 2, 5), index }),
    })),
  );
}

const library = (
  body,
) => `const { Barrier, Condition, Event, Lock, Pipe, Pool, Process, Queue, Semaphore } = require('process-view/multiprocessing');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
${body}
if (require.main === module) main();
`;

const templates = [
  {
    kind: 'a cycle of locks',
    kinds: ['cycle'],
    count: 2,
    make: (_, { n }) =>
      library(`
async function take(first, second, all) {
  await first.acquire();
  await all.wait();
  await second.acquire(); /*here*/
}
exports.take = take;
async function main() {
  const locks = Array.from({ length: ${n} }, () => new Lock());
  const all = new Barrier(${n});
  const takers = locks.map((lock, i) => new Process({ target: take, args: [lock, locks[(i + 1) % ${n}], all], name: 'taker-' + i }));
  for (const taker of takers) taker.start();
  for (const taker of takers) await taker.join();
}`),
  },
  {
    kind: 'a cycle of gets',
    kinds: ['cycle'],
    count: 2,
    make: (_, { name, n }) =>
      library(`
async function talk(from, to) {
  for (;;) {
    const word = await from.get(); /*here*/
    await to.put(word + 1);
  }
}
exports.talk = talk;
async function main() {
  const queues = Array.from({ length: ${n} }, () => new Queue());
  const all = queues.map((queue, i) => new Process({ target: talk, args: [queue, queues[(i + 1) % ${n}]], name: '${name}-' + i }));
  for (const process of all) process.start();
  for (const process of all) await process.join();
}`),
  },
  {
    kind: 'nobody alive can send',
    kinds: ['nobody-left', 'nobody-sends'],
    count: 2,
    make: (_, { name, n, index }) =>
      library(`
async function say(${index === 0 ? 'connection' : 'queue'}) {
  for (let i = 0; i < ${n}; i++) await ${index === 0 ? 'connection.send(i)' : 'queue.put(i)'};
}
exports.say = say;
async function main() {
  ${index === 0 ? 'const [here, there] = new Pipe();' : 'const there = new Queue();'}
  const child = new Process({ target: say, args: [there], name: '${name}' });
  child.start();
  await child.join();
  for (let i = 0; i <= ${n}; i++) await ${index === 0 ? 'here.recv()' : 'there.get()'}; /*here*/
}`),
  },
  {
    kind: 'an event that nobody sets',
    kinds: ['nobody-left', 'cycle', 'nobody-sends'],
    count: 1,
    make: (_, { name }) =>
      library(`
const wait = (event) => event.wait(); /*here*/
exports.wait = wait;
async function main() {
  const event = new Event();
  const child = new Process({ target: wait, args: [event], name: '${name}' });
  child.start();
  await child.join(); /*here*/
  await event.set();
}`),
  },
  {
    kind: 'join before the queue is drained',
    kinds: ['join-before-drain'],
    count: 3,
    make: (random, { name, n, index }) =>
      library(`
async function fill(queue) {
  for (let i = 0; i < ${n + between(random, 2, 9)}; i++) await queue.put(i);
}
exports.fill = fill;
async function main() {
  const queue = new Queue(${n});
  const all = Array.from({ length: ${index + 1} }, (_, i) => new Process({ target: fill, args: [queue], name: '${name}-' + i }));
  for (const child of all) child.start();
  for (const child of all) await child.join(); /*here*/
  for (let i = 0; i < 10; i++) await queue.get();
}`),
  },
  {
    kind: 'a lock whose holder died',
    kinds: ['nobody-sends', 'nobody-left', 'cycle', 'dead-holder'],
    count: 2,
    // The library's own locks outlive their holders; what people make of a queue with one token in it does not.
    make: (_, { n, index }) =>
      library(`
async function work(token, dies) {
  const held = await token.get(); /*here*/
  if (dies) process.${index === 0 ? "kill(process.pid, 'SIGKILL')" : 'exit(1)'};
  await sleep(20);
  await token.put(held);
}
exports.work = work;
async function main() {
  const token = new Queue(1);
  await token.put('token');
  const all = Array.from({ length: ${n} }, (_, i) => new Process({ target: work, args: [token, i === 0], name: 'user-' + i }));
  const [first, ...others] = all;
  first.start();
  await first.join();
  for (const child of others) child.start();
  for (const child of others) await child.join();
}`),
  },
  {
    kind: 'a lock server whose client died',
    kinds: ['cycle', 'nobody-sends', 'nobody-left', 'dead-holder'],
    count: 1,
    make: () => `const { fork } = require('node:child_process');
const { once } = require('node:events');
async function client(dies) {
  process.send('acquire');
  await once(process, 'message'); /*here*/
  if (dies) process.exit(1);
  process.send('release');
  process.disconnect();
}
function server() {
  const waiting = [];
  let held = false;
  const next = () => {
    if (held || waiting.length === 0) return;
    held = true;
    waiting.shift().send('granted');
  };
  const serve = (child) => child.on('message', (word) => {
    if (word === 'acquire') waiting.push(child);
    else held = false;
    next();
  });
  serve(fork(__filename, ['dies'])).once('exit', () => serve(fork(__filename, ['lives'])));
}
if (process.argv[2]) client(process.argv[2] === 'dies');
else server();
`,
  },
  {
    kind: 'every worker of the pool waits for the pool',
    kinds: ['no-free-worker', 'pool-starved'],
    count: 3,
    make: (_, { n, index }) =>
      library(`
const wait = (queue) => queue.get(); /*here*/
async function tell(queue) {
  for (let i = 0; i < ${n}; i++) await queue.put('go');
}
Object.assign(exports, { wait, tell });
async function main() {
  const queue = new Queue();
  const pool = new Pool(${n});
  const results = Array.from({ length: ${n + index} }, () => pool.applyAsync(wait, [queue]));
  results.push(pool.applyAsync(tell, [queue]));
  for (const result of results) await result.get();
  pool.close();
  await pool.join();
}`),
  },
  {
    kind: 'a child that waits for a parent that left',
    kinds: ['left', 'nobody-left'],
    count: 2,
    make: (_, { index }) => `const { fork } = require('node:child_process');
const { once } = require('node:events');
const http = require('node:http');
async function child() {
  http.createServer(() => {}).listen(0);
  process.send('ready');
  const [settings] = await once(process, 'message'); /*here*/
  console.log(settings);
}
async function parent() {
  const server = fork(__filename, ['child'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(server, 'message');
  ${index === 0 ? 'process.exit(0);' : 'server.disconnect();'}
}
if (process.argv[2] === 'child') child();
else parent();
`,
  },
  {
    kind: 'a child that waits for a word from a parent that waits for its end',
    kinds: ['cycle'],
    count: 2,
    make: (_, { index }) => `const { fork } = require('node:child_process');
const { once } = require('node:events');
async function child() {
  const [word] = await once(process, 'message'); /*here*/
  process.send(word);
}
async function parent() {
  const worker = fork(__filename, ['child']);
  ${index === 0 ? "await once(worker, 'exit'); /*here*/" : "worker.on('message', () => worker.send('over')); /*here*/"}
}
if (process.argv[2] === 'child') child();
else parent();
`,
  },
  {
    kind: 'an open handle only',
    kinds: ['open-handle'],
    count: 4,
    make: (_, { index }) => handles[index],
  },
];

const handles = [
  `const http = require('node:http');
const server = http.createServer((request, response) => response.end('hello'));
server.listen(0, () => { /*here*/
  http.get({ port: server.address().port, agent: false }, (answer) => answer.resume());
});
// names: TCPServerWrap
`,
  `const fs = require('node:fs');
fs.watch(__dirname, () => {}); /*here*/
fs.writeFileSync(__dirname + '/seen', 'x');
// names: FSEventWrap
`,
  `const dgram = require('node:dgram');
const socket = dgram.createSocket('udp4');
socket.bind(0, '127.0.0.1', () => socket.send('hello', socket.address().port)); /*here*/
// names: UDPWrap
`,
  `const net = require('node:net');
const server = net.createServer((socket) => socket.write('stay'));
server.listen(0, () => net.connect(server.address().port).resume()); /*here*/
// names: TCPSocketWrap
`,
];
