/** What a person does in the workbench, as functions: open a file, click a button, read a tree. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** How long anything may take to come: no measure of ours, but enough for a machine that is busy with other things. */
export const PATIENCE_MS = 60_000;

/** Polls the page or the machine until the condition holds; what it last was is in the error. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  holds: (value: T) => boolean,
  what: string,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) assert.fail(`${what}: at last it was ${JSON.stringify(value)}`);
    await new Promise((again) => setTimeout(again, 50));
  }
}

/** Clicks until it shows: a tree that was drawn anew between the button's going down and up has lost the click, as for a person. */
export async function clickUntil(button: Locator, done: () => Promise<boolean>, what: string): Promise<void> {
  await eventually(
    async () => {
      if (await done()) return true;
      await button.click();
      for (let i = 0; i < 20 && !(await done()); i++) await new Promise((again) => setTimeout(again, 50));
      return done();
    },
    (shown) => shown,
    what,
  );
}

export async function openFile(page: Page, name: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
  // A list that was asked for before the editor knew of a new file does not get it any more: then it is asked for again.
  for (let tries = 0; tries < 6; tries++) {
    await page.keyboard.press('Control+P');
    const input = page.locator('.quick-input-widget input').first();
    if ((await filled(input, name)) && (await comes(row, 5000))) break;
    await page.keyboard.press('Escape');
  }
  await row.click();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor();
}

export const comes = (shown: Locator, timeout: number): Promise<boolean> =>
  shown.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

/** As a person does it, so that the editor stores what it has to before it goes. */
export async function reloadWindow(page: Page): Promise<void> {
  await page.evaluate(() => document.body.setAttribute('data-before-reload', ''));
  await command(page, 'Developer: Reload Window');
  await page.locator('body:not([data-before-reload]) .monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
}

/** The command palette's first entry of this name. */
export async function command(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  // Where nothing has the focus, as after a reload, the key reaches nobody: the window is clicked where that does nothing else. And a
  // panel that opens meanwhile takes the focus, with which the palette closes.
  for (let tries = 0; tries < 6; tries++) {
    await page.keyboard.press('F1');
    if ((await comes(input, 3000)) && (await filled(input, `>${title}`)) && (await clicked(entry))) return;
    // What stands before the window, as the settings do, is clicked by nobody.
    await clicked(page.locator('.part.statusbar'), { x: 300, y: 10 });
  }
  assert.fail(`the palette has no ${title}`);
}

/** False where the box closed before: whatever takes the focus meanwhile closes it. */
export const filled = (input: Locator, text: string): Promise<boolean> =>
  input.fill(text, { timeout: 3000 }).then(
    () => true,
    () => false,
  );

export const clicked = (
  entry: Locator,
  position?: { x: number; y: number },
  button?: 'left' | 'right',
): Promise<boolean> =>
  entry.click({ timeout: 5000, ...(position && { position }), ...(button && { button }) }).then(
    () => true,
    () => false,
  );

export async function showSidebar(page: Page): Promise<void> {
  const icon = page.locator('.activitybar .action-item:has([aria-label^="Process View"])');
  if (!(await icon.getAttribute('class'))?.includes('checked')) await icon.click();
  await pane(page, 'Processes').waitFor();
}

export const runButton = (page: Page): Locator =>
  page.locator('.editor-actions [aria-label^="Run with Process View"]').first();

/** One view of the sidebar by its English title. */
export const pane = (page: Page, title: string): Locator =>
  page.locator('.pane').filter({ has: page.locator(`.pane-header .title:text-is("${title}")`) });

/** Each row of a view as its label for a screen reader, with its depth. */
export function rows(page: Page, title: string): Promise<{ label: string; level: number }[]> {
  return pane(page, title)
    .locator('.monaco-list-row')
    .evaluateAll((elements) =>
      elements.map((e) => ({ label: e.getAttribute('aria-label') ?? '', level: Number(e.getAttribute('aria-level')) })),
    );
}

/** Waits until the editor has stored that a panel stands at this step: what it has not stored does not survive a reload. */
export async function untilKept(page: Page, step: number): Promise<void> {
  await eventually(
    () => page.evaluate(storedTexts),
    (texts) => texts.some((text) => text.includes('"panelStates"') && text.includes(`"step":${step - 1},`)),
    `step ${step} in the editor's storage`,
  );
}

/** All texts that the workbench keeps in this browser; runs in the page. */
async function storedTexts(): Promise<string[]> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const texts: unknown[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('vscode-web-state-db')) continue;
    const db = await settled(indexedDB.open(name));
    for (const store of db.objectStoreNames)
      texts.push(...(await settled(db.transaction(store).objectStore(store).getAll())));
    db.close();
  }
  return texts.filter((text) => typeof text === 'string');
}

export const textOf = async (shown: Locator): Promise<string> => (await shown.textContent()) ?? '';

export const pidOf = (label: string): number => Number(/pid (\d+)/.exec(label)?.[1]);

/** The frame in which our webview's own document runs. */
export const webview = (page: Page): FrameLocator =>
  page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');

/** The processes of the machine whose command line or working folder names this folder, as pids. */
export function processesIn(folder: string): number[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => pid !== process.pid && commandLineOf(pid).includes(folder));
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // It has ended since the folder was listed.
  }
}

export function isThere(pid: number): boolean {
  try {
    const state = /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}
