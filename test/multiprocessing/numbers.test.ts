/** Arrays of numbers as bytes: what is taken for that, and that it comes back as it was. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joined, packNumbers, unpackNumbers } from '../../src/multiprocessing/pickle/numbers.js';

const many = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test('numbers come back as they were, whatever their number and wherever their bytes lie', () => {
  const odd = [-0, 0.1, -1, 2 ** 31, 2 ** 53, Number.MAX_VALUE, Number.MIN_VALUE];
  for (const values of [many(32), many(8192), many(8193), many(300_000), [...many(40), ...odd]]) {
    const bytes = packNumbers(values)!;
    const shifted = Buffer.concat([Buffer.of(1), bytes]).subarray(1);
    assert.deepEqual(unpackNumbers(bytes), values);
    assert.deepEqual(unpackNumbers(shifted), values);
  }
});

test('what has something else among it is not taken, nor are a few', () => {
  const sparse = many(40);
  delete sparse[7];
  for (const other of [Number.NaN, Number.POSITIVE_INFINITY, '5', null, undefined, 5n, Object(5), true, [5]])
    assert.equal(packNumbers([...many(40), other]), undefined, String(other));
  assert.equal(packNumbers(sparse), undefined);
  assert.equal(packNumbers(many(31)), undefined);
  assert.equal(packNumbers([]), undefined);
});

test('parts are put together by one level, however many they are', () => {
  for (const count of [0, 1, 2, 200_000]) {
    const parts = many(count).map((i) => [i, [i]]);
    assert.deepEqual(joined<unknown>(parts), parts.flat());
  }
});
