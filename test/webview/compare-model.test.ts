/** The pure parts of the comparison: one order of rows, one axis, who follows whom, what is lifted out of the picture. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signal } from '@preact/signals';
import { diffData } from '../../src/recording/diff/data.js';
import { Recording } from '../../src/recording/recording.js';
import { emphasisOf } from '../../src/webview/compare/emphasis.js';
import { mirror } from '../../src/webview/compare/mirror.js';
import { partners } from '../../src/webview/compare/partners.js';
import { visibleRows } from '../../src/webview/layout/rows.js';
import { arranged, sharedExtents } from '../../src/webview/layout/shared.js';
import { type HowItRan, twoAnswers } from './compare-runs.js';
import { story } from './recordings.js';

const read = (bytes: Buffer): Recording => {
  const recording = new Recording();
  recording.appendBytes(bytes);
  recording.finish();
  return recording;
};
const run = (how: HowItRan = {}): Recording => read(twoAnswers(how));
const folding = { folded: new Set<number>(), threads: new Set<number>() };
const names = (recording: Recording, rows: readonly { process: number }[]) =>
  rows.map(({ process }) => recording.processes[process]!.name ?? 'main');

test('rows stand in the order of the places that they are given, each with what is under it', () => {
  const recording = run({ bobFirst: true });
  const rows = visibleRows(recording, folding);
  assert.deepEqual(names(recording, rows.rows), ['main', 'bob', 'ann']);
  const shared = { extents: sharedExtents(recording, recording), rows: 3 };
  assert.equal(arranged(recording, rows, shared), undefined);
  const places = recording.processes.map(({ name }) => ['ann', 'bob'].indexOf(name ?? ''));
  const inOrder = arranged(recording, rows, { ...shared, places })!;
  assert.deepEqual(names(recording, inOrder.rows), ['main', 'ann', 'bob']);
  for (const [row, { lane }] of inOrder.rows.entries()) assert.equal(inOrder.rowOfLane[lane], row);
});

test('who has no place comes last, and threads stay with their process', () => {
  const recording = read(story().bytes());
  const producer = recording.processes.findIndex(({ name }) => name === 'producer');
  const rows = visibleRows(recording, { folded: new Set(), threads: new Set([producer]) });
  const places: number[] = [];
  for (const { index, name } of recording.processes) if (name !== 'consumer-1') places[index] = -index;
  const all = arranged(recording, rows, { extents: sharedExtents(recording, recording), rows: 6, places })!.rows;
  assert.equal(all.length, rows.rows.length);
  assert.equal(recording.processes[all.at(-1)!.process]!.name, 'consumer-1');
  const thread = all.findIndex(({ kind }) => kind === 'thread');
  assert.equal(all[thread - 1]!.process, producer);
});

test('one axis goes from the earlier beginning to the later end', () => {
  const [long, short] = [read(story().bytes()), run()];
  const { time, order } = sharedExtents(short, long);
  assert.deepEqual(time, [0, long.time(long.length - 1)]);
  assert.deepEqual(order, [0, Math.max(long.length, short.length) - 1]);
});

test('a step has its partner in the other run; what is in one only is where the thread was before', () => {
  const [a, b] = [run(), run({ pids: 1000, first: 'bob', last: 'good-bye' })];
  const diff = diffData(a, b);
  const [there, back] = [partners(a, diff, 'first'), partners(b, diff, 'second')];
  for (const [inA, inB] of diff.pairs) {
    assert.equal(there.of(inA - 1), inB - 1);
    assert.equal(back.of(inB - 1), inA - 1);
  }
  const alone = Array.from({ length: a.length }, (_, step) => step).find(
    (step) => a.type(step) === 'start' && a.processes[a.process(step)]!.name === 'bob',
  )!;
  assert.equal(there.of(alone), -1, 'bob has done nothing yet that is in both');
  assert.equal(there.of(-1), -1);
  const last = a.length - 1;
  assert.ok(there.before(last) < last && a.lane(there.before(last)) === a.lane(last));
});

test('of two values that follow each other, what one became by the other does not come back', () => {
  const [one, other] = [signal(0), signal(0)];
  const side = (own: typeof one, partner: (value: number) => number | undefined) => ({
    value: () => own.value,
    set: (value: number) => {
      own.value = value;
    },
    partner,
  });
  // Not each other's inverse: it would run away if it came back.
  const both = mirror([side(one, (value) => (value > 50 ? undefined : value + 1)), side(other, (value) => value + 1)]);
  one.value = 3;
  assert.deepEqual([one.value, other.value], [3, 4]);
  other.value = 9;
  assert.deepEqual([one.value, other.value], [10, 9]);
  one.value = 60;
  assert.deepEqual([one.value, other.value], [60, 9], 'it has no partner');
  both.set([7, 20]);
  assert.deepEqual([one.value, other.value], [7, 20]);
  both.stop();
  one.value = 1;
  assert.equal(other.value, 20);
});

test('a receive is lifted out with the way from its send, since the last thing that is in both', () => {
  const [a, b] = [run(), run({ pids: 1000, first: 'bob' })];
  const diff = diffData(a, b);
  const step = diff.differences[diff.first]!.a! - 1;
  assert.equal(a.type(step), 'receive');
  const { spans, hops, events, fadeRest } = emphasisOf(a, [step], partners(a, diff, 'first'), []);
  assert.deepEqual(hops, [{ from: a.messages.sendStep(a.message(step)), to: step }]);
  assert.equal(spans[0]!.to, step);
  assert.ok(spans[0]!.from < step);
  assert.deepEqual([events, fadeRest], [[step], true]);
});
