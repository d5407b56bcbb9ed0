/** Lesson 0. A thread is inside its process and shares its memory; another process has a number and a memory of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

/** The main thread makes it, in memory that may be shared; the other thread is handed the same. A child process makes its own. */
const counter: Int32Array = isMainThread ? new Int32Array(new SharedArrayBuffer(4)) : workerData;

function countUp(who: string): void {
  Atomics.add(counter, 0, 1);
  console.log(`${who}：进程号 ${process.pid}，counter = ${counter[0]}`);
}

async function main(): Promise<void> {
  const script = process.argv[1] as string;
  countUp('主线程');
  await once(new Worker(script, { workerData: counter, name: '另一个线程' }), 'exit');
  await once(fork(script, ['另一个进程']), 'exit');
  console.log(`最后，主线程看到 counter = ${counter[0]}。`);
}

if (!isMainThread) countUp('另一个线程');
else if (process.argv[2] === '另一个进程') countUp('另一个进程');
else void main();
