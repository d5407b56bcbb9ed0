// 50 children one after the other, each of which ends at once; prints the milliseconds.
const { fork } = require('node:child_process');
const { once } = require('node:events');

if (process.argv[2] !== 'child') void main();

async function main() {
  const began = performance.now();
  for (let i = 0; i < 50; i++) await once(fork(__filename, ['child']), 'exit');
  console.log(performance.now() - began);
}
