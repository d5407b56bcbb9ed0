/** The whole in Chinese, in a real workbench: menus, views, panel and walkthrough, with pictures of each. */
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { clicked, command, eventually, filled, openFile, pane, rows, textOf, webview } from './driving.js';
import { sampleFolder, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const script = 'fork-and-talk.ts';
const title = '使用 Process View 运行';

test('The workbench in Chinese', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools, { language: 'zh-cn' });
  const folder = sampleFolder(workbench.home);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await t.test('the views and what they say before the first run', () => views(page));
    await t.test('the buttons and the menu of a script', () => menus(page));
    await t.test('a run, in the tree, the status bar and the panel', () => run(page));
    await t.test('the panel’s own menu', () => panelMenu(page));
    await t.test('the palette', () => palette(page));
    await t.test('the walkthrough', () => walkthrough(page));
    await t.test('the settings', () => settings(page));
  } catch (error) {
    await picture(await workbench.page(), 'failed-chinese');
    throw error;
  } finally {
    await workbench.close();
  }
});

const picture = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: `${screenshots}/${name}.png` });

async function says(shown: Locator, ...texts: string[]): Promise<void> {
  await eventually(
    () => textOf(shown),
    (text) => texts.every((wanted) => text.includes(wanted)),
    texts.join(', '),
  );
}

async function views(page: Page): Promise<void> {
  await page.locator('.activitybar .action-item:has([aria-label^="Process View"])').click();
  await pane(page, '记录').waitFor();
  await says(pane(page, '进程').locator('.welcome-view'), '谁启动了谁', title, '打开示例');
  await picture(page, 'chinese-views');
}

async function menus(page: Page): Promise<void> {
  await openFile(page, script);
  await page.locator(`.editor-actions [aria-label^="${title}"]`).first().waitFor();
  await page.locator('.monaco-editor .view-lines').first().click({ button: 'right' });
  await says(page.locator('.context-view .monaco-menu'), title, '使用 Process View 调试');
  await picture(page, 'chinese-menu');
  await page.keyboard.press('Escape');
}

async function run(page: Page): Promise<void> {
  await page.locator(`.editor-actions [aria-label^="${title}"]`).first().click();
  await eventually(
    () => rows(page, '进程'),
    (all) => all.filter(({ label }) => /正常结束/.test(label)).length === 3,
    'three processes that ended well',
  );
  await says(webview(page).locator('body'), '发送方 → 接收方', '3 个进程', 'child-exit');
  await command(page, 'View: Toggle Panel Visibility');
  await picture(page, 'chinese-panel');
}

async function panelMenu(page: Page): Promise<void> {
  await webview(page).locator('.menu-button, [aria-haspopup=menu]').last().click();
  await says(webview(page).locator('[role=menu]').first(), '下一个错误', '记录另存为…', '导出…');
  await picture(page, 'chinese-panel-menu');
  await page.keyboard.press('Escape');
}

async function palette(page: Page): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  // The palette closes where something that is still being shown takes the focus.
  await eventually(
    async () => {
      await page.keyboard.press('F1');
      await filled(input, '>Process View: 打开');
      return page.locator('.quick-input-list .monaco-list-row').allTextContents();
    },
    (all) => all.some((text) => text.includes('打开记录…')) && all.some((text) => text.includes('打开示例')),
    'the commands in Chinese',
  );
  await picture(page, 'chinese-palette');
  await page.keyboard.press('Escape');
}

async function walkthrough(page: Page): Promise<void> {
  const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: '初次查看进程' }).first();
  await command(page, 'View: Close All Editors');
  for (let tries = 0; tries < 5; tries++) {
    await command(page, 'Welcome: Open Walkthrough...');
    if (await clicked(choice)) break;
  }
  await eventually(
    () => page.locator('.getting-started-step').allTextContents(),
    (all) => all.length === 5 && all.every((text) => /\p{Script=Han}{4}/u.test(text)),
    'five steps in Chinese',
  );
  await says(webview(page).locator('body'), '由多个进程组成的程序', '示例会复制到您的文件夹中');
  await picture(page, 'chinese-walkthrough');
}

async function settings(page: Page): Promise<void> {
  await command(page, 'Preferences: Open Settings (UI)');
  await page.locator('.settings-editor').waitFor();
  await page.locator('.settings-editor .suggest-input-container').first().click();
  await page.keyboard.type('@ext:process-view.process-view');
  await says(page.locator('.settings-editor'), '运行 TypeScript 的方式');
  await picture(page, 'chinese-settings');
}
