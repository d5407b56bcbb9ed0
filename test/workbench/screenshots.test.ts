/** How it looks: the whole window in a light, a dark and both high-contrast themes, narrow, middling and wide. Kept for the README. */
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  command,
  eventually,
  openFile,
  reloadWindow,
  rows,
  runButton,
  showSidebar,
  textOf,
  untilKept,
  webview,
} from './driving.js';
import { sampleFolder, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const themes = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};
const script = 'fork-and-talk.ts';

test('the window in every theme and width', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools);
  const folder = sampleFolder(workbench.home);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await showSidebar(page);
    await openFile(page, script);
    await runButton(page).click();
    await eventually(
      () => rows(page, 'Processes'),
      (all) => all.filter(({ label }) => /ended/.test(label)).length === 3,
      'the end',
    );
    await eventually(
      () => textOf(webview(page).locator('.log')),
      (text) => text.includes('child-exit'),
      'the log',
    );
    await command(page, 'View: Toggle Panel Visibility');
    await webview(page).locator('.step-input').fill('12');
    await webview(page).locator('.step-input').press('Enter');
    await inEachTheme(workbench, page);
  } finally {
    await workbench.close();
  }
});

const themeClass: Record<string, string> = {
  light: 'vs',
  dark: 'vs-dark',
  'high-contrast': 'hc-black',
  'high-contrast-light': 'hc-light',
};

async function inEachTheme(workbench: Workbench, page: Page): Promise<void> {
  for (const [name, theme] of Object.entries(themes)) {
    workbench.setSettings({ 'workbench.colorTheme': theme });
    await untilKept(page, 12);
    await reloadWindow(page); // The settings' file is read at the start alone.
    await page.locator(`.monaco-workbench.${themeClass[name]}`).waitFor({ timeout: 60_000 });
    await webview(page).locator('.log').waitFor({ timeout: 60_000 });
    for (const width of [1600, 900]) await take(page, name, width);
    // Where there is room for one thing only, a person gives it to the panel.
    await command(page, 'View: Toggle Primary Side Bar Visibility');
    await take(page, name, 480);
    await page.setViewportSize({ width: 1280, height: 900 });
    await command(page, 'View: Toggle Primary Side Bar Visibility');
  }
}

/** Two frames after the size has changed everything has been drawn anew. */
async function take(page: Page, name: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await webview(page).locator('.log').waitFor();
  await new Promise((drawn) => setTimeout(drawn, 500));
  await page.screenshot({ path: `${screenshots}/${name}-${width}.png` });
}
