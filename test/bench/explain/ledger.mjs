// Where did the message go: runs in which a child is killed with messages in flight; the ledger against the programs' own counters.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { between, eachOf, inFolder, randomFrom, readRecording, runProgram, table } from './tools.mjs';

export const name = 'ledger';

export async function run({ print, model, seed }) {
  const random = randomFrom(seed);
  const plans = Array.from({ length: 200 }, (_, index) => planOf(random, index));
  const results = await eachOf(plans, 2, (plan) => judge(model, plan));
  const ways = [...new Set(plans.map(({ way }) => way))];
  table(print, [
    ['way', 'runs', 'sent', 'received', 'lost', 'equal'],
    ...ways.map((way) => {
      const own = results.filter(({ plan }) => plan.way === way);
      const sum = (field) => own.reduce((total, { counted }) => total + counted[field], 0);
      return [way, own.length, sum('sent'), sum('received'), sum('lost'), own.filter(({ equal }) => equal).length];
    }),
  ]);
  for (const { plan, counted, said, equal } of results) {
    if (!equal)
      print(`  WRONG: ${JSON.stringify(plan)}: counted ${JSON.stringify(counted)}, said ${JSON.stringify(said)}`);
  }
  return results.every(({ equal }) => equal);
}

export const ways = Object.keys({ ipc: 0, queue: 0, pipe: 0, back: 0 });

export function planOf(random, index) {
  const sends = between(random, 5, 40);
  // Less than a pipe holds in all: who sends more waits for a reader, and there will be none.
  return {
    way: ways[index % ways.length],
    sends,
    takes: between(random, 1, sends - 1),
    bytes: between(random, 1, 1500),
  };
}

/** Runs it; what the program counted stands in files, as the one who counts is killed. */
export const judge = (model, plan) =>
  inFolder(async (folder) => {
    const { stderr, code, file } = await runProgram(folder, 'program', sources[plan.way](plan));
    if (code !== 0) throw new Error(`${JSON.stringify(plan)}: ${stderr}`);
    const [sent, received] = ['sent', 'received'].map((of) => readFileSync(path.join(folder, of)).length);
    const counted = { sent, received, lost: sent - received };
    const recording = readRecording(model, file);
    const books = model.ledger(recording).filter((book) => book.sent > 0 && isOf(recording, book.channel, plan.way));
    const sum = (of) => books.reduce((total, book) => total + of(book), 0);
    const said = {
      sent: sum((book) => book.sent),
      received: sum((book) => book.received),
      lost: sum((book) => book.lost.length + book.inFlight),
    };
    return { plan, counted, said, equal: JSON.stringify(counted) === JSON.stringify(said) };
  });

const isOf = (recording, channel, way) =>
  recording.channels[channel].id.startsWith(way === 'back' ? 'ipc/' : `${way}/`);

/** One character in a file for each message, written by whoever lives at that moment. */
const head = `const fs = require('node:fs');
const tick = (name) => fs.appendFileSync(__dirname + '/' + name, '.');
fs.appendFileSync(__dirname + '/sent', '');
fs.appendFileSync(__dirname + '/received', '');
`;

const sources = {
  /** The child ends itself in the middle of its work. */
  ipc: ({ sends, takes, bytes }) => `${head}
const { fork } = require('node:child_process');
if (process.argv[2]) {
  let count = 0;
  process.on('message', () => {
    tick('received');
    if (++count === ${takes}) process.kill(process.pid, 'SIGKILL');
  });
} else {
  const child = fork(__filename, ['child']);
  child.on('error', () => {});
  for (let i = 0; i < ${sends}; i++) {
    child.send('x'.repeat(${bytes}));
    tick('sent');
  }
}`,
  /** The parent is killed by its child, which it has told enough; the child has more to say than will be heard. */
  back: ({ sends, takes, bytes }) => `${head}
const { fork } = require('node:child_process');
if (process.argv[2] === 'middle') {
  const child = fork(__filename, ['leaf'], { stdio: 'ignore' });
  let count = 0;
  child.on('message', () => {
    tick('received');
    if (++count === ${takes}) process.kill(process.pid, 'SIGKILL');
  });
} else if (process.argv[2] === 'leaf') {
  process.on('error', () => {});
  for (let i = 0; i < ${sends}; i++) {
    process.send('x'.repeat(${bytes}));
    tick('sent');
  }
} else {
  fork(__filename, ['middle'], { stdio: ['ignore', 'inherit', 'inherit', 'ignore', 'ipc'] });
}`,
  queue: ({ sends, takes, bytes }) => `${head}
const { Process, Queue } = require('process-view/multiprocessing');
async function take(queue) {
  for (let i = 0; i < ${takes}; i++) {
    await queue.get();
    tick('received');
  }
  process.kill(process.pid, 'SIGKILL');
}
exports.take = take;
async function main() {
  const queue = new Queue();
  for (let i = 0; i < ${sends}; i++) {
    await queue.put('x'.repeat(${bytes}));
    tick('sent');
  }
  const child = new Process({ target: take, args: [queue] });
  child.start();
  await child.join();
}
if (require.main === module) main();`,
  pipe: ({ sends, takes, bytes }) => `${head}
const { Pipe, Process } = require('process-view/multiprocessing');
async function take(connection) {
  for (let i = 0; i < ${takes}; i++) {
    await connection.recv();
    tick('received');
  }
  process.kill(process.pid, 'SIGKILL');
}
exports.take = take;
async function main() {
  const [here, there] = new Pipe(false);
  const child = new Process({ target: take, args: [here] });
  child.start();
  for (let i = 0; i < ${sends}; i++) {
    await there.send('x'.repeat(${bytes}));
    tick('sent');
  }
  await child.join();
}
if (require.main === module) main();`,
};
