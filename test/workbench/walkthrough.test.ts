/** The walkthrough from start to end: each of its five steps does what it says, and is then marked as done. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  clicked,
  clickUntil,
  command,
  eventually,
  pane,
  rows,
  runButton,
  showSidebar,
  textOf,
  webview,
} from './driving.js';
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
    await t.test('a sample is opened', () => openSample(page));
    await t.test('it is run by its button', () => run(page));
    await t.test('its events are stepped through', () => stepThrough(page));
    await t.test('its recording is opened again', () => reopen(page));
    await t.test('the settings are opened', () => openSettings(page));
    await page.screenshot({ path: `${screenshots}/walkthrough-done.png` });
  } catch (error) {
    await (await workbench.page()).screenshot({ path: `${screenshots}/failed-walkthrough.png` });
    throw error;
  } finally {
    await workbench.close();
  }
});

async function open(page: Page): Promise<void> {
  const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  // The list closes where something that is still being shown takes the focus.
  for (let tries = 0; tries < 5; tries++) {
    await command(page, 'Welcome: Open Walkthrough...');
    if (await clicked(choice)) break;
  }
  await page.locator('.getting-started-step').first().waitFor();
  await eventually(
    () => page.locator('.getting-started-step').count(),
    (count) => count === 5,
    'five steps',
  );
}

const checkbox = (page: Page, id: string): Locator => page.locator(`[data-done-step-id$="#firstMinutes#${id}"]`);

/** Comes back to the walkthrough by its name, as its tab alone comes back with all its buttons disabled, and shows one step. */
async function expand(page: Page, id: string): Promise<Locator> {
  await open(page);
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
  const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: sample }).first();
  for (let tries = 0; tries < 5; tries++) {
    await clickUntil(shown.getByRole('button', { name: 'Open a Sample' }), () => choice.isVisible(), 'the samples');
    if (await clicked(choice)) break;
  }
  await page.locator(`.tab.active[data-resource-name="${sample}"]`).first().waitFor();
  await expand(page, 'sample');
  await isDone(page, 'sample');
}

async function run(page: Page): Promise<void> {
  await page.locator(`.tab[data-resource-name="${sample}"]`).first().click();
  await runButton(page).click();
  await eventually(
    () => textOf(pane(page, 'Processes').locator('.pane-header')),
    (text) => text.includes('exit code 0'),
    'the end of the run',
  );
  await expand(page, 'run');
  await isDone(page, 'run');
}

async function stepThrough(page: Page): Promise<void> {
  const shown = await expand(page, 'step');
  await shown.getByRole('button', { name: 'Step Back' }).click();
  await eventually(
    () => webview(page).locator('.step-input').inputValue(),
    (step) => Number(step) > 0,
    'the step in the panel',
  );
  await expand(page, 'step');
  await isDone(page, 'step');
}

async function reopen(page: Page): Promise<void> {
  await eventually(
    () => rows(page, 'Recordings'),
    (all) => all.length === 1,
    'one recording',
  );
  await pane(page, 'Recordings').locator('.monaco-list-row').first().click();
  await page.locator('.tab.active', { hasText: '.pvrec' }).waitFor();
  await expand(page, 'recordings');
  await isDone(page, 'recordings');
}

async function openSettings(page: Page): Promise<void> {
  const shown = await expand(page, 'own');
  await shown.getByRole('button', { name: 'Open Settings' }).click();
  await page.locator('.settings-editor').waitFor();
  await page
    .locator('.settings-editor', { hasText: 'processView' })
    .or(page.locator('.settings-editor', { hasText: 'Process View' }))
    .first()
    .waitFor();
  await closeSettings(page);
  await expand(page, 'own');
  await isDone(page, 'own');
}

/** They stand before the window, and take its keys. */
async function closeSettings(page: Page): Promise<void> {
  await eventually(
    async () => {
      await page.keyboard.press('Escape');
      return page.locator('.settings-editor').count();
    },
    (count) => count === 0,
    'the settings are closed',
  );
}
