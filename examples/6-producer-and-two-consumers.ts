/** Lesson 6. A producer and two consumers on one queue: the producer is waited for, the consumers, which never end, are terminated. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainProcess, JoinableQueue, Process } from 'process-view/multiprocessing';

export async function produce(queue: JoinableQueue<string>): Promise<void> {
  for (let number = 0; number < 8; number++) {
    await queue.put(`产品${number}`);
    console.log(`生产者（${process.pid}）放入：产品${number}`);
    await sleep(50);
  }
}

export async function consume(name: string, queue: JoinableQueue<string>): Promise<void> {
  for (;;) {
    const product = await queue.get();
    console.log(`${name}（${process.pid}）取出：${product}`);
    await sleep(120);
    queue.taskDone();
  }
}

async function main(): Promise<void> {
  const queue = new JoinableQueue<string>();
  const producer = new Process({ target: produce, args: [queue], name: '生产者' });
  const consumers = ['消费者一', '消费者二'].map(
    (name) => new Process({ target: consume, args: [name, queue], name, daemon: true }),
  );
  for (const process of [producer, ...consumers]) process.start();
  await producer.join();
  console.log('生产者结束，等待产品被取完...');
  await queue.join();
  for (const consumer of consumers) consumer.terminate();
  for (const consumer of consumers) await consumer.join();
  console.log(`消费者被终止，退出码：${consumers.map((consumer) => consumer.exitCode).join(', ')}`);
}

if (isMainProcess) void main();
