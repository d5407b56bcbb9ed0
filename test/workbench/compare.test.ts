/** Two recordings of the list side by side, and the end of what a run has left alive, in a real workbench. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { fixture, processView } from '../process-view.js';
import {
  clicked,
  clickUntil,
  comes,
  command,
  eventually,
  isThere,
  openFile,
  pane,
  processesIn,
  rows,
  runButton,
  showSidebar,
  textOf,
  webview,
} from './driving.js';
import { sampleFolder, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const lessons = ['3-start-both-then-join.ts', '4-join-between-the-starts.ts'] as const;
const leaves = 'leave-a-detached-child-behind.js';

test('Comparing, and ending what is left, in a real workbench', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools);
  const folder = sampleFolder(workbench.home);
  copyFileSync(fixture(`session/${leaves}`), path.join(folder, leaves));
  try {
    await Promise.all([workbench.start(), recordLessons(folder, workbench.recordings)]);
    const page = await workbench.visit(folder);
    await showSidebar(page);
    await t.test('two that are selected in the list stand side by side', () => selected(page));
    await t.test('a recording is compared with one that is chosen', () => chosen(page));
    await t.test('what a run has left alive is named, and ended after a yes', () => leftAlive(page, folder));
  } catch (error) {
    await (await workbench.page()).screenshot({ path: `${screenshots}/failed-compare.png` });
    throw error;
  } finally {
    for (const pid of processesIn(path.join(folder, leaves))) process.kill(pid, 'SIGKILL');
    await workbench.close();
  }
});

/** Real runs, recorded as the extension names them; the first is the older one. */
async function recordLessons(folder: string, recordings: string): Promise<void> {
  mkdirSync(recordings, { recursive: true });
  const record = async (script: string, hour: number) => {
    const file = path.join(recordings, `${script} 2026-11-05 0${hour}.00.00 ${hour}.pvrec`);
    const { code, stderr } = await processView(['run', '--record', file, path.join(folder, script)], { cwd: folder });
    assert.equal(code, 0, stderr);
    utimesSync(file, 1000 + hour, 1000 + hour);
  };
  await Promise.all(lessons.map((script, i) => record(script, i + 1)));
}

const recordingOf = (page: Page, script: string): Locator =>
  pane(page, 'Recordings').locator('.monaco-list-row', { hasText: script });

const compared = (page: Page): Locator => page.locator('.tab.active', { hasText: lessons.join(' ↔ ') });

async function selected(page: Page): Promise<void> {
  const [older, newer] = lessons.map((script) => recordingOf(page, script));
  await opened(page, newer!); // A click on it opens it as well.
  await older!.click({ modifiers: ['ControlOrMeta'] });
  const entry = page.locator('.monaco-menu .action-label', { hasText: 'Compare Selected Recordings' }).first();
  // A menu that has only just opened takes no click yet, and one from which the focus is taken closes.
  await eventually(
    async () => {
      if (!(await entry.isVisible())) await clicked(older!, undefined, 'right');
      return (await clicked(entry)) && comes(compared(page), 2000);
    },
    (done) => done,
    'two recordings side by side',
  );
  await sideBySide(page);
  await page.screenshot({ path: `${screenshots}/side-by-side.png` });
  await command(page, 'View: Close All Editors');
}

async function chosen(page: Page): Promise<void> {
  await opened(page, recordingOf(page, lessons[0]));
  const other = page.locator('.quick-input-list .monaco-list-row', { hasText: `${lessons[1]} 2026` });
  await eventually(
    async () => {
      await command(page, 'Process View: Compare with Another Recording…');
      return clicked(other);
    },
    (done) => done,
    'the other recording among the choices',
  );
  await sideBySide(page);
  await command(page, 'View: Close All Editors');
}

async function opened(page: Page, recording: Locator): Promise<void> {
  await recording.click();
  await webview(page).locator('.lanes canvas').first().waitFor();
}

async function sideBySide(page: Page): Promise<void> {
  await compared(page).waitFor();
  const shown = webview(page);
  await shown.locator('.difference[aria-current=true]').waitFor();
  assert.match(await textOf(shown.locator('.run h2').nth(0)), /^First run: 3-start-both-then-join/);
  assert.match(await textOf(shown.locator('.run h2').nth(1)), /^Second run: 4-join-between-the-starts/);
  await shown.locator('.run .lanes canvas').nth(1).waitFor();
}

async function leftAlive(page: Page, folder: string): Promise<void> {
  await openFile(page, leaves);
  await runButton(page).click();
  const said = await eventually(
    async () => (await rows(page, 'Processes')).map(({ label }) => label).find((label) => /still alive/.test(label)),
    (label) => label !== undefined,
    'what is still alive, in the sidebar',
  );
  const pid = Number(/^1 still alive: .*leave-a-detached-child-behind\.js child \((\d+)\)$/.exec(said!)?.[1]);
  assert.deepEqual(processesIn(path.join(folder, leaves)), [pid], said);
  const notice = pane(page, 'Processes').locator('.monaco-list-row', { hasText: 'still alive' }).first();
  const dialog = page.locator('.monaco-dialog-box', { hasText: `End what ${leaves} has left alive?` });
  await clickUntil(notice, () => dialog.isVisible(), 'the question');
  assert.match(await textOf(dialog), new RegExp(`${pid} .*${leaves} child`));
  assert.ok(isThere(pid), 'nothing is ended before it was confirmed');
  await page.screenshot({ path: `${screenshots}/end-what-is-left.png` });
  await dialog.getByRole('button', { name: 'End Them' }).click();
  await eventually(
    () => isThere(pid),
    (there) => !there,
    'its end',
  );
  await notice.waitFor({ state: 'detached' });
}
