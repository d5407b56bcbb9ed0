/** Completion in a file of rules: whatever may stand next is offered, the recording's own names included, and what may not is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeRule, parseRules } from '../../src/recording/index.js';
import { examples } from '../../src/recording/rules/syntax.js';
import { Scene } from './scene.js';

const recording = new Scene()
  .process(1)
  .process(2, 1, 'worker-1')
  .process(3, 1, 'the other (2)')
  .open(1, 'queue/1')
  .send(2, 'queue/1')
  .task(1, '1', 'submitted')
  .recording();

const rules = [
  ...examples.filter((rule) => !rule.includes('"')),
  'every send in queue/1 is received',
  'start(worker-1) by main before exit(worker-1)',
  'count(receive to worker-1 in queue/1) >= 1',
  'task(square) by worker-1 before get(queue/1)',
];

for (const rule of rules) {
  test(`each word of "${rule}" is offered where it may stand`, () => {
    // A bracket that is typed right behind a word ends it: there the word itself is what is being completed.
    const words = [...rule.matchAll(/[^\s()]+/g)].filter(([word]) => !/^\d+$|\*/.test(word));
    for (const { 0: word, index } of words) {
      const before = `no hang\n${rule.slice(0, index)}`;
      const { from, items } = completeRule(`${before}\nno error`, before.length, recording);
      assert.equal(from, before.length);
      assert.ok(
        items.some(({ insert }) => insert === word),
        `${word} after "${rule.slice(0, index)}": ${items.map(({ label }) => label)}`,
      );
    }
  });
}

test('of a word that has begun, only what goes on like it, in its place', () => {
  const { from, to, items } = completeRule('join(wor', 8, recording);
  assert.deepEqual([from, to, items.map(({ insert }) => insert)], [5, 8, ['worker-1']]);
});

test('a name with signs of its own becomes a pattern that means it', () => {
  const { items } = completeRule('exit(the', 8, recording);
  assert.deepEqual(items, [{ insert: 'the*other*2*', label: 'the other (2)' }]);
  assert.deepEqual(parseRules('exit(the*other*2*) before exit(main)').errors, []);
});

test('nothing in comments, after the end of a rule, or where a text or a number must be', () => {
  for (const text of [
    '# no ',
    'no hang ',
    'every put is got ',
    'output(',
    'count(start) == ',
    'start before exit before ',
  ]) {
    assert.deepEqual(completeRule(text, text.length, recording).items, [], text);
  }
});

test('whole rules and words without any recording', () => {
  const labels = completeRule('', 0).items.map(({ label }) => label);
  for (const rule of examples) assert.ok(labels.includes(rule), rule);
  assert.deepEqual(
    completeRule('no ', 3).items.map(({ label }) => label),
    ['process', 'hang', 'error'],
  );
});
