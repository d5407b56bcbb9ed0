// 100 payloads of 1 MB, there and back; prints the milliseconds.
const { fork } = require('node:child_process');

const ROUNDS = 100;
if (process.argv[2] === 'child') {
  process.on('message', (message) => process.send(message));
} else {
  const child = fork(__filename, ['child']);
  const payload = { text: 'x'.repeat(1024 * 1024) };
  let began;
  let round = -1;
  child.on('message', () => {
    if (round === -1) began = performance.now();
    if (++round < ROUNDS) child.send(payload);
    else {
      console.log(performance.now() - began);
      child.disconnect();
    }
  });
  child.send('begin');
}
