/** Lesson 2. Three processes of a class of one's own, which sleep for a while each and are all waited for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainProcess, Process } from 'process-view/multiprocessing';

/** Its fields cross to the child; its constructor is not run there again. */
export class Sleeper extends Process {
  readonly label: string;

  constructor(label: string) {
    super({ name: label });
    this.label = label;
  }

  override async run(): Promise<void> {
    const seconds = Math.random();
    console.log(`${this.label}（${process.pid}）开始运行！`);
    await sleep(seconds * 1000);
    console.log(`${this.label} 睡了 ${seconds.toFixed(2)} 秒，运行结束。`);
  }
}

async function main(): Promise<void> {
  const sleepers = [1, 2, 3].map((number) => new Sleeper(`进程-${number}`));
  for (const sleeper of sleepers) sleeper.start();
  for (const sleeper of sleepers) await sleeper.join();
  console.log('所有子进程都结束了。');
}

if (isMainProcess) void main();
