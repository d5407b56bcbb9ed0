/** The numbers of waits and messages: found again however they come, and with little room given away where threads count together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Numbered } from '../../src/recording/numbered.js';
import { randomFrom } from '../bench/recording-events.mjs';

test('every number is found again, whether they come in turn, in any order, far apart or not at all', () => {
  const random = randomFrom(7);
  const [numbered, oracle] = [new Numbered(), new Map<number, number>()];
  for (let index = 0; index < 20_000; index++) {
    const near = 1 + Math.floor(random() * 30_000);
    const number = random() < 0.9 ? near : near * 5000;
    if (oracle.has(number)) continue;
    numbered.set(number, index);
    oracle.set(number, index);
  }
  for (const [number, index] of oracle) assert.equal(numbered.get(number), index);
  for (let number = 1; number <= 30_000; number++) assert.equal(numbered.get(number), oracle.get(number) ?? -1);
});

test('two hundred threads that count together take no table of all numbers each', () => {
  const threads = Array.from({ length: 200 }, () => new Numbered());
  for (let number = 1; number <= 100_000; number++) threads[number % 200]!.set(number, number);
  for (let number = 1; number <= 100_000; number++) assert.equal(threads[number % 200]!.get(number), number);
  const places = threads.reduce((sum, { places }) => sum + places, 0);
  assert.ok(places < 800_000, `${places} places for 100,000 numbers`);
});
