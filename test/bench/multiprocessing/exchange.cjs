// Queue and pipe as the benchmarks use them: each function gives items a second, bytes a second or microseconds.
const { fork } = require('node:child_process');
const net = require('node:net');
const path = require('node:path');
const mp = require('../../../dist/multiprocessing/index.js');

async function produce(queue, count, consumers, ready, go) {
  await ready.release();
  await go.wait();
  for (let i = 0; i < count; i++) await queue.put(i);
  for (let i = 0; i < consumers; i++) await queue.put(null);
}

async function consume(queue, counts, ready) {
  await ready.release();
  let count = 0;
  while ((await queue.get()) !== null) count++;
  await counts.put(count);
}

/** One producer, two consumers, in processes of their own; `busy` keeps the owner's event loop occupied meanwhile. */
async function queueRate(count, busy = false) {
  const queue = new mp.Queue();
  const counts = new mp.Queue();
  const ready = new mp.Semaphore(0);
  const go = new mp.Event();
  const children = [
    new mp.Process({ target: produce, args: [queue, count, 2, ready, go] }),
    new mp.Process({ target: consume, args: [queue, counts, ready] }),
    new mp.Process({ target: consume, args: [queue, counts, ready] }),
  ];
  for (const child of children) child.start();
  for (const _ of children) await ready.acquire();
  const began = performance.now();
  await go.set();
  if (busy) await occupy(children);
  const got = (await counts.get()) + (await counts.get());
  const took = performance.now() - began;
  for (const child of children) await child.join();
  if (got !== count) throw new Error(`${got} of ${count} items arrived`);
  return (count / took) * 1000;
}

/** Half a second of work, a turn of the event loop, and again, until the consumers have ended. */
async function occupy(children) {
  while (children.some((child) => child.isAlive())) {
    const until = performance.now() + 20;
    while (performance.now() < until);
    await new Promise(setImmediate);
  }
}

async function echo(connection) {
  for await (const value of connection) await connection.send(value);
}

async function sink(connection) {
  let count = 0;
  for (let value = await connection.recv(); value !== null; value = await connection.recv()) count++;
  await connection.send(count);
}

async function withPipe(target, work) {
  const [mine, other] = new mp.Pipe();
  const child = new mp.Process({ target, args: [other] });
  child.start();
  other.close();
  await mine.send(1);
  if (target === echo) await mine.recv();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const result = await work(mine);
  mine.close();
  await child.join();
  return result;
}

/** Microseconds for a number there and back. */
const roundTrip = (count) =>
  withPipe(echo, async (connection) => {
    const began = performance.now();
    for (let i = 0; i < count; i++) {
      await connection.send(i);
      await connection.recv();
    }
    return ((performance.now() - began) / count) * 1000;
  });

const oneWay = (count, value) =>
  withPipe(sink, async (connection) => {
    const began = performance.now();
    for (let i = 0; i < count; i++) await connection.send(value ?? i);
    await connection.send(null);
    if ((await connection.recv()) !== count + 1) throw new Error('not all arrived');
    return (count / (performance.now() - began)) * 1000;
  });

/** Microseconds for five bytes there and back over a plain socket. */
function rawRoundTrip(count) {
  return new Promise((resolve) => {
    const name = `process-view-bench-${process.pid}-${Date.now()}`;
    const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `\0${name}`;
    const server = net.createServer((socket) => {
      let left = count;
      let began = 0;
      socket.once('data', () => {
        began = performance.now();
        socket.on('data', (data) => {
          if (--left > 0) return socket.write(data);
          resolve(((performance.now() - began) / count) * 1000);
          socket.destroy();
          server.close();
        });
        socket.write('12345');
      });
    });
    server.listen(address, () => fork(path.join(__dirname, 'raw-echo.cjs'), [address.replace('\0', '@')]));
  });
}

module.exports = { queueRate, roundTrip, oneWay, rawRoundTrip, produce, consume, echo, sink };
