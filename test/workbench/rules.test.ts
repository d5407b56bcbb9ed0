/** Files of rules in the Test Explorer: a run of them holds the script to them, and a broken one shows its step in the panel. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { command, eventually, openFile, textOf, webview } from './driving.js';
import { sampleFolder, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const rules = `# of the script beside it
count(receive to main) == 6
every send is received
count(receive to main) == 5
`;

test('The Test Explorer, in a real workbench', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools);
  const folder = sampleFolder(workbench.home);
  writeFileSync(path.join(folder, 'fork-and-talk.rules'), rules);
  writeFileSync(path.join(folder, 'nobody.rules'), 'no hang\n'); // About nothing that is there: none of ours.
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await t.test('each rule is a test', () => areListed(page));
    await t.test('two hold and one is broken', () => areRun(page));
    await t.test('the broken one shows its step in the panel', () => showsStep(page));
    await t.test('what could be typed next is offered', () => completes(page));
  } catch (error) {
    await (await workbench.page()).screenshot({ path: `${screenshots}/failed-rules.png` });
    throw error;
  } finally {
    await workbench.close();
  }
});

const items = (page: Page): Promise<string[]> =>
  page
    .locator('.test-explorer .monaco-list-row')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));

async function areListed(page: Page): Promise<void> {
  await page.locator('.activitybar .action-item:has([aria-label^="Testing"])').click();
  await page.locator('.test-explorer .monaco-list-row', { hasText: 'fork-and-talk.rules' }).first().click();
  await page.keyboard.press('ArrowRight');
  await eventually(
    () => items(page),
    (labels) =>
      labels.filter((label) => /^(count|every)/.test(label)).length === 3 && !labels.some((l) => /nobody/.test(l)),
    'three tests',
  );
}

async function areRun(page: Page): Promise<void> {
  await command(page, 'Test: Run All Tests');
  await eventually(
    () => items(page),
    (labels) =>
      labels.filter((label) => /Passed/.test(label)).length === 2 &&
      labels.some((label) => /== 5 \(?.*Failed/.test(label)),
    'two passed, one failed',
  );
  await page.screenshot({ path: `${screenshots}/test-explorer.png` });
}

/** The panel stands at a receive by main: what the count was wrong about. */
async function showsStep(page: Page): Promise<void> {
  await eventually(
    () => textOf(webview(page).locator('.log [aria-selected="true"]').first()),
    (text) => /receive/.test(text) && /main/.test(text),
    'the step of the breach',
  );
}

async function completes(page: Page): Promise<void> {
  await openFile(page, 'fork-and-talk.rules');
  await page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('no ');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row', { hasText: 'hang' }).first().waitFor();
  await page.keyboard.press('Escape');
}
