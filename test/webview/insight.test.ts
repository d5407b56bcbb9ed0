/** The diagnosis in a real browser: what is wrong as sentences with links, each channel's account, the critical path, what time went to. */
import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { complaints } from './complaints.js';
import { hanging } from './hanging.js';
import { atStep, closeBrowser, openPanel, skip, stepOf } from './panel.js';
import { story } from './recordings.js';
import { themes, wearTheme } from './themes.js';

after(closeBrowser);

const wrong = hanging().bytes();
const fine = story().bytes();

/** The panel with the diagnosis in front. */
async function diagnosis(page: Page): Promise<void> {
  await page.keyboard.press('e');
  await page.waitForSelector('.diagnosis h2');
}

test('a badge counts the findings and leads to them; the sentence names processes, channel and lines', {
  skip,
}, async () => {
  await using panel = await openPanel(wrong);
  const { page } = panel;
  await page.click('.findings-badge');
  assert.equal(await page.getAttribute('.findings-badge', 'aria-label'), 'Diagnosis: 4 findings');
  await page.waitForSelector('[role=tab][aria-selected=true]:has-text("Diagnosis")');
  const hang = page.locator('section[aria-label="Why it hangs"] .sentence');
  assert.match(
    (await hang.textContent()) ?? '',
    /^main \(join\.ts:14\) waits for worker-1 to end; worker-1 \(join\.ts:19\) waits for room in orders \(full, 3 of 3\)/,
  );
  await hang
    .locator('button', { hasText: /^worker-1$/ })
    .first()
    .click();
  await page.waitForSelector('.tree-row[aria-selected=true]:has-text("worker-1")');
  await hang
    .locator('button', { hasText: /^orders$/ })
    .first()
    .click();
  assert.equal(await page.inputValue('#filter'), 'channel:queue/1');
  const text = (await page.textContent('.diagnosis')) ?? '';
  assert.match(text, /ipc 120: of 3 messages sent, 2 were lost, as deaf had ended at 0\.120 s/);
  assert.match(text, /At least, as not everything is known/);
  assert.match(text, /deaf ended and nobody had joined it/);
  assert.match(text, /count\.py is blind: it is not Node/);
  assert.match(text, /1 event is missing/);
  assert.deepEqual(panel.problems, []);
});

test('a hang is lifted out of the picture at its step with its culprit, and Escape puts it back', {
  skip,
}, async () => {
  await using panel = await openPanel(wrong);
  const { page } = panel;
  await page.keyboard.press('Home');
  await diagnosis(page);
  const before = await canvas(page);
  await page.click('section[aria-label="Why it hangs"] .show');
  await page.waitForSelector('.show[aria-pressed=true]');
  await page.waitForSelector('.tree-row[aria-selected=true]:has-text("main")');
  assert.ok((await stepOf(page)) > 20);
  assert.notEqual(await canvas(page), before);
  await page.keyboard.press('Escape');
  await page.waitForSelector('section[aria-label="Why it hangs"] .show[aria-pressed=false]');
  assert.deepEqual(panel.problems, []);
});

/** What the lanes look like. */
const canvas = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLCanvasElement>('.lanes canvas')!.toDataURL());

test('at an earlier step it says who stands still there', { skip }, async () => {
  await using panel = await openPanel(wrong);
  const { page } = panel;
  await diagnosis(page);
  await page.keyboard.press('Home');
  await page.waitForSelector('section[aria-label="At step 1"]:has-text("Everybody can go on.")');
  await page.fill('.step-input', '16');
  await page.keyboard.press('Enter');
  await page.waitForSelector('section[aria-label="At step 16"] .sentence:has-text("main (join.ts:14) waits")');
  assert.deepEqual(panel.problems, []);
});

test('lost messages are text and lead to where they were sent', { skip }, async () => {
  await using panel = await openPanel(hanging({ name: '<b onclick=alert(1)>\ue0000\ue001x\ue002' }).bytes());
  const { page } = panel;
  await diagnosis(page);
  await page.click('summary:has-text("2 lost messages")');
  const lost = page.locator('li:has-text("ipc 120") .lost button').first();
  assert.match((await lost.textContent()) ?? '', /#\d+ main → deaf <img src=x onerror=/);
  await lost.click();
  await page.waitForSelector('.log-row[aria-selected=true]:has-text("<img")');
  assert.equal(await page.locator('#app img, #app b').count(), 0);
  assert.match(
    (await page.textContent('section[aria-label="Why it hangs"]')) ?? '',
    /main \(join\.ts:14\) waits for <b onclick/,
  );
  assert.deepEqual(panel.problems, []);
});

test('the channels: sorted by any column, "at least" where not all is known, filtered by with the keyboard', {
  skip,
}, async () => {
  await using panel = await openPanel(wrong);
  const { page } = panel;
  await page.click('[role=tab]:has-text("Channels")');
  const grid = page.locator('.channels');
  await grid.waitFor();
  const first = () => grid.locator('.log-row').first().textContent();
  assert.match((await first()) ?? '', /^orders≥ 3≥ 003≥ 33 B/);
  await grid.locator('.head-button:has-text("Channel")').click();
  assert.match((await first()) ?? '', /^ipc\/12031/);
  await grid.locator('.head-button:has-text("Lost")').press('Enter');
  await grid.locator('.head-button:has-text("Lost")').press('Enter');
  await page.waitForSelector('.channels [aria-sort=descending]:has-text("Lost")');
  assert.match((await first()) ?? '', /^orders.*3: everybody who could receive it had ended/);
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await page.inputValue('#filter'), 'channel:ipc/120');
  await page.keyboard.press('Enter');
  assert.equal(await page.inputValue('#filter'), '');
  assert.deepEqual(panel.problems, []);
});

test('the critical path is shown, walked along by keys, and taken out again', { skip }, async () => {
  await using panel = await openPanel(fine);
  const { page } = panel;
  await diagnosis(page);
  await page.keyboard.press('p');
  await page.waitForSelector('.path-bar [aria-pressed=true]');
  await page.waitForSelector('.shares-bar');
  await page.keyboard.press(']');
  await page.waitForSelector('.path [aria-current=step]');
  const step = await stepOf(page);
  await page.keyboard.press(']');
  await page.waitForFunction((n) => Number(document.querySelector<HTMLInputElement>('.step-input')!.value) > n, step);
  await page.keyboard.press('[');
  await atStep(page, step);
  await page.keyboard.press('p');
  await page.waitForSelector('.path-bar [aria-pressed=false]');
  assert.deepEqual(panel.problems, []);
});

test('details split a message’s time, and say what a process spends its life on', { skip }, async () => {
  await using panel = await openPanel(fine);
  const { page } = panel;
  await page.click('[role=radio]:has-text("Messages")');
  await page.click('.log-row:has-text("book 2")');
  await page.waitForSelector('.inspector .shares li:has-text("waiting until it was asked for 8 ms")');
  await page.click('.tree-row:has-text("consumer-1")');
  await page.waitForSelector('.inspector h2:has-text("How it spends its time")');
  await page.waitForSelector('.inspector .sentence:has-text("consumer-1 is")');
  assert.deepEqual(panel.problems, []);
});

test('a run that stands still says so while it is live', { skip }, async () => {
  await using panel = await openPanel(hanging({ killed: false }).bytes());
  const { page } = panel;
  // A run writes every second; a file that stands still for long belongs to a run that is over.
  const alive = setInterval(() => utimesSync(panel.file, new Date(), new Date()), 1000);
  using _ = { [Symbol.dispose]: () => clearInterval(alive) };
  await page.waitForSelector('.hang-notice:has-text("Seems to hang: main (join.ts:14) waits for worker-1")');
  assert.match((await page.textContent('[role=status]')) ?? '', /main \(join\.ts:14\) waits for worker-1/);
  assert.deepEqual(await complaints(page), []);
  await page.click('.hang-notice > .link');
  await page.waitForSelector('section[aria-label="Why it hangs"]');
});

test('axe-core finds nothing in it, wide and narrow, in every theme; nothing sticks out at 400 px', {
  skip,
}, async () => {
  await using panel = await openPanel(wrong);
  const { page } = panel;
  await diagnosis(page);
  await page.keyboard.press('p');
  await page.keyboard.press(']');
  await page.waitForSelector('.path [aria-current=step]');
  await page.click('[role=tab]:has-text("Channels")');
  await page.waitForSelector('.channels .log-row');
  for (const theme of themes) {
    await page.evaluate(wearTheme, theme);
    assert.deepEqual(await complaints(page), [], theme.name);
  }
  await page.setViewportSize({ width: 400, height: 760 });
  for (const tab of ['Diagnosis', 'Channels']) {
    await page.click(`.below [role=tab]:has-text("${tab}")`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 400, tab);
    assert.deepEqual(await complaints(page), [], `${tab}, narrow`);
  }
  assert.deepEqual(panel.problems, []);
});

test('in Chinese', { skip }, async () => {
  await using panel = await openPanel(wrong, { language: 'zh-CN' });
  const { page } = panel;
  await diagnosis(page);
  assert.equal(await page.getAttribute('.findings-badge', 'aria-label'), '诊断：4 项发现');
  await page.waitForSelector('section[aria-label="为什么卡住"] .sentence:has-text("在等待 worker-1 结束")');
  const texts = await page.locator('.diagnosis h2, .diagnosis button:not(.link), .diagnosis summary').allTextContents();
  assert.deepEqual(
    texts.filter((text) => /[a-z]{3}/i.test(text)),
    [],
  );
});
