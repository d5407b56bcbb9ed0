/** The panel and the editor of recordings: live log, stepping with the source beside it, keys, a reload of the window, the list. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import {
  command,
  eventually,
  openFile,
  pane,
  reloadWindow,
  rows,
  runButton,
  showSidebar,
  textOf,
  untilKept,
  webview,
} from './driving.js';
import { sampleFolder, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const script = 'fork-and-talk.ts';

test('The panel, in a real workbench', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools, { settings: { 'workbench.editor.enablePreview': false } });
  const folder = sampleFolder(workbench.home);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await showSidebar(page);
    await t.test('it shows the log of the run that was started', () => liveLog(page));
    await t.test('a step shows its line in the editor, with the message beside it', () => sourceLine(page));
    await t.test('the lines tell how much they sent, as long as the setting says so', () => counts(page, folder));
    await t.test('the sidebar shows the program as it was at the step', () => stateAtStep(page));
    await t.test('a key steps once, in the panel and beside it', () => keys(page));
    await t.test('a reload of the window keeps the step', () => reload(page));
    await t.test('a recording of the list opens in its editor', () => fromTheList(page, folder, workbench.recordings));
    await t.test('a packed recording opens as well', () => packed(page, folder));
    await t.test('a recording of a newer version says what to do', () => newer(page, folder));
    await t.test('deleting asks first', () => deletion(page, workbench.recordings));
  } catch (error) {
    await (await workbench.page()).screenshot({ path: `${screenshots}/failed-panel.png` });
    throw error;
  } finally {
    await workbench.close();
  }
});

const stepInput = (page: Page): Locator => webview(page).locator('.step-input');
const step = async (page: Page): Promise<number> => Number((await stepInput(page).inputValue()).replace(/\D/g, ''));
const total = async (page: Page): Promise<number> =>
  Number((await textOf(webview(page).locator('.position .dim').first())).replace(/\D/g, ''));

async function liveLog(page: Page): Promise<void> {
  await openFile(page, script);
  await runButton(page).click();
  await eventually(
    () => rows(page, 'Processes'),
    (all) => all.filter(({ label }) => /ended well/.test(label)).length === 3,
    'the end',
  );
  await eventually(
    () => textOf(webview(page).locator('.log')),
    (text) => /child-exit.*exit code 0/.test(text),
    'the end of the log',
  );
  assert.ok((await total(page)) > 40, 'all events are there');
  await goTo(page, 1);
  await eventually(
    () => textOf(webview(page).locator('.log')),
    (text) => /main → fork.*send/.test(text),
    'its beginning',
  );
  await page.screenshot({ path: `${screenshots}/panel-after-a-run.png` });
}

/** Goes to a step as a person does: by typing its number. */
async function goTo(page: Page, number: number): Promise<void> {
  await stepInput(page).fill(String(number));
  await stepInput(page).press('Enter');
  await eventually(
    () => step(page),
    (now) => now === number,
    `step ${number}`,
  );
}

/** The lines of source that have a text beside them, with that text, which the editor puts there by style alone. */
const besideLines = (page: Page): Promise<string[]> =>
  page.locator('.editor-instance .view-line').evaluateAll((lines) =>
    lines.flatMap((line) => {
      const texts = [...line.querySelectorAll('span')].map((span) => getComputedStyle(span, '::after').content);
      const beside = texts.filter((text) => text.startsWith('"')).join(' ');
      return beside !== '' ? [`${line.textContent?.trim()}${beside}`] : [];
    }),
  );

async function counts(page: Page, folder: string): Promise<void> {
  const told = (shown: boolean) =>
    eventually(
      () => besideLines(page),
      (all) => all.some((line) => /^child\.send\(question\);.*"\d+ sent/.test(line)) === shown,
      `that counts are ${shown ? 'there' : 'gone'}`,
    );
  const settings = path.join(folder, '.vscode/settings.json');
  mkdirSync(path.dirname(settings), { recursive: true });
  await told(true);
  writeFileSync(settings, JSON.stringify({ 'processView.lineCounts.enabled': false }));
  await told(false);
  writeFileSync(settings, '{}');
  await told(true);
}

async function sourceLine(page: Page): Promise<void> {
  const send = webview(page).locator('.log [role=row]', { hasText: 'send' }).filter({ hasText: 'upTo' }).first();
  await goTo(page, 1);
  await send.click();
  await eventually(
    () => besideLines(page),
    (all) => all.some((line) => /^child\.send\(question\);.*\{\\"upTo\\":10000\}/.test(line)),
    'the payload beside the line',
  );
  await page.screenshot({ path: `${screenshots}/step-with-source.png` });
}

async function stateAtStep(page: Page): Promise<void> {
  await goTo(page, 1);
  await eventually(
    () => rows(page, 'Processes'),
    (all) => all.length === 3 && all.filter(({ label }) => /not yet started/.test(label)).length === 2,
    'two unborn',
  );
  await goTo(page, await total(page));
  await eventually(
    () => rows(page, 'Processes'),
    (all) => all.every(({ label }) => /ended well/.test(label)),
    'all ended',
  );
}

async function keys(page: Page): Promise<void> {
  // The samples as well, which come whenever they come and are passed over where the log does not show them: then each step is the next number.
  const kinds = (name: string) => webview(page).locator('.below').getByRole('radio', { name, exact: true });
  await kinds('All').click();
  await goTo(page, 10);
  await webview(page)
    .locator('.log')
    .click({ position: { x: 5, y: 5 } });
  const before = await step(page);
  await page.keyboard.press('F10');
  await eventually(
    () => step(page),
    (now) => now === before + 1,
    'F10 inside steps once',
  );
  // Beside it, and not on its tab: from there the focus goes into the panel by itself, and a key that is pressed on the way is lost.
  const list = pane(page, 'Processes').locator('.monaco-list').first();
  await list.focus();
  await eventually(
    () => list.evaluate((element) => element.contains(document.activeElement)),
    (inside) => inside,
    'the focus beside the panel',
  );
  await page.keyboard.press('Alt+F10');
  await eventually(
    () => step(page),
    (now) => now === before,
    'Alt+F10 beside it steps back once',
  );
  await command(page, 'Process View: Step Forward');
  await eventually(
    () => step(page),
    (now) => now === before + 1,
    'the command steps once',
  );
  await kinds('Events').click();
}

async function reload(page: Page): Promise<void> {
  await goTo(page, 17);
  await webview(page)
    .locator('.log')
    .click({ position: { x: 5, y: 5 } });
  const before = await step(page);
  await untilKept(page, before);
  await reloadWindow(page);
  await stepInput(page).waitFor({ timeout: 60_000 });
  await eventually(
    () => step(page),
    (now) => now === before,
    'the same step',
  );
  await page.screenshot({ path: `${screenshots}/after-a-reload.png` });
}

async function fromTheList(page: Page, folder: string, recordings: string): Promise<void> {
  await showSidebar(page);
  const [name] = readdirSync(recordings);
  copyFileSync(path.join(recordings, name!), path.join(folder, 'copied.pvrec'));
  writeFileSync(path.join(folder, 'packed.pvrec.gz'), gzipSync(readFileSync(path.join(recordings, name!))));
  await command(page, 'View: Close All Editors');
  await pane(page, 'Recordings').locator('.monaco-list-row').first().click();
  await page.locator('.tab.active', { hasText: name! }).waitFor();
  await eventually(
    () => total(page),
    (n) => n > 40,
    'all its events',
  );
  await eventually(
    () => step(page),
    (now) => now === 17,
    'the step at which it was left',
  );
}

async function packed(page: Page, folder: string): Promise<void> {
  await command(page, 'View: Close All Editors');
  await openFile(page, 'copied.pvrec');
  await webview(page).locator('.log').waitFor();
  const whole = await eventually(
    () => total(page),
    (n) => n > 40,
    'all events',
  );
  await command(page, 'View: Close All Editors');
  await openFile(page, path.basename(path.join(folder, 'packed.pvrec.gz')));
  await webview(page).locator('.log').waitFor();
  await eventually(
    () => total(page),
    (n) => n === whole,
    'the same number of events',
  );
}

async function newer(page: Page, folder: string): Promise<void> {
  const [header] = readFileSync(path.join(folder, 'copied.pvrec'), 'utf8').split('\n');
  writeFileSync(path.join(folder, 'newer.pvrec'), `${header!.replace('"version":1', '"version":99')}\n`);
  await command(page, 'View: Close All Editors');
  await openFile(page, 'newer.pvrec');
  await eventually(
    () => textOf(webview(page).locator('body')),
    (text) => /version 99/.test(text) && /[Uu]pdate/.test(text),
    'the sentence',
  );
}

async function deletion(page: Page, recordings: string): Promise<void> {
  const row = pane(page, 'Recordings').locator('.monaco-list-row').first();
  await row.hover();
  await row.locator('[aria-label="Delete"]').click();
  await page
    .locator('.monaco-dialog-box', { hasText: 'will be gone for good' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await eventually(
    () => readdirSync(recordings),
    (left) => left.length === 0,
    'the file is gone',
  );
  await eventually(
    () => rows(page, 'Recordings'),
    (all) => all.length === 0,
    'the row is gone',
  );
}
