// A parent and a child that answer each other 20,000 times and do nothing else; prints the milliseconds from the first to the last.
const { fork } = require('node:child_process');

const ROUNDS = 20_000;
if (process.argv[2] === 'child') {
  process.on('message', (message) => process.send(message));
} else {
  const child = fork(__filename, ['child']);
  let began;
  child.on('message', ({ i }) => {
    if (i === -1) began = performance.now();
    if (i + 1 < ROUNDS) child.send({ i: i + 1 });
    else {
      console.log(performance.now() - began);
      child.disconnect();
    }
  });
  child.send({ i: -1 });
}
