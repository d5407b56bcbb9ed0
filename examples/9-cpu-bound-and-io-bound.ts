/** Lesson 9. CPU-bound work gains by processes as far as there are processors; work that waits gains however many there are. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuCount, isMainProcess, Process } from 'process-view/multiprocessing';

const PIECES = 8;

/** Computes: how many primes there are below a number. */
export function compute(pieces: number): void {
  for (let piece = 0; piece < pieces; piece++) countPrimes(1_000_000);
}

/** Waits, as for a disk or a network. */
export async function wait(pieces: number): Promise<void> {
  for (let piece = 0; piece < pieces; piece++) await sleep(200);
}

function countPrimes(below: number): number {
  let count = 0;
  for (let n = 2; n < below; n++) if (isPrime(n)) count++;
  return count;
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
}

async function timeOf(target: (pieces: number) => void | Promise<void>, processes: number): Promise<string> {
  const began = performance.now();
  const all = Array.from({ length: processes }, () => new Process({ target, args: [PIECES / processes] }));
  for (const process of all) process.start();
  for (const process of all) await process.join();
  return ((performance.now() - began) / 1000).toFixed(2);
}

async function main(): Promise<void> {
  console.log(`这台机器有 ${cpuCount()} 个处理器。`);
  for (const [kind, target] of [
    ['CPU 密集型', compute],
    ['IO 密集型', wait],
  ] as const) {
    for (const processes of [1, 2, 4])
      console.log(`${kind}，${processes} 个进程：${await timeOf(target, processes)} 秒`);
  }
}

if (isMainProcess) void main();
