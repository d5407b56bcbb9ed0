/** Queue against Python's, line by line: where a name begins with a case of Python's, it is the counterpart of that; and what ours does besides. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drain, mp, rejectsWith, start, takeAll } from './library.js';
import { fixture, runProgram } from './run-program.js';

const { Queue } = mp;

test('put_full: a full queue refuses, after its timeout, with nowait, with a negative timeout', async () => {
  const queue = new Queue<number>(1);
  await queue.put(1);
  const began = performance.now();
  await assert.rejects(queue.put(2, { timeout: 50 }), rejectsWith('QueueFull'));
  assert.ok(performance.now() - began >= 45);
  await assert.rejects(queue.putNowait(2), rejectsWith('QueueFull'));
  await assert.rejects(queue.put(2, { timeout: -1 }), rejectsWith('QueueFull'));
  assert.equal(await queue.qsize(), 1);
});

test('put_full_blocks_forever: a put waits for room as long as it takes, and goes in as soon as there is some', async () => {
  const queue = new Queue<number>(1);
  await queue.put(1);
  let settled = false;
  const second = queue.put(2).then(() => {
    settled = true;
  });
  await queue.qsize();
  assert.equal(settled, false);
  assert.equal(await queue.get(), 1);
  await second;
  assert.equal(await queue.get(), 2);
});

test('a put given up by its signal was not made', async () => {
  const queue = new Queue<number>(1);
  await queue.put(1);
  const controller = new AbortController();
  const put = queue.put(2, { signal: controller.signal });
  await queue.qsize();
  controller.abort(new Error('enough'));
  await assert.rejects(put, /enough/);
  assert.deepEqual(await drain(queue), [1]);
});

test('get_empty: QueueEmpty after its timeout and with nowait', async () => {
  const queue = new Queue();
  const began = performance.now();
  await assert.rejects(queue.get({ timeout: 50 }), rejectsWith('QueueEmpty'));
  assert.ok(performance.now() - began >= 45);
  await assert.rejects(queue.getNowait(), rejectsWith('QueueEmpty'));
  await assert.rejects(queue.get({ timeout: 0 }), rejectsWith('QueueEmpty'));
  await assert.rejects(queue.get({ timeout: Number.NaN }), rejectsWith('ValueError'));
});

test('a get given up by its signal takes nothing', async () => {
  const queue = new Queue<number>();
  const controller = new AbortController();
  const get = queue.get({ signal: controller.signal });
  controller.abort(new Error('enough'));
  await assert.rejects(get, /enough/);
  await assert.rejects(queue.get({ signal: controller.signal }), /enough/);
  await queue.put(1);
  assert.equal(await queue.get(), 1);
});

test('put_then_empty_race, simplequeue: right after a put the item is there (Python: it may not be)', async () => {
  const queue = new Queue<string>();
  await queue.put('x');
  assert.equal(await queue.qsize(), 1);
  assert.equal(await queue.empty(), false);
  assert.equal(await queue.getNowait(), 'x');
  assert.equal(await queue.empty(), true);
});

test('items_survive_producer_exit, get_after_producers_died: items outlive their producer, and then get waits', async () => {
  const queue = new Queue<number>();
  await start('putNumbers', queue, 3).join();
  assert.deepEqual(await drain(queue), [0, 1, 2]);
  await assert.rejects(queue.get({ timeout: 20 }), rejectsWith('QueueEmpty'));
});

for (const [how, target] of [
  ['process.exit() right after put', 'putAndExitAtOnce'],
  ['SIGKILL once it has been sent', 'putAndKillSelfLater'],
] as const) {
  test(`cancel_join_thread_loses: nothing is lost by ${how}, and all is there after join`, async () => {
    const queue = new Queue<number>();
    const count = 5000;
    await start(target, queue, count).join();
    assert.equal(await queue.qsize(), count);
    assert.deepEqual(
      await takeAll(queue, count),
      Array.from({ length: count }, (_, i) => i),
    );
  });
}

test('the main process exits right after put, and its child gets it all', async () => {
  const { stdout, stderr, code } = await runProgram(fixture('main-exits-right-after-put.cjs'));
  assert.deepEqual([stdout, stderr, code], ['one\ntwo\n', '', 3]);
});

test('the main process exits right after start and put, and its child still learns what it is for and gets it all', async () => {
  const { stdout, stderr, code } = await runProgram(fixture('main-exits-right-after-start.cjs'));
  assert.deepEqual([stdout, stderr, code], ['one 3000000\ntwo 3000000\n', '', 3]);
});

test('join_before_drain_deadlock: joining a producer before its queue is drained does not (Python: hangs)', async () => {
  const queue = new Queue<Buffer>();
  const producer = start('putLarge', queue, 20, 1024 * 1024);
  await producer.join(20_000);
  assert.equal(producer.exitCode, 0);
  const items = await takeAll(queue, 20);
  assert.ok(items.every((item, i) => item.length === 1024 * 1024 && item[0] === i && item.at(-1) === i));
});

test('joinThread settles when all has left', async () => {
  const queue = new Queue<number>();
  for (let i = 0; i < 1000; i++) void queue.put(i);
  await queue.joinThread();
  assert.equal(await queue.qsize(), 1000);
});

test('queue_through_queue: it passes (Python: an error)', async () => {
  const outer = new Queue<unknown>();
  const inner = new Queue<string>();
  const child = start('getQueueAndPut', outer);
  await outer.put(inner);
  assert.equal(await inner.get(), 'through the inner queue');
  await child.join();
});

test('a queue that a child made passes to its parent', async () => {
  const queues = new Queue<InstanceType<typeof Queue<string>>>();
  const done = new mp.Event();
  const child = start('makeQueueAndReturnThrough', queues, done);
  const made = await queues.get();
  assert.equal(await made.get(), 'made by the child');
  await done.set();
  await child.join();
  await assert.rejects(made.get(), rejectsWith('ProcessError'));
});

test('put_unpicklable: what cannot be copied is refused by the put itself', async () => {
  const queue = new Queue<unknown>();
  await assert.rejects(
    queue.put(() => queue),
    rejectsWith('PicklingError'),
  );
  await assert.rejects(queue.put(Symbol('x')), rejectsWith('PicklingError'));
  assert.equal(await queue.empty(), true);
});

test('queue_closed: refuses', async () => {
  const queue = new Queue<number>();
  await queue.put(1);
  const waiting = new Queue<number>();
  const get = waiting.get();
  queue.close();
  queue.close();
  await assert.rejects(queue.put(1), rejectsWith('ValueError'));
  await assert.rejects(queue.get(), rejectsWith('ValueError'));
  waiting.close();
  await assert.rejects(get, rejectsWith('ValueError'));
});

test('mutate_after_put: an item is what it was at the put', async () => {
  const queue = new Queue<{ n: number }>();
  const item = { n: 1 };
  await queue.put(item);
  item.n = 2;
  assert.deepEqual(await queue.get(), { n: 1 });
});

test('every kind of value comes back as it went in', async () => {
  const queue = new Queue<unknown>();
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  const values = [
    ...[undefined, null, true, 0, -0, 1, -1, 12345678901, Number.NaN, Number.POSITIVE_INFINITY, 1.5, 10n],
    ...['', 'short', '中文', 'x'.repeat(100), '中'.repeat(30_000), 'half \ud800 pair', `${'long '.repeat(20)}\ud800`],
    ...[[], {}, [1, [2, { a: 'b' }]], { a: undefined }, [undefined], new Date(5), new Map([[1, new Set([2])]])],
    ...[Buffer.from('bytes'), new Uint8Array([1, 2, 3]), new Float64Array([1.5]), new ArrayBuffer(3), /x/g],
    ...[new Uint8Array(70_000).fill(7)],
  ];
  for (const value of values) await queue.put(value);
  for (const value of values) {
    const back = await queue.get();
    assert.deepEqual(back, value);
    assert.equal(Object.prototype.toString.call(back), Object.prototype.toString.call(value));
    assert.equal(Buffer.isBuffer(back), Buffer.isBuffer(value));
  }
  await queue.put(cycle);
  const back = (await queue.get()) as { self: unknown };
  assert.equal(back.self, back);
  await queue.put(new RangeError('too far'));
  const error = (await queue.get()) as Error;
  assert.ok(error instanceof RangeError && error.message === 'too far');
});

test('fifo_per_producer: first in, first out for each, and every item once', async () => {
  const queue = new Queue<[string, number]>();
  const producers = ['a', 'b', 'c'].map((label) => start('putLabelled', queue, label, 500));
  const items = await takeAll(queue, 1500);
  for (const label of ['a', 'b', 'c']) {
    const mine = items.filter(([from]) => from === label).map(([, n]) => n);
    assert.deepEqual(
      mine,
      Array.from({ length: 500 }, (_, i) => i),
    );
  }
  for (const producer of producers) await producer.join();
});

test('two consumers share the items, and each gets its own sentinel', async () => {
  const queue = new Queue<number | null>();
  const results = new Queue<[string, number | null]>();
  const consumers = ['a', 'b'].map((label) => start('passOn', queue, results, label));
  for (let i = 0; i < 2000; i++) await queue.put(i);
  await queue.put(null);
  await queue.put(null);
  const items = await takeAll(results, 2002);
  assert.deepEqual(
    items
      .filter(([, item]) => item === null)
      .map(([label]) => label)
      .sort(),
    ['a', 'b'],
  );
  const numbers = items.flatMap(([, item]) => (item === null ? [] : [item])).sort((x, y) => x - y);
  assert.deepEqual(
    numbers,
    Array.from({ length: 2000 }, (_, i) => i),
  );
  for (const consumer of consumers) await consumer.join();
});

test('consumer_sigkilled_in_get: a consumer killed while it waits harms no other (Python: all hang)', async () => {
  const queue = new Queue<string>();
  const told = new Queue<string>();
  const doomed = start('waitInGet', queue, told);
  assert.equal(await told.get(), 'waiting');
  await queue.qsize();
  doomed.kill();
  await doomed.join();
  const other = start('waitInGet', queue, told);
  assert.equal(await told.get(), 'waiting');
  await queue.put('for the living');
  assert.equal(await told.get(), 'for the living');
  await other.join();
  assert.deepEqual(await queue.deadLetters(), []);
});

test('what a killed consumer had only been granted goes back; what it had in its hands is a dead letter', async () => {
  const queue = new Queue<number>();
  const told = new Queue<number>();
  const count = 1000;
  for (let i = 0; i < count; i++) await queue.put(i);
  const doomed = start('getOneAndHang', queue, told);
  assert.equal(await told.get(), 0);
  doomed.kill();
  await doomed.join();
  const dead = await queue.deadLetters();
  assert.deepEqual(dead, [{ pid: doomed.pid, item: 0 }]);
  assert.deepEqual(await queue.deadLetters(), []);
  assert.deepEqual(
    await takeAll(queue, count - 1),
    Array.from({ length: count - 1 }, (_, i) => i + 1),
  );
});

test('qsize_full: they count what nobody was handed', async () => {
  const queue = new Queue<number>(3);
  for (let i = 0; i < 3; i++) await queue.put(i);
  assert.deepEqual([await queue.qsize(), await queue.full(), await queue.empty(), queue.maxSize], [3, true, false, 3]);
  await queue.get();
  assert.deepEqual([await queue.qsize(), await queue.full()], [2, false]);
});

test('many gets that wait are served in their order', async () => {
  const queue = new Queue<number>();
  const gets = Array.from({ length: 10 }, () => queue.get());
  for (let i = 0; i < 10; i++) await queue.put(i);
  assert.deepEqual(await Promise.all(gets), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('for await takes until the queue is closed', async () => {
  const queue = new Queue<number>();
  const seen: number[] = [];
  for (let i = 0; i < 3; i++) await queue.put(i);
  for await (const item of queue) {
    seen.push(item);
    if (item === 2) queue.close();
  }
  assert.deepEqual(seen, [0, 1, 2]);
});

test('the owner stands still, and the others go on', async () => {
  const queue = new Queue<number | null>();
  const results = new Queue<[string, number | null]>();
  const consumer = start('passOn', queue, results, 'c');
  await queue.put(0);
  await results.get();
  const producer = start('putNumbers', queue, 1000);
  // Until all have passed, this process's event loop has no turn.
  const deadline = performance.now() + 20_000;
  while (producer.exitCode === null && performance.now() < deadline) {
    const until = performance.now() + 100;
    while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await queue.put(null);
  assert.equal((await takeAll(results, 1001)).length, 1001);
  await producer.join();
  await consumer.join();
});

test('a queue without sense is refused', () => {
  assert.throws(() => new Queue(1.5), rejectsWith('ValueError'));
  assert.throws(() => new Queue('3' as unknown as number), rejectsWith('ValueError'));
});

test('a JoinableQueue is joined when every item is declared done', async () => {
  const queue = new mp.JoinableQueue<number>();
  const worker = start('workOff', queue);
  for (let i = 0; i < 100; i++) await queue.put(i);
  await queue.join();
  assert.equal(await queue.empty(), true);
  await assert.rejects(queue.taskDone(), rejectsWith('ValueError'));
  worker.terminate();
  await worker.join();
  await queue.put(1);
  await assert.rejects(queue.join({ timeout: 20 }), rejectsWith('TimeoutError'));
});
