/** Lesson 3. Both processes are started, and then both are waited for: they run side by side, about one second in all. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainProcess, Process } from 'process-view/multiprocessing';

export async function work(name: string): Promise<void> {
  for (let step = 1; step <= 4; step++) {
    console.log(`${name}：第 ${step} 步`);
    await sleep(250);
  }
}

async function main(): Promise<void> {
  const began = performance.now();
  const first = new Process({ target: work, args: ['进程一'], name: '进程一' });
  const second = new Process({ target: work, args: ['进程二'], name: '进程二' });
  first.start();
  second.start();
  await first.join();
  await second.join();
  console.log(`先全部启动，再等待：用时 ${((performance.now() - began) / 1000).toFixed(1)} 秒。`);
}

if (isMainProcess) void main();
