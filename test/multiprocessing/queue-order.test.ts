/** A queue's promises, held to in thousands of histories that a seed decides: nothing lost, nothing twice, nothing before what is older. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Got, type Outcome, type Plan, simulate } from './queue-model.js';

const plain: Plan = {
  seed: 0,
  producers: 1,
  items: 1500,
  consumers: 2,
  leavers: 0,
  killed: 0,
  work: 0.001,
  pauses: 0,
  standstills: 0,
  timeout: 0,
  fullness: 0,
};

/** As many histories of each kind. */
const SEEDS = 150;
const WORKS = [0.001, 0.02, 0.2];

/** Runs `check` on what comes of the plan with many seeds and paces. */
function forManySeeds(plan: Partial<Plan>, check: (outcome: Outcome, plan: Plan) => void): void {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const work = WORKS[seed % WORKS.length]!;
    const pauses = [0, 0.05, 1][Math.floor(seed / 3) % 3]!;
    const full = { ...plain, work, pauses, seed, ...plan };
    const outcome = simulate(full);
    try {
      check(outcome, full);
    } catch (error) {
      throw new Error(`with ${JSON.stringify(full)}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** Each item was got once, or is a dead letter, and then got by nobody but the dead. */
function allArrivedOnce({ got, dead }: Outcome, { producers, items }: Plan): void {
  const times = new Map<string, number>();
  const name = ({ producer, number }: Got) => `${producer}:${number}`;
  for (const one of got) times.set(name(one), (times.get(name(one)) ?? 0) + 1);
  assert.ok(
    [...times.values()].every((n) => n === 1),
    'an item was got twice',
  );
  for (const one of dead) times.set(name(one), 1);
  assert.equal(times.size, producers * items, 'items are missing');
}

/** To each consumer the items of each producer come in the order in which they were put. */
function inOrder({ got }: Outcome): void {
  const last = new Map<string, number>();
  for (const { consumer, producer, number } of got) {
    const before = last.get(`${consumer} ${producer}`) ?? -1;
    assert.ok(number > before, `consumer ${consumer} got item ${number} after ${before}`);
    last.set(`${consumer} ${producer}`, number);
  }
}

/** All consumers came to their ends, and of all that was put only end marks of those are left who came to theirs before. */
function nothingLeft({ left, endMarks, waiting }: Outcome, { consumers, killed }: Plan): void {
  assert.equal(left, consumers - endMarks, `${left} left`);
  // Who is killed may have had the end marks of others in its hands.
  if (killed === 0 || left > 0) assert.equal(waiting, 0, `${waiting} consumers wait`);
}

test('consumers that stop at their end marks leave no item behind, and none is got before an older one', () => {
  for (const consumers of [1, 2, 3, 8])
    forManySeeds({ consumers }, (outcome, plan) => {
      nothingLeft(outcome, plan);
      allArrivedOnce(outcome, plan);
      inOrder(outcome);
    });
});

test('the items of each of several producers keep their order', () => {
  forManySeeds({ producers: 4, items: 400, consumers: 3 }, (outcome, plan) => {
    nothingLeft(outcome, plan);
    allArrivedOnce(outcome, plan);
    inOrder(outcome);
  });
});

test('a consumer that leaves early leaves its items to those that stay, before their end marks', () => {
  for (const leavers of [1, 2])
    forManySeeds({ consumers: 3, leavers }, (outcome, plan) => {
      nothingLeft(outcome, plan);
      allArrivedOnce(outcome, plan);
      inOrder(outcome);
    });
});

test('of a killed consumer what it had in its hands is accounted for, and the rest is got by the others', () => {
  forManySeeds({ consumers: 4, killed: 2 }, (outcome, plan) => {
    nothingLeft(outcome, plan);
    allArrivedOnce(outcome, plan);
    inOrder(outcome);
    assert.ok(outcome.dead.length <= 2 * 64, `${outcome.dead.length} in the hands of two`);
  });
});

test('also where the system takes what they write only later, nothing that a killed consumer was handed is got again', () => {
  for (const timeout of [0, 0.05])
    forManySeeds({ consumers: 4, killed: 2, fullness: 0.2, timeout }, (outcome, plan) => {
      nothingLeft(outcome, plan);
      allArrivedOnce(outcome, plan);
    });
});

test('gets that are given up and made again lose nothing', () => {
  forManySeeds({ consumers: 4, timeout: 0.05 }, (outcome, plan) => {
    nothingLeft(outcome, plan);
    allArrivedOnce(outcome, plan);
  });
});

test('consumers whose event loops stand still keep no item from being got', () => {
  forManySeeds({ consumers: 3, standstills: 0.01 }, (outcome, plan) => {
    nothingLeft(outcome, plan);
    allArrivedOnce(outcome, plan);
  });
});
