/** Lesson 7. Two tasks of a pool, each with one end of a pipe: one sends, the other receives until there is no more to come. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, EOFError, isMainProcess, Pipe, Pool } from 'process-view/multiprocessing';

export async function sendAll(connection: Connection<string>): Promise<void> {
  for (const word of ['你好', '多进程', '再见']) {
    console.log(`发送方（${process.pid}）发送：${word}`);
    await connection.send(word);
    await sleep(100);
  }
  connection.close();
}

export async function receiveAll(connection: Connection<string>): Promise<number> {
  for (let count = 0; ; count++) {
    try {
      console.log(`接收方（${process.pid}）收到：${await connection.recv()}`);
    } catch (error) {
      if (error instanceof EOFError) return count;
      throw error;
    }
  }
}

async function main(): Promise<void> {
  const [receiver, sender] = new Pipe<string>({ duplex: false });
  const pool = new Pool(2);
  const sent = pool.applyAsync(sendAll, [sender]);
  const received = pool.applyAsync(receiveAll, [receiver]);
  // The tasks have their own ends now; as long as this one is open, the receiver would wait for it.
  sender.close();
  receiver.close();
  await sent.get();
  console.log(`一共收到 ${await received.get()} 条消息，管道已关闭。`);
  pool.close();
  await pool.join();
}

if (isMainProcess) void main();
