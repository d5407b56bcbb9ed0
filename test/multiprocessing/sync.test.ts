/** Lock, RLock, Semaphore, Event, Barrier, Condition, SharedValue and SharedArray, between processes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mp, rejectsWith, start, takeAll } from './library.js';

test('a lock keeps processes apart', async () => {
  const lock = new mp.Lock();
  const value = new mp.SharedValue(0);
  const children = [1, 2, 3].map(() => start('incrementUnderLock', lock, value, 50));
  for (const child of children) await child.join();
  assert.equal(await value.get(), 150);
});

test('a lock: held, given up in time, released by anybody, not more often than held', async () => {
  const lock = new mp.Lock();
  assert.equal(await lock.acquire(), true);
  assert.equal(await lock.acquire({ timeout: 0 }), false);
  assert.equal(await lock.acquire({ timeout: 20 }), false);
  const waiting = lock.acquire();
  await lock.release();
  assert.equal(await waiting, true);
  await lock.release();
  await assert.rejects(lock.release(), rejectsWith('ValueError'));
});

test('a wait for a lock given up by its signal does not get it', async () => {
  const lock = new mp.Lock();
  await lock.acquire();
  const controller = new AbortController();
  const waiting = lock.acquire({ signal: controller.signal });
  controller.abort(new Error('enough'));
  await assert.rejects(waiting, /enough/);
  await lock.release();
  assert.equal(await lock.acquire({ timeout: 0 }), true);
});

test('a lock is free when its holder is dead (Python: never)', async () => {
  const lock = new mp.Lock();
  const told = new mp.Queue<string>();
  const child = start('acquireAndDie', lock, told);
  assert.equal(await told.get(), 'has it');
  assert.equal(await lock.acquire(), true);
  await child.join();
});

test('with and hold release at the end, also after an error', async () => {
  const lock = new mp.Lock();
  await assert.rejects(
    lock.with(() => {
      throw new Error('inside');
    }),
    /inside/,
  );
  assert.equal(await lock.with(() => 5), 5);
  const held = await lock.hold();
  assert.equal(await lock.acquire({ timeout: 0 }), false);
  await held[Symbol.asyncDispose]();
  assert.equal(await lock.acquire({ timeout: 0 }), true);
});

test('an RLock is acquired again by its process, and by others only when it is released as often', async () => {
  const lock = new mp.RLock();
  const value = new mp.SharedValue(0);
  await lock.acquire();
  await lock.acquire();
  const child = start('incrementUnderLock', lock, value, 1);
  await lock.release();
  assert.equal(await value.get(), 0);
  await lock.release();
  await child.join();
  assert.equal(await value.get(), 1);
  await assert.rejects(lock.release(), rejectsWith('ProcessError'));
});

test('a semaphore has so many permits; a bounded one refuses more', async () => {
  const semaphore = new mp.Semaphore(2);
  await semaphore.acquire();
  await semaphore.acquire();
  assert.equal(await semaphore.acquire({ timeout: 0 }), false);
  assert.equal(await semaphore.getValue(), 0);
  for (let i = 0; i < 3; i++) await semaphore.release();
  assert.equal(await semaphore.getValue(), 3);
  const bounded = new mp.BoundedSemaphore(1);
  await bounded.acquire();
  await bounded.release();
  await assert.rejects(bounded.release(), rejectsWith('ValueError'));
  assert.throws(() => new mp.Semaphore(-1), rejectsWith('ValueError'));
});

test('an event wakes all who wait', async () => {
  const event = new mp.Event();
  const told = new mp.Queue<unknown>();
  assert.equal(await event.wait({ timeout: 20 }), false);
  const children = [1, 2].map(() => start('waitForEvent', event, told));
  assert.deepEqual(await takeAll(told, 2), ['waiting', 'waiting']);
  assert.equal(await event.isSet(), false);
  await event.set();
  assert.deepEqual(await takeAll(told, 2), [true, true]);
  assert.equal(await event.isSet(), true);
  await event.clear();
  assert.equal(await event.isSet(), false);
  for (const child of children) await child.join();
});

test('a barrier lets nobody through until all have come', async () => {
  const barrier = new mp.Barrier(3);
  const told = new mp.Queue<number>();
  const children = [1, 2].map(() => start('passBarrier', barrier, told));
  const mine = await barrier.wait();
  const indices = [mine, ...(await takeAll(told, 2))].sort();
  assert.deepEqual(indices, [0, 1, 2]);
  assert.equal(await barrier.nWaiting(), 0);
  for (const child of children) await child.join();
});

test('a barrier is broken by a timeout, by abort, and by the death of one who waits', async () => {
  const barrier = new mp.Barrier(2);
  await assert.rejects(barrier.wait({ timeout: 20 }), rejectsWith('BrokenBarrierError'));
  assert.equal(await barrier.broken(), true);
  await assert.rejects(barrier.wait(), rejectsWith('BrokenBarrierError'));
  await barrier.reset();
  assert.equal(await barrier.broken(), false);
  const waiting = barrier.wait();
  await barrier.abort();
  await assert.rejects(waiting, rejectsWith('BrokenBarrierError'));

  const three = new mp.Barrier(3);
  const told = new mp.Queue<number>();
  const doomed = start('passBarrier', three, told);
  while ((await three.nWaiting()) === 0) await new Promise((resolve) => setImmediate(resolve));
  const other = three.wait();
  doomed.kill();
  await assert.rejects(other, rejectsWith('BrokenBarrierError'));
  await doomed.join();
});

test('a condition gives its lock up while it waits, and has it again afterwards', async () => {
  const condition = new mp.Condition();
  const turn = new mp.SharedValue(0);
  const told = new mp.Queue<number>();
  const children = [2, 1, 0].map((mine) => start('waitForTurn', condition, turn, mine, told));
  assert.deepEqual(await takeAll(told, 3), [0, 1, 2]);
  for (const child of children) await child.join();
});

test('a condition: without its lock refused, not notified in time false', async () => {
  const condition = new mp.Condition(new mp.Lock());
  await assert.rejects(condition.wait(), rejectsWith('ProcessError'));
  await assert.rejects(condition.notify(), rejectsWith('ProcessError'));
  await condition.acquire();
  assert.equal(await condition.wait({ timeout: 20 }), false);
  assert.equal(await condition.lock.acquire({ timeout: 0 }), false);
  assert.equal(await condition.waitFor(() => false, { timeout: 20 }), false);
  await condition.release();
});

test('a shared value: no addition is lost, numbers wrap as their type does', async () => {
  const value = new mp.SharedValue(0, 'int32');
  const children = [1, 2, 3].map(() => start('addTimes', value, 100));
  for (const child of children) await child.join();
  assert.equal(await value.get(), 300);
  assert.equal(await value.set(2 ** 31 - 1), 300);
  assert.equal(await value.add(1), 2 ** 31 - 1);
  assert.equal(await value.get(), -(2 ** 31));
  const float = new mp.SharedValue(Number.NaN);
  assert.ok(Number.isNaN(await float.get()));
  assert.ok(Number.isNaN(await float.compareExchange(Number.NaN, -0)));
  assert.ok(Object.is(await float.get(), -0));
  assert.equal(await float.update((n) => n + 1.5), 1.5);
});

test('a shared array', async () => {
  const array = new mp.SharedArray([1, 2, 3], 'uint8');
  assert.equal(array.length, 3);
  await array.set(1, 300, 7);
  assert.deepEqual(await array.slice(), [1, 44, 7]);
  assert.deepEqual(await array.slice(1, 2), [44]);
  assert.equal(await array.add(0, 2), 1);
  assert.equal(await array.get(0), 3);
  assert.equal(await array.compareExchange(0, 3, 9), 3);
  assert.equal(await array.get(0), 9);
  await assert.rejects(array.get(3), rejectsWith('ValueError'));
  await assert.rejects(array.set(2, 1, 2), rejectsWith('ValueError'));
  assert.throws(() => new mp.SharedArray(2, 'nothing' as 'int8'), rejectsWith('ValueError'));
});
