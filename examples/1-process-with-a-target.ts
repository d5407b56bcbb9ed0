/** Lesson 1. A process with a target: the parent starts it, and waits for it with join. */
import { isMainProcess, Process } from 'process-view/multiprocessing';

/** What the child does. It is found by its name in a module loaded anew, so it stands at the top level. */
export function runASubProc(name: string): void {
  console.log(`子进程：${name}（${process.pid}）开始...`);
}

async function main(): Promise<void> {
  console.log(`父进程：${process.pid}`);
  const child = new Process({ target: runASubProc, args: ['测试进程'] });
  console.log('子进程即将启动。');
  child.start();
  await child.join();
  console.log('子进程结束。');
}

// The child loads this file too: only the main process may start others.
if (isMainProcess) void main();
