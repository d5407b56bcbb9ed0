// A worker that computes all the time and exchanges 1,000 messages a second with its parent; prints the milliseconds for a fixed work.
const { fork } = require('node:child_process');

const STEPS = 3000;
if (process.argv[2] === 'child') {
  process.once('message', () => {
    const began = performance.now();
    let steps = 0;
    (function step() {
      compute();
      process.send({ steps });
      if (++steps < STEPS) setImmediate(step);
      else {
        process.send({ milliseconds: performance.now() - began });
        process.disconnect();
      }
    })();
  });
} else {
  const child = fork(__filename, ['child']);
  child.on('message', ({ milliseconds }) => {
    if (milliseconds !== undefined) console.log(milliseconds);
  });
  child.send('go');
}

/** About a millisecond of arithmetic. */
function compute() {
  let x = 1;
  for (let i = 0; i < 700_000; i++) x = (x * 1103515245 + 12345) & 0x7fffffff;
  return x;
}
