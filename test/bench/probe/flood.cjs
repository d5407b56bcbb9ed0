// A child that sends 200,000 small messages one way; the parent prints the milliseconds until it has them all.
const { fork } = require('node:child_process');

const MESSAGES = 200_000;
if (process.argv[2] === 'child') {
  process.once('message', () => {
    for (let i = 0; i < MESSAGES; i++) process.send({ i });
  });
} else {
  const child = fork(__filename, ['child']);
  child.once('spawn', () => setTimeout(begin, 200, child));
}

function begin(child) {
  const began = performance.now();
  let count = 0;
  child.on('message', () => {
    if (++count < MESSAGES) return;
    console.log(performance.now() - began);
    child.disconnect();
  });
  child.send('go');
}
