/** Debugging with Process View: a breakpoint is hit in a forked child while the panel records, and the pause stands in its lane. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TimedEvent } from '../../src/wire/events.js';
import { command, eventually, openFile, pane, rows, showSidebar, textOf, webview } from './driving.js';
import { sampleFolder, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const script = 'one-child.ts';
const program = `import { fork } from 'node:child_process';

if (process.send) {
  process.on('message', (word: string) => {
    const loud = word.toUpperCase();
    process.send?.(loud, () => process.disconnect());
  });
} else {
  const child = fork(__filename);
  child.on('message', (word) => console.log(word));
  child.send('hello');
}
`;
/** In the child's handler of a message. */
const line = program.split('\n').findIndex((text) => text.includes('process.send?.')) + 1;

test('Debugging with Process View, in a real workbench', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools);
  const folder = sampleFolder(workbench.home);
  writeFileSync(path.join(folder, script), program);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await showSidebar(page);
    await openFile(page, script);
    await setBreakpoint(page);
    await page.locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first().waitFor();
    await t.test('a child stops at its breakpoint while the panel records', () => stopsInChild(page, workbench));
    await t.test('it goes on, and the pause is in the recording', () => goesOn(page, workbench));
    await t.test('"processView": true does the same for a launch of type node', () =>
      launchOfNode(page, workbench, folder),
    );
    await t.test('Run Again debugs it again, with its arguments', () => again(page, workbench));
  } catch (error) {
    await (await workbench.page()).screenshot({ path: `${screenshots}/failed-debug.png` });
    throw error;
  } finally {
    await workbench.close();
  }
});

async function setBreakpoint(page: Page): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input').first().fill(`:${line}`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('F9');
}

async function stopsInChild(page: Page, workbench: Workbench): Promise<void> {
  await command(page, 'Process View: Debug with Process View');
  await untilPaused(page, workbench, 1);
  await page.screenshot({ path: `${screenshots}/debug-paused.png` });
  const [pause] = pausesOf(workbench);
  const child = eventsOf(workbench).find((e) => e.type === 'spawn' && e.child === pause?.of);
  assert.ok(child, 'the paused process is a forked child');
  await showSidebar(page);
  await eventually(
    () => rows(page, 'Processes'),
    (all) => all.some(({ label }) => /waiting/.test(label)),
    'a child that waits in the tree',
  );
  await eventually(
    () => textOf(webview(page).locator('.log')),
    (text) => text.includes('debugger'),
    'the pause in the log',
  );
  await webview(page).locator('.legend', { hasText: 'Paused by the debugger' }).waitFor({ state: 'attached' });
}

async function goesOn(page: Page, workbench: Workbench): Promise<void> {
  await page.locator('.debug-toolbar .codicon-debug-continue').first().click();
  await untilOver(page);
  assert.equal(openPauses(workbench), 0, 'each pause has its end');
  const events = eventsOf(workbench);
  const program = events.filter(({ type }) => type === 'start').map(({ pid }) => pid);
  assert.equal(program.length, 2);
  // One that is slow to start is found before it speaks.
  const strangers = events.filter(({ type, pid }) => type === 'found' && !program.includes(pid));
  assert.deepEqual(strangers, [], 'nothing of the debugger is taken for a part of the program');
}

const plain = `const { fork } = require('node:child_process');
if (process.send) process.on('message', (word) => process.send(word.toUpperCase(), () => process.disconnect()));
else fork(__filename).on('message', (word) => console.log(word)).send('hello');
`;

const launchArgs = ['one word', '--two'];

async function launchOfNode(page: Page, workbench: Workbench, folder: string): Promise<void> {
  const before = recordingsOf(workbench).length;
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  writeFileSync(path.join(folder, 'plain.js'), plain);
  const launch = {
    type: 'node',
    request: 'launch',
    name: 'Plain',
    program: path.join(folder, 'plain.js'),
    args: launchArgs,
    processView: true,
  };
  writeFileSync(
    path.join(folder, '.vscode/launch.json'),
    JSON.stringify({ version: '0.2.0', configurations: [launch] }),
  );
  await eventually(
    async () => {
      // The editor may not have heard of the new file yet, and then asks what to debug.
      await command(page, 'Debug: Start Debugging');
      for (let i = 0; i < 60 && recordingsOf(workbench).length === before; i++)
        await new Promise((again) => setTimeout(again, 50));
      if (recordingsOf(workbench).length === before) await page.keyboard.press('Escape');
      return recordingsOf(workbench).length;
    },
    (count) => count > before,
    'a recording of it',
  );
  await eventually(
    () => eventsOf(workbench).filter(({ type }) => type === 'exit' || type === 'receive').length,
    (count) => count === 4,
    'two processes, two messages',
  );
  await untilOver(page);
  assert.deepEqual(argumentsOf(workbench), launchArgs);
}

async function again(page: Page, workbench: Workbench): Promise<void> {
  const before = recordingsOf(workbench);
  await command(page, 'Process View: Run Again');
  await eventually(
    () => recordingsOf(workbench).length,
    (count) => count === before.length + 1,
    'another recording',
  );
  await eventually(
    () => eventsOf(workbench).filter(({ type }) => type === 'exit' || type === 'receive').length,
    (count) => count === 4,
    'two processes, two messages, once more',
  );
  await untilOver(page);
  assert.deepEqual(argumentsOf(workbench), launchArgs);
}

/** Of the first process of the latest run, after its script. */
function argumentsOf(workbench: Workbench): string[] {
  const start = eventsOf(workbench).find((event) => event.type === 'start');
  assert.ok(start?.type === 'start');
  return start.command.slice(start.command.findIndex((word) => word.endsWith('plain.js')) + 1);
}

type Pause = Extract<TimedEvent, { type: 'wait' }>;

const recordingsOf = (workbench: Workbench): string[] =>
  existsSync(workbench.recordings) ? readdirSync(workbench.recordings).sort() : [];

/** Of the latest run, whose name sorts last but for the script's. */
function eventsOf(workbench: Workbench): TimedEvent[] {
  const files = recordingsOf(workbench).map((name) => path.join(workbench.recordings, name));
  const latest = files.sort((a, b) => statSync(a).birthtimeMs - statSync(b).birthtimeMs).at(-1);
  const lines = latest === undefined ? [] : readFileSync(latest, 'utf8').split('\n').slice(1, -1);
  return lines.map((line) => JSON.parse(line));
}

const pausesOf = (workbench: Workbench): Pause[] =>
  eventsOf(workbench).filter((event): event is Pause => event.type === 'wait' && event.for.kind === 'debugger');

function openPauses(workbench: Workbench): number {
  const ended = new Set(eventsOf(workbench).map((event) => (event.type === 'wake' && event.of ? event.wait : 0)));
  return pausesOf(workbench).filter(({ wait }) => !ended.has(wait)).length;
}

async function untilPaused(page: Page, workbench: Workbench, count: number): Promise<void> {
  await page.locator('.debug-top-stack-frame-line, .codicon-debug-stackframe').first().waitFor({ timeout: 60_000 });
  await eventually(
    () => pausesOf(workbench).length,
    (pauses) => pauses >= count,
    'a pause in the recording',
  );
}

/** The debugger has let go of the program, the run's recording is whole, and its end is told as that of any other run. */
const isOver = async (page: Page): Promise<boolean> =>
  !(await page.locator('.statusbar.debugging, .part.statusbar.debugging').count()) &&
  /exit code 0/.test(await textOf(pane(page, 'Processes').locator('.pane-header')));

const untilOver = (page: Page): Promise<unknown> => eventually(() => isOver(page), Boolean, 'the end of the run');
