/** Lesson 4. The same as lesson 3 with the join between the starts: the second begins when the first has ended, two seconds in all. */
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
  await first.join();
  second.start();
  await second.join();
  console.log(`启动一个，等待一个：用时 ${((performance.now() - began) / 1000).toFixed(1)} 秒。`);
}

if (isMainProcess) void main();
