/** Every key of the map does in a real browser what the map says. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { nextStep, openRecording, type StepBy } from '../../src/recording/index.js';
import { keyMap } from '../../src/webview/keys.js';
import { twoAnswers } from './compare-runs.js';
import { atStep, closeBrowser, openPanel, skip, stepOf } from './panel.js';
import { story } from './recordings.js';

after(closeBrowser);

const bytes = story().bytes();
const recording = openRecording(bytes);
const last = recording.length;

/** The step, from 1, that the model says comes next; samples are passed over, as in the log. */
function expected(from: number, direction: 1 | -1, by: StepBy): number {
  let step = nextStep(recording, from - 1, direction, by);
  while (step >= 0 && recording.type(step) === 'sample') step = nextStep(recording, step, direction, by);
  return step + 1;
}

/** A send in the middle, on a channel and in a conversation that go on. */
const middle = nextStep(recording, 40, 1, { by: 'message' }) + 1;

async function goTo(page: Page, step: number): Promise<void> {
  await page.fill('.step-input', String(step));
  await page.keyboard.press('Enter');
  await page.locator('.log').focus();
  await atStep(page, step);
}

const steppers: [key: string, direction: 1 | -1, by: (step: number) => StepBy][] = [
  ['ArrowRight', 1, () => ({ by: 'message' })],
  ['ArrowLeft', -1, () => ({ by: 'message' })],
  ['Control+ArrowRight', 1, (step) => ({ by: 'process', process: recording.process(step) })],
  ['Control+ArrowLeft', -1, (step) => ({ by: 'process', process: recording.process(step) })],
  ['Shift+ArrowRight', 1, (step) => ({ by: 'channel', channel: recording.channel(step) })],
  ['Shift+ArrowLeft', -1, (step) => ({ by: 'channel', channel: recording.channel(step) })],
  ['Alt+Shift+ArrowRight', 1, (step) => ({ by: 'conversation', message: recording.message(step) })],
  ['Alt+Shift+ArrowLeft', -1, (step) => ({ by: 'conversation', message: recording.message(step) })],
  ['F10', 1, () => ({ by: 'event' })],
  ['Alt+F10', -1, () => ({ by: 'event' })],
  ['F8', 1, () => ({ by: 'error' })],
];

test('the keys of the stepper go where the model says', { skip }, async () => {
  await using panel = await openPanel(bytes);
  const { page } = panel;
  for (const [key, direction, by] of steppers) {
    await goTo(page, middle);
    await page.keyboard.press(key);
    const wanted = expected(middle, direction, by(middle - 1));
    await atStep(page, wanted).catch(async () => assert.fail(`${key}: at ${await stepOf(page)}, wanted ${wanted}`));
  }
  await goTo(page, last);
  await page.keyboard.press('Shift+F8');
  await atStep(page, expected(last, -1, { by: 'error' }));
  assert.deepEqual(panel.problems, []);
});

test('Home, End, PageUp and PageDown', { skip }, async () => {
  await using panel = await openPanel(bytes);
  const { page } = panel;
  for (const [key, step] of [
    ['Home', 1],
    ['PageDown', Math.min(101, last)],
    ['PageUp', Math.max(1, Math.min(101, last) - 100)],
    ['End', last],
  ] as const) {
    await page.keyboard.press(key);
    await atStep(page, step);
  }
});

test('the keys of the picture zoom, pan, fit, and change the scale', { skip }, async () => {
  await using panel = await openPanel(bytes);
  const { page } = panel;
  const range = () => kept(page, 'range');
  await page.keyboard.press('w');
  const near = await changed(range, undefined);
  await page.keyboard.press('s');
  const far = await changed(range, near);
  assert.ok(length(far) > length(near), 's zooms out');
  await page.keyboard.press('+');
  const plus = await changed(range, far);
  assert.ok(length(plus) < length(far), '+ zooms in');
  await page.keyboard.press('a');
  const left = await changed(range, plus);
  assert.ok(left[0] < plus[0], 'a pans to the left');
  await page.keyboard.press('d');
  const right = await changed(range, left);
  assert.ok(right[0] > left[0], 'd pans to the right');
  await page.keyboard.press('-');
  assert.ok(length(await changed(range, right)) > length(right), '- zooms out');
  await page.keyboard.press('0');
  await until(async () => (await range()) === undefined);
  await page.keyboard.press('l');
  await until(async () => (await kept(page, 'scale')) === 'order');
  await goTo(page, middle);
  await page.keyboard.press('z');
  assert.ok(length((await changed(range, undefined)) as [number, number]) < last, 'z zooms to the message');
});

test('the other keys', { skip }, async () => {
  await using panel = await openPanel(bytes);
  const { page } = panel;
  await goTo(page, middle);
  await page.keyboard.press('c');
  await page.waitForSelector('.log-row.faded');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.log-row.faded', { state: 'detached' });
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector('.tree-row[aria-selected=true]:has-text("main")');
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector('.tree-row[aria-selected=true]:has-text("producer")');
  await page.keyboard.press('ArrowUp');
  await page.waitForSelector('.tree-row[aria-selected=true]:has-text("main")');
  await page.keyboard.press('Alt+ArrowLeft');
  await page.waitForSelector('.tree-row:has-text("producer")', { state: 'detached' });
  await page.keyboard.press('Alt+ArrowRight');
  await page.waitForSelector('.tree-row:has-text("producer")');
  await page.keyboard.press('i');
  await page.waitForSelector('.inspector', { state: 'detached' });
  await page.keyboard.press('i');
  await page.waitForSelector('.inspector');
  await page.keyboard.press('f');
  await atStep(page, last);
  await page.keyboard.press('g');
  await page.waitForFunction(() => document.activeElement?.classList.contains('time-input'));
  await page.keyboard.press('Escape');
  await page.locator('.log').focus();
  for (const key of ['Control+f', '/']) {
    await page.keyboard.press(key);
    await page.waitForFunction(() => document.activeElement?.id === 'filter');
    await page.locator('.log').focus();
  }
  assert.deepEqual(panel.problems, []);
});

test('Space plays and pauses; . and , change the speed', { skip }, async () => {
  await using panel = await openPanel(bytes);
  const { page } = panel;
  await page.keyboard.press('Home');
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  await page.waitForFunction(() => document.querySelector('select')?.value === '0.25');
  await page.keyboard.press('.');
  await page.waitForFunction(() => document.querySelector('select')?.value === '0.5');
  await page.keyboard.press(' ');
  await page.waitForSelector('button[aria-label=Pause]');
  await page.keyboard.press(' ');
  await page.waitForSelector('button[aria-label=Play]');
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  // It ends by itself at the end of a finished recording.
  await atStep(page, last);
  await page.waitForSelector('button[aria-label=Play]');
});

test('E shows the diagnosis, P the critical path, ] and [ walk along it', { skip }, async () => {
  await using panel = await openPanel(bytes);
  const { page } = panel;
  await page.keyboard.press('e');
  await page.waitForSelector('[role=tab][aria-selected=true]:has-text("Diagnosis")');
  await page.keyboard.press('p');
  await page.waitForSelector('.path-bar [aria-pressed=true]');
  const spans = page.locator('.path > li');
  const standsAt = (span: number) =>
    page.waitForFunction(
      (index) => document.querySelectorAll('.path > li')[index]?.querySelector('[aria-current=step]') !== null,
      span,
    );
  assert.ok((await spans.count()) > 2, `${await spans.count()} spans`);
  for (const [key, span] of [
    [']', 0],
    [']', 1],
    ['[', 0],
  ] as const) {
    await page.keyboard.press(key);
    await standsAt(span);
  }
  await page.keyboard.press('p');
  await page.waitForSelector('.path-bar [aria-pressed=false]');
  assert.deepEqual(panel.problems, []);
});

test('N and F7 go to the next difference of two runs, B and Shift+F7 back', { skip }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'process-view-keys-'));
  using _ = { [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
  const [one, other] = ['one.pvrec', 'other.pvrec'].map((name) => path.join(folder, name)) as [string, string];
  writeFileSync(one, twoAnswers());
  writeFileSync(other, twoAnswers({ pids: 1000, first: 'bob', last: 'good-bye' }));
  await using panel = await openPanel(one, { other, ready: '.difference[aria-current=true]' });
  const { page } = panel;
  const standsAt = (index: number) =>
    page.waitForFunction((at) => document.querySelectorAll('.difference')[at]?.ariaCurrent === 'true', index);
  await page.locator('.difference').first().click();
  await standsAt(0);
  await page.locator('.log').first().focus();
  for (const [key, index] of [
    ['n', 1],
    ['b', 0],
    ['F7', 1],
    ['Shift+F7', 0],
  ] as const) {
    await page.keyboard.press(key);
    await standsAt(index);
  }
  assert.deepEqual(panel.problems, []);
});

test('Ctrl+C copies the row', { skip }, async () => {
  await using panel = await openPanel(bytes);
  const { page } = panel;
  await goTo(page, middle);
  await page.keyboard.press('Control+c');
  await until(async () => (await page.evaluate(() => navigator.clipboard.readText())).includes('\t'));
});

test('every key of the map is a command that runs', { skip }, async () => {
  await using panel = await openPanel(bytes);
  const { page } = panel;
  for (const key of Object.keys(keyMap)) {
    if (keyMap[key]?.startsWith('openSource')) continue;
    await page.locator('.log').focus();
    await page.keyboard.press(key.replace('Ctrl+', 'Control+').replace(/^ $/, 'Space'));
  }
  assert.deepEqual(panel.problems, []);
});

type Range = [number, number];
const length = ([from, to]: Range): number => to - from;

/** A field of the state that the page has kept. */
function kept(page: Page, field: string) {
  return page.evaluate((name) => {
    const key = Object.keys(localStorage).find((k) => k.startsWith('process-view:'));
    return key ? JSON.parse(localStorage.getItem(key) ?? '{}')[name] : undefined;
  }, field);
}

async function changed(read: () => Promise<Range | undefined>, before: Range | undefined): Promise<Range> {
  let now = await read();
  await until(async () => {
    now = await read();
    return now !== undefined && JSON.stringify(now) !== JSON.stringify(before);
  });
  return now!;
}

/** Wait for the thing, not for a time; a test that waits for ever fails by its own limit. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 8000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Never came true: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
