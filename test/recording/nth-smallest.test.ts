/** The n-th smallest of random numbers is the n-th of the sorted ones, however many are alike. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nthSmallest } from '../../src/recording/nth-smallest.js';

test('it is the n-th of the sorted numbers', () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (const count of [1, 2, 3, 10, 257, 5000]) {
    for (const kinds of [1, 3, 50, 1e9]) {
      const numbers = Float64Array.from({ length: count }, () => Math.floor(random() * kinds));
      const sorted = Float64Array.from(numbers).sort();
      for (const n of [0, 1, count >> 1, count - 2, count - 1].filter((n) => n >= 0 && n < count))
        assert.equal(nthSmallest(Float64Array.from(numbers), n), sorted[n], `${n} of ${count}, ${kinds} kinds`);
    }
  }
});
