/** A small soak: with consumers killed at random, every item is got once or is a dead letter. (The large one: test/bench/soak-queue.mjs.) */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';

interface Result {
  ok: boolean;
  twice: number;
  missing: number;
  left: number;
}

const { soak } = createRequire(import.meta.url)(path.resolve('test/bench/multiprocessing/soak.cjs')) as {
  soak(options: { items: number; producers: number; consumers: number; kills: number }): Promise<Result>;
};

test('every item is got once or accounted for, while consumers are killed', async () => {
  const result = await soak({ items: 10_000, producers: 2, consumers: 2, kills: 4 });
  assert.deepEqual([result.twice, result.missing, result.left], [0, 0, 0], JSON.stringify(result));
});
