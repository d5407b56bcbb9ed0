/** What the README says of the extension, done by somebody who has nothing but the file and an editor: install it, open a script, click. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { packExtension } from '../packaging/vsix.mjs';
import { command, eventually, openFile, pane, rows, runButton, showSidebar, textOf } from './driving.js';
import { root, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const readme = readFileSync(path.join(root, 'README.md'), 'utf8').replaceAll(/\s+/g, ' ');

/** What stands between the words given, and that it stands in the README. */
function said(words: RegExp): string {
  const found = words.exec(readme);
  assert.ok(found, `the README says ${words}`);
  return found[1]!;
}

test('from the README alone: the .vsix installed in a fresh editor, a script of one’s own run', {
  timeout: 240_000,
}, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  const workbench = new Workbench(tools, { vsix: false });
  const file = path.join(workbench.home, said(/`npm run package` makes `([^`]+)`/));
  assert.deepEqual(await packExtension(file), []);
  const folder = emptyFolder(workbench.home);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await openFile(page, 'main.ts');
    assert.equal(await runButton(page).count(), 0, 'nothing is installed');
    await install(page, said(/\*\*(Extensions: Install from VSIX)…\*\* takes it/), file);
    assert.equal(said(/click \*\*([^*]+)\*\* at the top right of the editor/), 'Run with Process View');
    await runButton(page).click();
    await showSidebar(page);
    await eventually(
      () => textOf(pane(page, 'Processes').locator('.pane-header')),
      (text) => text.includes('exit code 0'),
      'the end of the run',
    );
    const names = (await rows(page, 'Processes')).map(({ label }) => label.split(',')[0]);
    assert.deepEqual(names, ['main', 'ant', 'bee', 'producer']);
    await page.screenshot({ path: `${screenshots}/first-install.png` });
  } finally {
    await workbench.close();
  }
});

/** A script, and nothing that would help it: no package.json, no tsconfig.json, no TypeScript, no library. */
function emptyFolder(home: string): string {
  const folder = path.join(home, 'mine');
  mkdirSync(folder);
  copyFileSync(path.join(root, 'media/tour.ts'), path.join(folder, 'main.ts'));
  return folder;
}

/** Where there is no dialog of the system, the editor asks for the path in its own box. */
async function install(page: Page, title: string, file: string): Promise<void> {
  await command(page, title);
  const input = page.locator('.quick-input-widget input').first();
  const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: path.basename(file) });
  await eventually(
    async () => {
      if (!(await input.inputValue()).endsWith('.vsix')) await input.fill(file);
      return entry.count();
    },
    (count) => count > 0,
    'the file in the box',
  );
  await input.press('Enter');
  await runButton(page).waitFor({ timeout: 60_000 });
}
