/** Every lesson's recording, exported to every format and opened by that format's own reader: the same processes, messages and waits. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { findChromium, launchChromium } from '../browser.js';
import { processView } from '../process-view.js';
import { checkDiagrams, checkTraces } from './every-format.js';
import { pageWithMermaid } from './readers.js';

/** The lessons sleep more than they work: three of them at once. */
const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve(), Promise.resolve()];
let turn = 0;
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const lane = turn++ % lanes.length;
  const result = lanes[lane]!.then(work);
  lanes[lane] = result.catch(() => {});
  return result;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'pv-export-'));
const chromium = findChromium();
const browser = chromium === undefined ? undefined : await launchChromium(chromium);
const page = browser && (await pageWithMermaid(browser));
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const lessons = readdirSync('examples').filter((name) => name.endsWith('.ts'));
const recorded = new Map<string, Promise<Buffer>>();
for (const lesson of lessons)
  recorded.set(
    lesson,
    inTurn(() => record(lesson)),
  );

async function record(lesson: string): Promise<Buffer> {
  const file = path.join(folder, `${lesson}.pvrec`);
  await processView(['run', '--record', file, path.join('examples', lesson)]);
  return readFileSync(file);
}

for (const lesson of lessons) {
  test(`the lesson ${lesson}`, async (t) => {
    const bytes = await recorded.get(lesson)!;
    const counts = await checkTraces(bytes);
    assert.ok(counts.processes > 1);
    if (page === undefined) t.diagnostic('No Chromium here: the diagrams were not drawn.');
    else await checkDiagrams(bytes, page);
  });
}
