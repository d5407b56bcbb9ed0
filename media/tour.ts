/** The program in the README's picture: a producer, two workers, a queue in and a queue out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainProcess, Process, Queue } from 'process-view/multiprocessing';

export async function produce(jobs: Queue<string>): Promise<void> {
  for (const job of ['apples', 'pears', 'plums', 'figs', 'nuts', 'grapes']) {
    await jobs.put(job);
    await sleep(60);
  }
  for (let worker = 0; worker < 2; worker++) await jobs.put('done');
}

export async function work(name: string, jobs: Queue<string>, results: Queue<string>): Promise<void> {
  for (let job = await jobs.get(); job !== 'done'; job = await jobs.get()) {
    await sleep(name === 'ant' ? 90 : 150);
    await results.put(`${name} washed the ${job}`);
  }
}

async function main(): Promise<void> {
  const [jobs, results] = [new Queue<string>(), new Queue<string>()];
  const workers = ['ant', 'bee'].map((name) => new Process({ target: work, args: [name, jobs, results], name }));
  for (const worker of workers) worker.start();
  await sleep(400);
  const producer = new Process({ target: produce, args: [jobs], name: 'producer' });
  producer.start();
  for (let job = 0; job < 6; job++) console.log(await results.get());
  for (const process of [producer, ...workers]) await process.join();
}

if (isMainProcess) void main();
