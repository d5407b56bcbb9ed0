/** How long it takes from the click until the first process stands in the tree: told stage by stage, not asserted, as it depends on the machine. */
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually, openFile, pane, runButton, showSidebar, textOf } from './driving.js';
import { sampleFolder, toolsOrSkip, Workbench } from './workbench.js';

const RUNS = 6;
const script = 'fork-and-talk.ts';

test('From the click to the tree', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  const workbench = new Workbench(tools);
  const folder = sampleFolder(workbench.home);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await showSidebar(page);
    await openFile(page, script);
    for (let run = 1; run <= RUNS; run++) await oneRun(page, workbench, run, t);
  } finally {
    await workbench.close();
  }
});

/** Clicks the button, waits for the end, and tells the stages. */
async function oneRun(page: Page, workbench: Workbench, run: number, t: TestContext): Promise<void> {
  const [load] = os.loadavg();
  await watchTree(page);
  await runButton(page).click();
  const { clicked, shown } = await eventually(
    () => page.evaluate(() => (window as unknown as { seen: Seen }).seen),
    (seen) => seen.shown > 0,
    'the first process',
  );
  const born = startOf(header(newest(workbench.recordings)).collector);
  await eventually(
    () => textOf(pane(page, 'Processes').locator('.pane-header')),
    (text) => text.includes('exit code 0'),
    'the end of the run',
  );
  t.diagnostic(
    `run ${run}: ${stages(newest(workbench.recordings), clicked, shown, [born, ...asked(workbench)])}, load ${load!.toFixed(1)}`,
  );
}

interface Seen {
  clicked: number;
  shown: number;
}

/** Notes in the page itself, where no polling blurs it, when the button is clicked and when a running process stands in the tree. */
function watchTree(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen = { clicked: 0, shown: 0 };
    (window as unknown as { seen: Seen }).seen = seen;
    const button = '[aria-label^="Run with Process View"]';
    const click = (event: Event) => {
      if ((event.target as Element).closest(button)) seen.clicked ||= Date.now();
    };
    document.addEventListener('click', click, true);
    new MutationObserver((_changes, observer) => {
      if (!seen.clicked || !document.querySelector('.monaco-list-row[aria-label^="main, running"]')) return;
      seen.shown = Date.now();
      document.removeEventListener('click', click, true);
      observer.disconnect();
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] });
  });
}

const newest = (recordings: string): string =>
  readdirSync(recordings)
    .map((name) => path.join(recordings, name))
    .sort()
    .at(-1)!;

const header = (recording: string): { collector: number } =>
  JSON.parse(readFileSync(recording, 'utf8').split('\n', 1)[0]!);

/** When a process was started, by the system's own account, to 10 ms; NaN where it has ended. */
function startOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return Date.now() - Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000 + Number(fields[19]) * 10;
  } catch {
    return Number.NaN; // It has ended: the run was over before it was looked at.
  }
}

/** When the extension was told of the click, when its run had a process, and when it read the first event: the log's last lines. */
function asked(workbench: Workbench): number[] {
  const logs = readdirSync(workbench.userData, { recursive: true, encoding: 'utf8' });
  const log = logs.find((name) => /Process View\.log$/.test(name));
  if (!log) return [];
  const lines = readFileSync(path.join(workbench.userData, log), 'utf8').split('\n');
  const last = (what: RegExp) => lines.findLast((line) => what.test(line))?.slice(0, 23);
  return [/asked for/, /has begun/, /first event/].map((what) => Date.parse(last(what)?.replace(' ', 'T') ?? ''));
}

function stages(recording: string, clicked: number, shown: number, [born, told, begun, read]: number[]): string {
  const lines = readFileSync(recording, 'utf8').trim().split('\n');
  const events = lines.map((line) => JSON.parse(line));
  const launched = Date.parse(events[0].startedAt);
  const started = launched + events.find(({ type }) => type === 'start').time / 1000;
  const beyond = shown - clicked - (started - launched);
  const since = (time: number | undefined) => Math.round((time ?? Number.NaN) - clicked);
  return (
    `${Math.round(beyond)} ms beyond the script's own start (${Math.round(started - launched)} ms); ` +
    `after the click: extension told ${since(told)}, process born ${since(born)}, known ${since(begun)}, listening ${since(launched)}, ` +
    `script started ${since(started)}, first event read ${since(read)}, in the tree ${since(shown)}`
  );
}
