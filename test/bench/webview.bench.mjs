// The panel in headless Chromium with software drawing: opening, frames while panning, zooming and scrubbing, steps, filter, a live run.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { asBytes, recordingLines } from './recording-events.mjs';

export const name = 'webview';

const root = path.dirname(path.dirname(path.dirname(new URL(import.meta.url).pathname)));
const COUNT = Number(process.env.PROCESS_VIEW_BENCH_EVENTS ?? 1_000_000);
const LIVE_SECONDS = Number(process.env.PROCESS_VIEW_BENCH_LIVE ?? 60);
const LIVE_RATE = 20_000;
/** A person does not begin one gesture in the very frame in which another ends. */
const BETWEEN_MS = 1000;

export async function run({ print }) {
  const executablePath = process.env.PROCESS_VIEW_CHROMIUM ?? '/usr/bin/chromium';
  const folder = mkdtempSync(path.join(tmpdir(), 'process-view-bench-'));
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
  });
  try {
    print(bundleText());
    await large(browser, folder, print);
    await live(browser, folder, print);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `main.js` begins with, what is there when the first picture is, and all. */
function bundleText() {
  const { outputs } = JSON.parse(readFileSync(path.join(root, '.build/meta/webview.json'), 'utf8'));
  const names = Object.keys(outputs).filter((name) => name.endsWith('.js'));
  const reached = (start, found = new Set()) => {
    for (const name of start.filter((name) => !found.has(name))) {
      found.add(name);
      const own = outputs[name].imports.filter(({ kind }) => kind === 'import-statement');
      reached(
        own.map(({ path }) => path),
        found,
      );
    }
    return [...found];
  };
  const size = (found) => `${(found.reduce((sum, name) => sum + outputs[name].bytes, 0) / 1000).toFixed(1)} kB`;
  const part = (word) => names.filter((name) => path.basename(name).startsWith(word));
  return `bundle, minified: ${size(reached(part('main')))} to begin with, ${size(reached(part('part-body')))} with picture and log, ${size(names)} in all`;
}

async function large(browser, folder, print) {
  const file = path.join(folder, 'large.pvrec');
  writeFileSync(file, asBytes(recordingLines({ count: COUNT })));
  const node = parseTime(file);
  const { page, opened, close } = await panelOf(browser, file);
  print(
    `open ${COUNT} events: ${ms(opened)}, ${(opened / node).toFixed(2)} × reading and JSON.parse in Node (${ms(node)})`,
  );
  for (const [what, act, times] of gestures) {
    await page.waitForTimeout(BETWEEN_MS);
    print(`${what}: ${frameText(await frames(page, act, times))}`);
  }
  print(`filter: ${ms(await filterTime(page))}`);
  await close();
}

/** How long Node takes just to read the file and to parse its lines. */
function parseTime(file) {
  const begun = performance.now();
  for (const line of readFileSync(file, 'utf8').split('\n')) if (line) JSON.parse(line);
  return performance.now() - begun;
}

/** `process-view open` in a process of its own, as a person has it. */
async function panelOf(browser, file) {
  const server = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'open', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise((resolve) => {
    let text = '';
    server.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /http:\S+/.exec(text);
      if (found) resolve(found[0]);
    });
  });
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  const begun = performance.now();
  await page.goto(address);
  await page.waitForSelector('.lanes canvas', { timeout: 120_000 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const opened = performance.now() - begun;
  const close = async () => {
    await page.close();
    server.kill();
  };
  return { page, opened, close };
}

const press = (key) => `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }));`;
const scrub = `
  const canvas = document.querySelector('.timeline-head canvas');
  const box = canvas.getBoundingClientRect();
  canvas.setPointerCapture = () => {};
  const at = { clientX: box.left + 60 + (i * 37) % (box.width - 120), clientY: box.top + 36, bubbles: true };
  if (i === 0) canvas.dispatchEvent(new PointerEvent('pointerdown', at));
  canvas.dispatchEvent(new PointerEvent('pointermove', at));
  if (i === 99) canvas.dispatchEvent(new PointerEvent('pointerup', at));`;

const gestures = [
  ['zoom in', press('w'), 20],
  ['pan', press('d'), 100],
  ['zoom out', press('s'), 20],
  ['scrub', scrub, 100],
  ['step forward', press('ArrowRight'), 100],
  ['step back', press('ArrowLeft'), 100],
];

/** One gesture a frame: the script's and layout's own time, and from frame to frame. */
function frames(page, act, times) {
  return page.evaluate(
    async ([code, count]) => {
      const once = new Function('i', code);
      const [intervals, work] = [[], []];
      let before = await new Promise(requestAnimationFrame);
      for (let i = 0; i < count; i++) {
        const begun = performance.now();
        once(i);
        const now = await new Promise(requestAnimationFrame);
        // The painting is scheduled before this: it runs in the same frame, first.
        await new Promise((done) => setTimeout(done, 0));
        work.push(performance.now() - Math.max(begun, now));
        intervals.push(now - before);
        before = now;
      }
      const sorted = (list) => list.sort((a, b) => a - b);
      const [a, b] = [sorted(intervals), sorted(work)];
      const at = (list, share) => list[Math.min(list.length - 1, Math.floor(list.length * share))];
      return { p50: at(a, 0.5), p95: at(a, 0.95), worst: at(a, 1), work50: at(b, 0.5), work95: at(b, 0.95) };
    },
    [act, times],
  );
}

const frameText = ({ p50, p95, worst, work50, work95 }) =>
  `frames ${ms(p50)} median, ${ms(p95)} at 95 of 100, ${ms(worst)} worst (work in a frame ${ms(work50)} median, ${ms(work95)} at 95)`;

function filterTime(page) {
  return page.evaluate(async () => {
    const box = document.querySelector('#filter');
    box.value = 'kind:put size>20';
    const begun = performance.now();
    box.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done, 0));
    return performance.now() - begun;
  });
}

/** A file that grows by 20,000 events a second under the panel's eyes. */
async function live(browser, folder, print) {
  const file = path.join(folder, 'live.pvrec');
  const lines = recordingLines({ count: LIVE_RATE * (LIVE_SECONDS + 1) });
  writeFileSync(file, asBytes(lines.splice(0, 1000)));
  const { page, close } = await panelOf(browser, file);
  await page.evaluate(watchFrames);
  const before = await heapOf(page);
  const behind = await feed(page, file, lines);
  const { worst, over100 } = await page.evaluate(() => globalThis.watched);
  const heap = await heapOf(page);
  const count = LIVE_RATE * LIVE_SECONDS;
  print(
    `live, ${LIVE_RATE} events a second for ${LIVE_SECONDS} s: worst frame ${ms(worst)}, ${over100} over 100 ms, ${behind} events behind at most (${ms((behind / LIVE_RATE) * 1000)}), ${Math.round((heap - before) / count)} bytes of heap an event`,
  );
  await close();
}

/** What is held: without what is garbage by now. */
async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  return page.evaluate(() => performance.memory.usedJSHeapSize);
}

function watchFrames() {
  globalThis.watched = { worst: 0, over100: 0 };
  let before = performance.now();
  const frame = (now) => {
    const took = now - before;
    before = now;
    globalThis.watched.worst = Math.max(globalThis.watched.worst, took);
    if (took > 100) globalThis.watched.over100++;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function feed(page, file, lines) {
  const begun = performance.now();
  let [written, behind] = [1000, 0];
  for (let turn = 0; performance.now() - begun < LIVE_SECONDS * 1000; turn++) {
    const due = Math.floor(((performance.now() - begun) / 1000) * LIVE_RATE);
    const part = lines.slice(written - 1000, due);
    if (part.length > 0) appendFileSync(file, asBytes(part));
    written = 1000 + due;
    if (turn % 10 === 0) behind = Math.max(behind, written - (await shownLength(page)));
    await new Promise((done) => setTimeout(done, 50));
  }
  return behind;
}

/** What the toolbar says it has; site and header lines are no steps. */
const shownLength = (page) =>
  page.evaluate(() => Number((document.querySelector('.position .dim')?.textContent ?? '0').replace(/\D/g, '')));

const ms = (n) => `${n < 10 ? n.toFixed(1) : Math.round(n)} ms`;
