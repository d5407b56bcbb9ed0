/** Pipe and Connection against Python's, line by line: where a name begins with a case of Python's, it is the counterpart of that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mp, rejectsWith, start, takeAll } from './library.js';

const { Connection, Event, Pipe, Pool, Queue } = mp;

test('recv_eof: what was sent is received after the sender has gone, then EOFError', async () => {
  const [a, b] = new Pipe<number>();
  const child = start('sendAndClose', b, [1, 2]);
  b.close();
  assert.equal(await a.recv(), 1);
  assert.equal(await a.recv(), 2);
  await assert.rejects(a.recv(), rejectsWith('EOFError'));
  await assert.rejects(a.recv(), rejectsWith('EOFError'));
  await child.join();
});

test('recv_no_eof_when_copy_open: no EOF while a copy of the other end is open', async () => {
  const [a, b] = new Pipe<number>();
  const go = new Event();
  const holder = start('holdOpen', b, go);
  const child = start('sendAndClose', b, [1]);
  b.close();
  assert.equal(await a.recv(), 1);
  await child.join();
  await assert.rejects(a.recv({ timeout: 50 }), rejectsWith('TimeoutError'));
  await go.set();
  await assert.rejects(a.recv(), rejectsWith('EOFError'));
  await holder.join();
});

test('EOFError when the process that holds the other end is killed', async () => {
  const [a, b] = new Pipe();
  const child = start('holdOpen', b, new Event());
  b.close();
  const received = a.recv();
  child.kill();
  await assert.rejects(received, rejectsWith('EOFError'));
  await child.join();
});

test('send_to_closed: sending to an end that is closed everywhere, BrokenPipeError', async () => {
  const [a, b] = new Pipe<number>();
  b.close();
  await assert.rejects(a.send(1), rejectsWith('BrokenPipeError'));
  await assert.rejects(a.send(1), rejectsWith('BrokenPipeError'));
});

test('sending to a process that has gone: BrokenPipeError', async () => {
  const [a, b] = new Pipe<number>();
  const child = start('receiveOneThenExit', b);
  b.close();
  await a.send(1);
  await child.join();
  await assert.rejects(a.send(2), rejectsWith('BrokenPipeError'));
});

test('one_way: a receiver and a sender', async () => {
  const [receiver, sender] = new Pipe<number>({ duplex: false });
  assert.deepEqual(
    [receiver.readable, receiver.writable, sender.readable, sender.writable],
    [true, false, false, true],
  );
  await assert.rejects(receiver.send(1), rejectsWith('ProcessError'));
  await assert.rejects(sender.recv(), rejectsWith('ProcessError'));
  await sender.send(7);
  assert.equal(await receiver.recv(), 7);
  sender.close();
  await assert.rejects(receiver.recv(), rejectsWith('EOFError'));
});

test('poll_semantics: it waits as long as it may, takes nothing, and is true at the end', async () => {
  const [a, b] = new Pipe<number>();
  assert.equal(await a.poll(), false);
  const began = performance.now();
  assert.equal(await a.poll(50), false);
  assert.ok(performance.now() - began >= 45);
  await b.send(1);
  assert.equal(await a.poll(), true);
  assert.equal(await a.poll(Number.POSITIVE_INFINITY), true);
  assert.equal(await a.recv(), 1);
  assert.equal(await a.poll(), false);
  b.close();
  assert.equal(await a.poll(), true);
  await assert.rejects(a.recv(), rejectsWith('EOFError'));
});

test('poll does not read ahead: what it saw another process may take', async () => {
  const [a, b] = new Pipe<number>();
  const queue = new Queue<[number, number]>();
  await b.send(5);
  assert.equal(await a.poll(), true);
  const child = start('receiveInto', a, queue, 1);
  assert.deepEqual(await queue.get(), [child.pid, 5]);
  assert.equal(await a.poll(), false);
  await child.join();
});

test('poll on a pipe whose ends talk directly', async () => {
  const [a, b] = new Pipe<number>();
  const child = start('echo', b);
  b.close();
  for (let i = 0; i < 200; i++) {
    await a.send(i);
    assert.equal(await a.poll(20_000), true);
    assert.equal(await a.recv(), i);
    assert.equal(await a.poll(), false);
  }
  a.close();
  await child.join();
});

test('own_closed: an end closed here refuses', async () => {
  const [a] = new Pipe<number>();
  a.close();
  a.close();
  assert.equal(a.closed, true);
  await assert.rejects(a.recv(), rejectsWith('ProcessError'));
  await assert.rejects(a.send(1), rejectsWith('ProcessError'));
  await assert.rejects(a.poll(), rejectsWith('ProcessError'));
});

test('a receive that waits ends when its end is closed here', async () => {
  const [a, b] = new Pipe<number>();
  const received = a.recv();
  await b.poll();
  a.close();
  await assert.rejects(received, rejectsWith('ProcessError'));
});

test('big_send_blocks: a large send settles only when the other side reads', async () => {
  const [a, b] = new Pipe<Buffer>();
  let settled = false;
  const sent = a.send(Buffer.alloc(4 * 1024 * 1024, 1)).then(() => {
    settled = true;
  });
  assert.equal(await b.poll(50), false);
  assert.equal(settled, false);
  assert.equal((await b.recv()).length, 4 * 1024 * 1024);
  await sent;
});

test('a send waits for room, and gives up in time without having sent', async () => {
  const [a, b] = new Pipe<Buffer>();
  await a.send(Buffer.alloc(60_000, 1));
  await assert.rejects(a.send(Buffer.alloc(60_000, 2), { timeout: 50 }), rejectsWith('TimeoutError'));
  assert.equal((await b.recv())[0], 1);
  assert.equal(await b.poll(), false);
});

test('send_unpicklable: what cannot be copied is refused by the send itself', async () => {
  const [a, b] = new Pipe<unknown>();
  await assert.rejects(
    a.send(() => b),
    rejectsWith('PicklingError'),
  );
  assert.equal(await b.poll(), false);
});

test('conn_wait: wait gives the connections that are ready, as the same objects', async () => {
  const [a, b] = new Pipe<number>();
  const [c, d] = new Pipe<number>();
  assert.deepEqual(await mp.wait([a, c], { timeout: 20 }), []);
  await b.send(1);
  const ready = await mp.wait([a, c]);
  assert.equal(ready.length, 1);
  assert.equal(ready[0], a);
  d.close();
  assert.equal((await mp.wait([a, c])).length, 2);
});

test('child_exit_closes: three values of a child, then the end with its exit', async () => {
  const [a, b] = new Pipe<number>();
  const child = start('sendThree', b);
  b.close();
  const received: number[] = [];
  for await (const value of a) received.push(value);
  assert.deepEqual(received, [0, 1, 2]);
  await child.join();
});

test('nothing is lost when a sender exits right after send', async () => {
  const [a, b] = new Pipe<number>();
  const child = start('sendAndExitAtOnce', b, 1000);
  b.close();
  const received: number[] = [];
  for await (const value of a) received.push(value);
  // What is sent without waiting goes out as far as the pipe has room; what did is whole and in order.
  assert.ok(received.length > 0);
  assert.deepEqual(
    received,
    Array.from({ length: received.length }, (_, i) => i),
  );
  await child.join();
});

test('order is kept while the two ends change over from the broker to a socket', async () => {
  const [a, b] = new Pipe<number>();
  const child = start('sendNumbers', b, 20_000);
  b.close();
  let next = 0;
  for await (const value of a) assert.equal(value, next++);
  assert.equal(next, 20_000);
  await child.join();
});

test('nothing is lost when an end is closed while the two change over, of many pipes at once', async () => {
  const results = new Queue<number>();
  const children = [1, 2, 3, 5, 8, 13, 21, 34].map((count) => {
    const [a, b] = new Pipe<Buffer>();
    const child = start('countReceived', b, results);
    b.close();
    const sent = (async () => {
      for (let i = 0; i < count; i++) await a.send(Buffer.alloc(100_000));
      a.close();
    })();
    return { child, sent };
  });
  const counts = await takeAll(results, children.length);
  assert.deepEqual(
    counts.sort((x, y) => x - y),
    [1, 2, 3, 5, 8, 13, 21, 34],
  );
  for (const { child, sent } of children) {
    await sent;
    await child.join();
  }
});

test('a third that uses an end gets its share, and nothing is lost', async () => {
  const [a, b] = new Pipe<number>();
  const queue = new Queue<[number, number]>();
  const first = start('receiveInto', b, queue, 50);
  for (let i = 0; i < 50; i++) await a.send(i);
  await takeAll(queue, 50);
  const more = start('receiveInto', b, queue, 50);
  const third = start('receiveInto', b, queue, 50);
  for (let i = 50; i < 150; i++) await a.send(i);
  const rest = (await takeAll(queue, 100)).map(([, n]) => n).sort((x, y) => x - y);
  assert.deepEqual(
    rest,
    Array.from({ length: 100 }, (_, i) => 50 + i),
  );
  for (const child of [first, more, third]) await child.join();
});

test('a third that begins to receive while the two talk directly gets what was not taken', async () => {
  const [a, b] = new Pipe<number>();
  const queue = new Queue<[number, number]>();
  const child = start('sendNumbers', b, 300);
  b.close();
  for (let i = 0; i < 100; i++) assert.equal(await a.recv(), i);
  const third = start('receiveInto', a, queue, 200);
  const rest = (await takeAll(queue, 200)).map(([, n]) => n).sort((x, y) => x - y);
  assert.deepEqual(
    rest,
    Array.from({ length: 200 }, (_, i) => 100 + i),
  );
  await child.join();
  await third.join();
});

test('an end passes through a queue', async () => {
  const [a, b] = new Pipe<string>();
  const queue = new Queue<unknown>();
  const child = start('getConnectionAndSend', queue);
  await queue.put(b);
  b.close();
  assert.equal(await a.recv(), 'through the queue');
  await assert.rejects(a.recv(), rejectsWith('EOFError'));
  await child.join();
});

test('an end passes through a pipe', async () => {
  const [a, b] = new Pipe<unknown>();
  const [c, d] = new Pipe<string>();
  await a.send(d);
  d.close();
  const passed = (await b.recv()) as InstanceType<typeof Connection<string>>;
  assert.ok(passed instanceof Connection);
  await passed.send('hello');
  assert.equal(await c.recv(), 'hello');
});

test('conn_arg_to_apply, queue_arg_to_apply: an end and a queue pass to a task of a pool (Python: a queue does not)', async () => {
  const pool = new Pool(2);
  const targets = (await import('./library.js')).targets;
  const [a, b] = new Pipe<number>();
  const queue = new Queue<number>();
  const sent = pool.applyAsync(targets.sendThree as (connection: unknown) => unknown, [b]);
  const put = pool.applyAsync(targets.putNumbers as (queue: unknown, count: number) => unknown, [queue, 3]);
  b.close();
  const received: number[] = [];
  for await (const value of a) received.push(value);
  assert.deepEqual(received, [0, 1, 2]);
  assert.equal(await sent.get(), 'sent');
  await put.get();
  assert.deepEqual(await takeAll(queue, 3), [0, 1, 2]);
  pool.close();
  await pool.join();
});

test("EOFError when a pool's worker is killed with the task that had the other end", async () => {
  const pool = new Pool(1);
  const targets = (await import('./library.js')).targets;
  const [a, b] = new Pipe<number>();
  const result = pool.applyAsync(targets.killSelf as (connection: unknown) => unknown, [b]);
  b.close();
  await assert.rejects(a.recv(), rejectsWith('EOFError'));
  await assert.rejects(result.get(), rejectsWith('WorkerDiedError'));
  pool.terminate();
  await pool.join();
});

test('a large Buffer and text arrive whole in both directions', async () => {
  const [a, b] = new Pipe<unknown>();
  const child = start('echo', b);
  b.close();
  for (const value of [Buffer.alloc(3_000_000, 5), '中文'.repeat(200_000), { deep: [new Map([['x', 1n]])] }]) {
    for (let round = 0; round < 3; round++) {
      const sent = a.send(value);
      assert.deepEqual(await a.recv(), value);
      await sent;
    }
  }
  a.close();
  await child.join();
});

test('a receiver that does not read makes the sender wait instead of filling its memory', async () => {
  const [a, b] = new Pipe<Buffer>();
  const result = new Queue<number>();
  const child = start('countReceived', b, result);
  b.close();
  for (let i = 0; i < 200; i++) await a.send(Buffer.alloc(100_000));
  a.close();
  assert.equal(await result.get(), 200);
  await child.join();
});
