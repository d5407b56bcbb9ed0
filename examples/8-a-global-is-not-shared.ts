/** Lesson 8. A global variable is not shared: each process has its own, made as it loads the module. */
import { isMainProcess, Process } from 'process-view/multiprocessing';

let total = 100;

export function change(): void {
  total += 1;
  console.log(`子进程（${process.pid}）修改后：total = ${total}`);
}

async function main(): Promise<void> {
  total = 500;
  const child = new Process({ target: change });
  child.start();
  await child.join();
  console.log(`父进程（${process.pid}）：total = ${total}，没有变。`);
}

if (isMainProcess) void main();
