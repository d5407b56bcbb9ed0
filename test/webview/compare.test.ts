/** Two runs side by side in a real browser: what differs is said and marked in both, and the one follows where the other goes. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type HowItRan, twoAnswers } from './compare-runs.js';
import { complaints } from './complaints.js';
import { atStep, closeBrowser, openPanel, type PanelOptions, skip, stepOf } from './panel.js';
import { themes, wearTheme } from './themes.js';

const folder = mkdtempSync(path.join(tmpdir(), 'process-view-compare-'));
after(async () => {
  await closeBrowser();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function fileOf(content: Buffer | string): string {
  const file = path.join(folder, `run-${++files}.pvrec`);
  writeFileSync(file, content);
  return file;
}

const compared = (second: HowItRan, options: PanelOptions = {}) =>
  openPanel(fileOf(twoAnswers()), {
    other: fileOf(twoAnswers({ pids: 1000, ...second })),
    ready: '.run .timeline >> nth=1',
    ...options,
  });

/** Wait until both runs stand at these steps. */
const bothAt = (page: Page, steps: [number, number]) =>
  page.waitForFunction(
    (wanted) =>
      Array.from(document.querySelectorAll('.run'), (run) =>
        Number(run.querySelector('.log-row[aria-selected=true] .cell-step')?.textContent),
      ).join() === wanted.join(),
    steps,
  );

const current = (page: Page) => page.textContent('.difference[aria-current=true]');

test('a race is said to be one, and both runs stand at it', { skip }, async () => {
  await using panel = await compared({ first: 'bob' });
  const { page } = panel;
  await page.waitForSelector('.difference[aria-current=true]');
  const text = (await current(page)) ?? '';
  assert.match(
    text,
    /^Race First difference: main: where the first run receives a message in .*ann.*, the second run first/,
  );
  assert.match(text, /both are legal/);
  assert.match((await page.textContent('.differences p')) ?? '', /^3 processes play the same part in both runs/);
  const [a, b] = [...text.matchAll(/\(step (\d+)/g)].map(([, step]) => Number(step));
  await bothAt(page, [a!, b!]);
  assert.deepEqual(await page.locator('.run h2').allTextContents(), [
    `First run: run-${files - 1}.pvrec · ${await localTime(page, '2026-11-24T09:00:00.000Z')}`,
    `Second run: run-${files}.pvrec · ${await localTime(page, '2026-11-25T10:30:00.000Z')}`,
  ]);
  assert.deepEqual(panel.problems, []);
});

const localTime = (page: Page, moment: string) =>
  page.evaluate(
    (at) => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'medium' }),
    moment,
  );

test('keys go to the next difference and back, also from the second run, and a screen reader hears it', {
  skip,
}, async () => {
  await using panel = await compared({ first: 'bob', last: 'good-bye' });
  const { page } = panel;
  await page.waitForSelector('.difference[aria-current=true]');
  const all = await page.locator('.difference').count();
  assert.ok(all >= 2, `${all} differences`);
  // What the program did otherwise comes before what a race did.
  assert.match((await current(page)) ?? '', /^Content First difference: .*thanks.*good-bye/);
  const at = await page.locator('.difference').evaluateAll((items) => items.findIndex((i) => i.ariaCurrent === 'true'));
  await page.keyboard.press('b');
  await page.waitForFunction(
    (index) => document.querySelectorAll('.difference')[index]!.ariaCurrent === 'true',
    at - 1,
  );
  assert.match((await page.textContent('[role=status]')) ?? '', new RegExp(`^Difference ${at} of ${all}: main: where`));
  await page.locator('.run').nth(1).locator('.log').focus();
  await page.keyboard.press('F7');
  await page.waitForFunction((index) => document.querySelectorAll('.difference')[index]!.ariaCurrent === 'true', at);
  for (let i = at; i < all; i++) await page.keyboard.press('n');
  await page.waitForSelector('[role=status]:has-text("No later difference.")', { state: 'attached' });
  await page.locator('.difference').first().click();
  await page.waitForFunction(() => document.querySelector('.difference')!.ariaCurrent === 'true');
  assert.deepEqual(panel.problems, []);
});

test('where one run goes the other follows, and who is selected in one is selected in the other', {
  skip,
}, async () => {
  await using panel = await compared({ first: 'bob' });
  const { page } = panel;
  await page.waitForSelector('.difference[aria-current=true]');
  await page.keyboard.press('End');
  await bothAt(page, await lastSteps(page));
  const [first, second] = [page.locator('.run').nth(0), page.locator('.run').nth(1)];
  await first.locator('.tree-row', { hasText: 'bob' }).click();
  await second.locator('.tree-row[aria-selected=true]', { hasText: 'bob' }).waitFor();
  await second.locator('.tree-row', { hasText: 'ann' }).click();
  await first.locator('.tree-row[aria-selected=true]', { hasText: 'ann' }).waitFor();
  // The second run's own keys.
  await second.locator('.log').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('F10');
  await bothAt(page, [2, 2]);
  assert.equal(await stepOf(page), 2);
  await page.fill('.step-input', '1');
  await page.keyboard.press('Enter');
  await atStep(page, 1);
  assert.deepEqual(panel.problems, []);
});

const lastSteps = (page: Page): Promise<[number, number]> =>
  page.evaluate(() => {
    const rows = Array.from(document.querySelectorAll('.run .log'), (log) => Number(log.ariaRowCount) - 1);
    return [rows[0]!, rows[1]!] as [number, number];
  });

test('the picture of the second run has its processes in the order of the first', { skip }, async () => {
  await using panel = await compared({ bobFirst: true });
  const { page } = panel;
  await page.waitForSelector('.difference[aria-current=true]');
  const rows = await page
    .locator('.run')
    .evaluateAll((runs) =>
      runs.map((run) => Array.from(run.querySelectorAll('.tree-row .name'), (name) => name.textContent)),
    );
  assert.deepEqual(rows[0], ['main', 'ann', 'bob']);
  assert.deepEqual(rows[1], rows[0]);
});

test('the same program twice, with other pids: it says that nothing differs', { skip }, async () => {
  await using panel = await compared({});
  const { page } = panel;
  await page.waitForSelector('.differences p:has-text("No difference, not even in the order across processes.")');
  assert.equal(await page.locator('.difference').count(), 0);
  await page.keyboard.press('n');
  await page.waitForSelector('[role=status]:has-text("There is no difference.")', { state: 'attached' });
  assert.deepEqual(panel.problems, []);
});

test('a second file that is no recording is told of, and the first run is still there', { skip }, async () => {
  await using panel = await openPanel(fileOf(twoAnswers()), { other: fileOf('nothing of the kind\n'), ready: '.run' });
  const { page } = panel;
  await page.waitForSelector(
    '.notice.problem:has-text("The second recording cannot be read: This is no Process View")',
  );
  await page.waitForSelector('.run .timeline');
});

for (const theme of themes)
  test(`it passes axe-core, and says all of it in Chinese too: ${theme.name}`, { skip }, async () => {
    await using panel = await compared({ first: 'bob', last: 'good-bye' }, { language: 'zh-CN' });
    const { page } = panel;
    await page.waitForSelector('.difference[aria-current=true]');
    await page.evaluate(wearTheme, theme);
    assert.deepEqual(await complaints(page), []);
    assert.match((await current(page)) ?? '', /^内容 第一处差异：.*第一次运行/);
    for (const width of [480, 900, 1600]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px in ${width}`);
    }
    const [first, second] = await page
      .locator('.run')
      .evaluateAll((runs) => runs.map((r) => r.getBoundingClientRect().width));
    assert.equal(first, second, 'one axis: both pictures are equally wide');
    assert.deepEqual(panel.problems, []);
  });
