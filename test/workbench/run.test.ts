/** The first thing that a person does: opens a script, clicks the button, sees its processes, and stops it. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  clickUntil,
  command,
  eventually,
  isThere,
  openFile,
  pane,
  pidOf,
  processesIn,
  rows,
  runButton,
  showSidebar,
  textOf,
} from './driving.js';
import { root, sampleFolder, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const alive = 'three-children-of-which-one-fails.ts';
const stubborn = 'a-child-that-does-not-obey-a-sigterm.ts';

test('Run with Process View, in a real workbench', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools);
  const folder = sampleFolder(workbench.home);
  cpSync(path.join(root, 'test/fixtures/workbench'), folder, { recursive: true });
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await showSidebar(page);
    await t.test('before the first run the view says what to do', () => welcome(page));
    await t.test('the button shows the tree while the script runs', (sub) => tree(page, workbench.recordings, sub));
    await t.test('a process is told by name, state and pid, for a screen reader too', () => details(page));
    await t.test('Stop leaves no process', () => stop(page, folder));
    await t.test('Stop kills what does not obey', () => stopStubborn(page, folder));
    await t.test('a script may run twice at once, each with a tree of its own', () => twice(page));
    await t.test('a script that ends by itself leaves its tree and its recording', () => toTheEnd(page));
    await t.test('the editor tells how long its activation took', (sub) => activation(page, sub));
  } catch (error) {
    await (await workbench.page()).screenshot({ path: `${screenshots}/failed-run.png` });
    throw error;
  } finally {
    await workbench.close();
  }
});

async function welcome(page: Page): Promise<void> {
  await eventually(
    () => textOf(pane(page, 'Processes').locator('.welcome-view')),
    (text) =>
      text.includes('Run a TypeScript or JavaScript program to see its processes') && text.includes('Open a sample'),
    'what to do before the first run',
  );
}

const treeOf = (page: Page) => rows(page, 'Processes');

async function tree(page: Page, recordings: string, t: TestContext): Promise<void> {
  await openFile(page, alive);
  const clicked = Date.now();
  await runButton(page).click();
  await eventually(
    () => treeOf(page),
    (found) => found.length > 0,
    'the first process',
  );
  const seen = Date.now();
  t.diagnostic(latency(recordings, clicked, seen));
  const all = await eventually(
    () => treeOf(page),
    (found) => found.length === 7 && found.some(({ label }) => label.includes('exit code 1')),
    'parent, thread, three children, the shell and what it runs',
  );
  assert.equal(all[0]!.level, 1);
  const levels = all.map(({ level }) => level);
  assert.deepEqual(levels.filter((level) => level === 1).length, 1, 'one process is at the top');
  await page.screenshot({ path: `${screenshots}/tree-while-running.png` });
}

/** How long the first process took to stand in the tree, beyond what the script itself took to start. Told, not asserted. */
function latency(recordings: string, clicked: number, seen: number): string {
  const [name] = readdirSync(recordings);
  const [header, first] = readFileSync(path.join(recordings, name!), 'utf8')
    .split('\n', 2)
    .map((line) => JSON.parse(line));
  const began = Date.parse(header.startedAt);
  const started = began + first.time / 1000;
  const [toRun, toStart, toTree] = [began - clicked, started - began, seen - started].map(Math.round);
  return `click to run ${toRun} ms, script's own start ${toStart} ms, first event to tree ${toTree} ms`;
}

async function details(page: Page): Promise<void> {
  const all = await treeOf(page);
  const labels = all.map(({ label }) => label).join('\n');
  assert.match(labels, /^main, running, pid \d+/);
  assert.match(labels, /three-children-of-which-one-fails\.ts crash, ended with an error, pid \d+ · exit code 1/);
  assert.match(labels, /sh -c sleep 1000; true, running, not seen from inside, pid \d+ · blind/);
  assert.match(labels, /ticker, running/);
  await eventually(
    () => treeOf(page),
    (found) => found.some(({ label }) => /\d+% · \d+ MB/.test(label)),
    'CPU and memory',
  );
  await page
    .locator('.statusbar [id="process-view.process-view.processView.running"], .statusbar :text("three-children")')
    .first()
    .waitFor();
}

const isStopping = async (page: Page): Promise<boolean> =>
  !/· running/.test(await textOf(pane(page, 'Processes').locator('.pane-header')));

async function stop(page: Page, folder: string): Promise<void> {
  const pids = (await treeOf(page)).map(({ label }) => pidOf(label)).filter((pid) => pid > 0);
  assert.ok(pids.filter(isThere).length >= 4, 'they are alive before');
  const processes = pane(page, 'Processes');
  await processes.hover();
  await clickUntil(
    processes.locator('.pane-header [aria-label="Stop"]'),
    () => isStopping(page),
    'it is being stopped',
  );
  await eventually(
    () => pids.filter(isThere),
    (left) => left.length === 0,
    'all of the tree has ended',
  );
  await eventually(
    () => processesIn(path.join(folder, alive)),
    (left) => left.length === 0,
    'nothing names the script',
  );
  await eventually(
    () => textOf(pane(page, 'Processes').locator('.pane-header')),
    (text) => !text.includes('running'),
    'the view says so',
  );
}

async function stopStubborn(page: Page, folder: string): Promise<void> {
  await openFile(page, stubborn);
  await runButton(page).click();
  const found = await eventually(
    () => treeOf(page),
    (all) => all.filter(({ label }) => label.includes(', running')).length === 2,
    'both',
  );
  const pids = found.map(({ label }) => pidOf(label));
  const main = pane(page, 'Processes').locator('.monaco-list-row[aria-level="1"]');
  await main.hover();
  await clickUntil(main.locator('[aria-label="Stop"]'), () => isStopping(page), 'it is being stopped');
  await eventually(
    () => pids.filter(isThere),
    (left) => left.length === 0,
    'both have ended',
  );
  await eventually(
    () => processesIn(path.join(folder, stubborn)),
    (left) => left.length === 0,
    'nothing names the script',
  );
  await eventually(
    () => treeOf(page),
    (all) => all.some(({ label }) => label.includes('ended by SIGKILL')),
    'the tree says how',
  );
}

async function twice(page: Page): Promise<void> {
  await openFile(page, alive);
  for (const count of [1, 2]) {
    await runButton(page).click();
    const mains = (all: { label: string }[]) => all.filter(({ label }) => label.startsWith('main, running'));
    await eventually(
      () => treeOf(page),
      (all) => mains(all).length === count,
      `${count} at once`,
    );
  }
  await eventually(
    async () => (await treeOf(page)).filter(({ level }) => level === 1).map(({ label }) => label),
    (runs) => runs.length === 2 && runs.every((label) => label === `${alive}, running`),
    'two trees',
  );
  const pids = (await treeOf(page)).map(({ label }) => pidOf(label)).filter((pid) => pid > 0);
  const processes = pane(page, 'Processes');
  await processes.hover();
  const stopping = async () =>
    (await treeOf(page)).every(({ level, label }) => level > 1 || !label.endsWith(', running'));
  await clickUntil(processes.locator('.pane-header [aria-label="Stop"]'), stopping, 'both are being stopped');
  await eventually(
    () => pids.filter(isThere),
    (left) => left.length === 0,
    'both trees have ended',
  );
}

async function toTheEnd(page: Page): Promise<void> {
  await openFile(page, 'fork-and-talk.ts');
  await runButton(page).click();
  const all = await eventually(
    () => treeOf(page),
    (found) => found.length === 3 && found.every(({ label }) => label.includes('ended well')),
    'parent and two children',
  );
  assert.deepEqual(
    all.map(({ level }) => level),
    [1, 2, 2],
  );
  const recordings = await eventually(
    () => rows(page, 'Recordings'),
    (found) => found.length === 5 && !found[0]!.label.endsWith('recording…'),
    'five recordings, of which none is being written',
  );
  assert.match(recordings[0]!.label, /^fork-and-talk\.ts, .* kB$/);
  await page.screenshot({ path: `${screenshots}/tree-after-the-end.png` });
}

/** Told, not asserted: it is what the editor itself has measured. */
async function activation(page: Page, t: TestContext): Promise<void> {
  await command(page, 'View: Toggle Panel Visibility'); // The list draws only the rows that have room, and the quickest stand last.
  await command(page, 'Developer: Show Running Extensions');
  const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Process View' });
  const text = await eventually(
    () => textOf(row),
    (shown) => /\d+ ?ms/.test(shown),
    'its time',
  );
  t.diagnostic(`activation: ${/[^:]*\d+ ?ms/.exec(text)?.[0]?.trim()}`);
}
