// Programs made from a seed in which main gives work to workers and takes their answers as they come: each deed stands in a line of its
// own, so that a deed can be left out, added or moved, and the line be known at which the program then differs. Over queues or over IPC.
import { between, randomFrom } from './tools.mjs';

export const flavours = ['queue', 'ipc'];

/** By who does them; a deed is `{ do, … }`. */
export function programOf(seed, flavour) {
  const random = randomFrom(seed);
  const workers = Array.from({ length: between(random, 2, 4) }, (_, i) => `w${i + 1}`);
  const rounds = between(random, 2, 4);
  const all = (make) => Array.from({ length: rounds }, (_, round) => workers.map((w) => make(w, round))).flat();
  return {
    flavour,
    main: [
      ...workers.map((child) => ({ do: 'start', child })),
      ...all((to, round) => ({ do: 'send', to, text: `work ${round} of ${to}` })),
      ...all(() => ({ do: 'receive' })),
      ...workers.map((child) => ({ do: 'join', child })),
      { do: 'print', text: 'all done' },
    ],
    ...Object.fromEntries(workers.map((w) => [w, workerOf(w, rounds)])),
  };
}

const workerOf = (name, rounds) =>
  Array.from({ length: rounds }, (_, i) => [{ do: 'receive' }, { do: 'send', text: `answer ${i} of ${name}` }]).flat();

export const workersOf = (program) => Object.keys(program).filter((name) => name !== 'main' && name !== 'flavour');

/** The source; a deed with `here` has a mark in its line. */
export const sourceOf = (program) => (program.flavour === 'queue' ? overQueues(program) : overIpc(program));

const lines = (deeds, words) =>
  deeds.map((deed) => `  ${words[deed.do](deed)}${deed.here ? ' /*here*/' : ''}`).join('\n');
const quoted = (text) => JSON.stringify(text);
/** Another one each time, so that the answers come in another order. */
const dawdle = 'await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));';

function overQueues(program) {
  const workers = workersOf(program);
  const main = {
    start: ({ child }) => `${child}.start();`,
    send: ({ to, text }) => `await jobs.${to}.put(${quoted(text)});`,
    receive: () => 'await answers.get();',
    join: ({ child }) => `await ${child}.join();`,
    print: ({ text }) => `console.log(${quoted(text)});`,
  };
  const worker = {
    receive: () => 'await jobs.get();',
    send: ({ text }) => `${dawdle} await answers.put(${quoted(text)});`,
    exit: ({ code }) => `process.exitCode = ${code};`,
  };
  return `const { Process, Queue } = require('process-view/multiprocessing');
${workers.map((w) => `exports.${w} = async (jobs, answers) => {\n${lines(program[w], worker)}\n};`).join('\n')}
async function main() {
  const [answers, jobs] = [new Queue(), { ${workers.map((w) => `${w}: new Queue()`).join(', ')} }];
${workers.map((w) => `  const ${w} = new Process({ target: exports.${w}, args: [jobs.${w}, answers], name: '${w}' });`).join('\n')}
${lines(program.main, main)}
}
if (require.main === module) main();
`;
}

function overIpc(program) {
  const workers = workersOf(program);
  const main = {
    start: ({ child }) => `children.${child} = fork(__filename, ['${child}']);`,
    send: ({ to, text }) => `children.${to}.send(${quoted(text)});`,
    receive: () => 'await next();',
    join: ({ child }) => `await ended(children.${child});`,
    print: ({ text }) => `console.log(${quoted(text)});`,
  };
  const worker = {
    receive: () => 'await next();',
    send: ({ text }) => `${dawdle} process.send(${quoted(text)});`,
    exit: ({ code }) => `process.exitCode = ${code};`,
  };
  return `const { fork } = require('node:child_process');
const { EventEmitter, once } = require('node:events');
const come = [];
const bell = new EventEmitter();
const hear = (from) => from.on('message', (text) => { come.push(text); bell.emit('ring'); });
const next = async () => { while (come.length === 0) await once(bell, 'ring'); return come.shift(); };
const ended = async (child) => { if (child.connected) child.disconnect(); if (child.exitCode === null) await once(child, 'exit'); };
const bodies = {
${workers.map((w) => `async ${w}() {\n${lines(program[w], worker)}\n},`).join('\n')}
};
const children = new Proxy({}, { set: (all, name, child) => { hear(child); all[name] = child; return true; } });
async function main() {
${lines(program.main, main)}
}
if (process.argv[2]) {
  hear(process);
  bodies[process.argv[2]]().then(() => process.disconnect());
} else main();
`;
}
