/** The arithmetic of the panel: axis, scrolling, playing, typed times, keys, the wheel. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRecording } from '../../src/recording/index.js';
import { bytes, duration } from '../../src/webview/format.js';
import { commandOf, keysOf } from '../../src/webview/keys.js';
import { fitting, fromX, limitsOf, niceTicks, panned, toX, zoomed } from '../../src/webview/layout/axis.js';
import { besideIn } from '../../src/webview/layout/log-steps.js';
import { scrollHeight, scrollTopFor, TALLEST, topPixel, topToShow } from '../../src/webview/layout/scroll.js';
import { parseTime } from '../../src/webview/parse-time.js';
import { shown } from '../../src/webview/parts/payload.js';
import { wheelIntent } from '../../src/webview/parts/wheel.js';
import { playedByClock, playedInOrder, speedBeside } from '../../src/webview/player.js';
import { story } from './recordings.js';

const recording = openRecording(story().bytes());

test('a place goes to a pixel and back', () => {
  const axis = { from: 100, to: 300, width: 1000 };
  assert.equal(toX(axis, 150), 250);
  assert.equal(fromX(axis, toX(axis, 277)), 277);
});

test('zooming keeps the place under the pointer, and ends at the limits', () => {
  const limits = limitsOf(0, 1000, 10);
  const [from, to] = zoomed([0, 1000], 300, 0.5, limits);
  assert.equal((300 - from) / (to - from), 0.3);
  const [near, far] = zoomed([0, 1000], 300, 1e-9, limits);
  assert.ok(Math.abs(far - near - 10) < 1e-9);
  const [a, b] = zoomed([100, 200], 150, 1e9, limits);
  assert.deepEqual([a, b], [...fitting(limits)]);
});

test('panning does not leave the run', () => {
  const limits = limitsOf(0, 1000, 10);
  assert.equal(panned([0, 100], -1e6, limits)[0], fitting(limits)[0]);
  assert.equal(panned([0, 100], 1e6, limits)[1], fitting(limits)[1]);
});

test('ticks are round and about as far apart as asked', () => {
  const { step, ticks } = niceTicks({ from: 0, to: 1234, width: 1000 }, 100);
  assert.equal(step, 200);
  assert.deepEqual(ticks, [0, 200, 400, 600, 800, 1000, 1200]);
});

test('a list of ten million rows reaches its last row, and every row between', () => {
  const [rows, tall, viewport] = [10_000_000, 22, 400];
  assert.equal(scrollHeight(rows, tall), TALLEST);
  assert.equal(topPixel(TALLEST - viewport, rows, tall, viewport), rows * tall - viewport);
  for (const row of [0, 1, 777_777, 5_000_000, rows - 1]) {
    const top = topToShow(row, 0, tall, viewport);
    const pixel = topPixel(scrollTopFor(top, rows, tall, viewport), rows, tall, viewport);
    assert.ok(Math.abs(pixel - Math.min(top, rows * tall - viewport)) < 1, `row ${row}`);
  }
});

test('a row that is in sight does not move the list', () => {
  assert.equal(topToShow(5, 50, 22, 400), 50);
});

test('times as people type them', () => {
  const cases: [string, number | undefined][] = [
    ['1.5', 1.5e6],
    ['1,5 s', 1.5e6],
    ['340ms', 340e3],
    ['12us', 12],
    ['12 µs', 12],
    ['2m 5s', 125e6],
    ['', undefined],
    ['soon', undefined],
    ['5 parsecs', undefined],
  ];
  for (const [text, time] of cases) assert.equal(parseTime(text), time, text);
});

test('playing by the clock takes as long as the run took, and longest two seconds between two steps', () => {
  let position = { step: -1, past: 0 };
  for (let i = 0; i < 100 && position.step < recording.length - 1; i++)
    position = playedByClock(recording, position, 10, 1);
  assert.equal(position.step, recording.length - 1);
  assert.equal(
    playedByClock(recording, { step: -1, past: 0 }, 100, 1).step,
    playedByClock(recording, { step: -1, past: 0 }, 50, 2).step,
  );
});

test('playing in order is even', () => {
  assert.deepEqual(playedInOrder(100, { step: 0, past: 0 }, 1000, 1), { step: 4, past: 0 });
  assert.equal(playedInOrder(100, { step: 0, past: 0 }, 1000, 16).step, 64);
  assert.equal(playedInOrder(10, { step: 8, past: 0 }, 10_000, 1).step, 9);
});

test('speeds go from a quarter to sixteen', () => {
  assert.equal(speedBeside(1, 1), 2);
  assert.equal(speedBeside(16, 1), 16);
  assert.equal(speedBeside(0.25, -1), 0.25);
});

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('keys by what is held', () => {
  assert.equal(commandOf(press('ArrowRight')), 'nextMessage');
  assert.equal(commandOf(press('ArrowRight', { metaKey: true })), 'nextInProcess');
  assert.equal(commandOf(press('F8', { shiftKey: true })), 'previousError');
  assert.equal(commandOf(press('+', { shiftKey: true })), 'zoomIn');
  assert.equal(commandOf(press('F10', { altKey: true })), 'stepBack');
  assert.equal(commandOf(press('q')), undefined);
  assert.equal(commandOf(press('constructor')), undefined);
  assert.equal(keysOf('togglePlay'), 'Space');
});

test('the wheel: a pinch zooms, sideways pans, up and down scrolls only where there is something to scroll', () => {
  const turn = { deltaX: 0, deltaY: 100, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false };
  assert.equal(wheelIntent({ ...turn, ctrlKey: true }, true).kind, 'zoom');
  assert.equal(wheelIntent(turn, true).kind, 'scroll');
  assert.equal(wheelIntent(turn, false).kind, 'zoom');
  assert.equal(wheelIntent({ ...turn, deltaX: 200 }, true).kind, 'pan');
});

test('lengths and sizes as a person would say them', () => {
  assert.deepEqual([0.4, 340, 1250, 3.4e6, 125e6].map(duration), ['0.4 µs', '340 µs', '1.25 ms', '3.4 s', '2 min 5 s']);
  assert.deepEqual([12, 1500, 3_200_000].map(bytes), ['12 B', '1.5 kB', '3.2 MB']);
});

test('what cannot be seen in a text is made to be seen', () => {
  assert.equal(shown('a\u0000b\u202ec\ud800d\ne'), 'a⟨0000⟩b⟨202E⟩c⟨D800⟩d\ne');
});

test('the nearest of some steps, after and before', () => {
  const steps = Uint32Array.of(2, 5, 9);
  const cases: [step: number, direction: 1 | -1, wanted: number][] = [
    [-1, 1, 2],
    [2, 1, 5],
    [3, 1, 5],
    [9, 1, -1],
    [9, -1, 5],
    [3, -1, 2],
    [2, -1, -1],
  ];
  for (const [step, direction, wanted] of cases)
    assert.equal(besideIn(steps, step, direction), wanted, `${step} ${direction}`);
});
