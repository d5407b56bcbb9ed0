/** The walkthrough: its five steps stand there, and the first opens a sample next to it and is done. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { command, eventually, showSidebar } from './driving.js';
import { screenshots, toolsOrSkip, Workbench } from './workbench.js';

const sample = 'fork-and-talk.ts';
const title = 'See your first processes';

test('The walkthrough, in a real workbench', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools);
  const folder = path.join(workbench.home, 'empty');
  mkdirSync(folder);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await showSidebar(page);
    await open(page);
    await page.screenshot({ path: `${screenshots}/walkthrough.png` });
    await t.test('its first step opens a sample and is done', () => openSample(page));
  } catch (error) {
    await (await workbench.page()).screenshot({ path: `${screenshots}/failed-walkthrough.png` });
    throw error;
  } finally {
    await workbench.close();
  }
});

async function open(page: Page): Promise<void> {
  await command(page, 'Welcome: Open Walkthrough...');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  await page.locator('.getting-started-step').first().waitFor();
  await eventually(
    () => page.locator('.getting-started-step').count(),
    (count) => count === 5,
    'five steps',
  );
}

const checkbox = (page: Page, id: string): Locator => page.locator(`[data-done-step-id$="#firstMinutes#${id}"]`);

/** Comes back to the walkthrough and shows one step. */
async function expand(page: Page, id: string): Promise<Locator> {
  await page
    .locator('.tab', { hasText: /Welcome|Walkthrough/ })
    .first()
    .click();
  const shown = page.locator(`.getting-started-step[x-dispatch$="#firstMinutes#${id}"]`);
  await shown.waitFor();
  if (!(await shown.getAttribute('class'))?.includes('expanded')) await shown.locator('.step-title').click();
  return shown;
}

const isDone = (page: Page, id: string): Promise<unknown> =>
  eventually(
    () => checkbox(page, id).getAttribute('aria-checked'),
    (checked) => checked === 'true',
    `the step ${id} is done`,
  );

async function openSample(page: Page): Promise<void> {
  const shown = await expand(page, 'sample');
  await shown.getByRole('button', { name: 'Open a Sample' }).click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: sample }).first().click();
  await page.locator(`.tab.active[data-resource-name="${sample}"]`).first().waitFor();
  await expand(page, 'sample');
  await isDone(page, 'sample');
}
