/** Lesson 5. A pool of three workers and four tasks: the fourth begins when one of the three is free. */
import { setTimeout as sleep } from 'node:timers/promises';
import { currentProcess, isMainProcess, Pool } from 'process-view/multiprocessing';

export async function longTask(name: string): Promise<string> {
  const began = performance.now();
  console.log(`${name} 由 ${currentProcess().name}（${process.pid}）执行...`);
  await sleep(500 + Math.random() * 500);
  return `${name} 用时 ${((performance.now() - began) / 1000).toFixed(2)} 秒。`;
}

async function main(): Promise<void> {
  console.log(`父进程：${process.pid}`);
  const pool = new Pool(3);
  const results = [1, 2, 3, 4].map((number) => pool.applyAsync(longTask, [`任务-${number}`]));
  console.log('等待所有任务完成...');
  pool.close();
  await pool.join();
  for (const result of results) console.log(await result.get());
  console.log('所有任务完成。');
}

if (isMainProcess) void main();
