/** The panel's scripts where they are used otherwise than by `process-view open`: in a webview's page, and in a page of one file. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { oneScript } from '../../src/export/index.js';
import { browser, closeBrowser, skip } from './panel.js';
import { story } from './recordings.js';

after(closeBrowser);

const dist = path.resolve('dist/webview');

async function serving(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** As VS Code gives a webview its files: from another origin, to whoever asks. */
const files: RequestListener = ({ url }, response) => {
  const name = path.basename(url ?? '');
  const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
  response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' });
  response.end(readFileSync(path.join(dist, name)));
};

async function complaintsOf(page: Page): Promise<string[]> {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  return problems;
}

test('all parts come under a policy that trusts nothing but the nonce', { skip }, async () => {
  await using assets = await serving(files);
  const policy = `default-src 'none'; script-src 'nonce-bm9uY2U='; style-src ${assets.origin}; img-src data:`;
  await using host = await serving((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!DOCTYPE html><html lang="zh-cn"><head><meta charset="UTF-8">
      <meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="icon" href="data:,">
      <link rel="stylesheet" href="${assets.origin}/main.css"></head><body><div id="app"></div>
      <script nonce="bm9uY2U=">acquireVsCodeApi = () => ({ getState() {}, setState() {}, postMessage(m) { if (m.type === 'ready') document.body.dataset.ready = ''; } });</script>
      <script type="module" nonce="bm9uY2U=" src="${assets.origin}/main.js"></script></body></html>`);
  });
  const page = await (await browser()).newPage({ viewport: { width: 1200, height: 800 } });
  const problems = await complaintsOf(page);
  await page.goto(host.origin);
  await page.waitForSelector('[data-ready]');
  await page.evaluate(
    (data) => {
      window.postMessage({ type: 'open', uri: 'file:///story.pvrec', title: 'story.pvrec', live: false, can: [] }, '*');
      window.postMessage({ type: 'bytes', bytes: Uint8Array.from(data) }, '*');
      window.postMessage({ type: 'end' }, '*');
    },
    [...story().bytes()],
  );
  await page.waitForSelector('.lanes canvas');
  // Of the parts that come later, the details, the filter language and the Chinese texts.
  await page.waitForSelector('.inspector-title');
  await page.fill('#filter', 'kind:put');
  await page.waitForSelector('.filter .count:has-text("8")');
  assert.equal(await page.getAttribute('#filter', 'aria-label'), '筛选');
  assert.deepEqual(problems, []);
  await page.close();
});

test('the panel in one file is a page that needs no other', { skip }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'process-view-whole-'));
  const read = (name: string) => readFileSync(path.join(dist, name), 'utf8');
  const [script, style] = [await oneScript('main.js', async (name) => read(name)), read('main.css')];
  assert.doesNotMatch(script, /<\/script|<!--/i, 'it can stand inside a script element');
  const file = path.join(folder, 'story.html');
  writeFileSync(
    file,
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>story</title><style>${style}</style></head>
    <body data-url="data:application/x-ndjson;base64,${story().bytes().toString('base64')}" data-uri="story" data-title="story.pvrec">
    <div id="app"></div><script>${script}</script></body></html>`,
  );
  const page = await (await browser()).newPage({ viewport: { width: 1200, height: 800 } });
  const problems = await complaintsOf(page);
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('.lanes canvas');
  await page.waitForSelector('.inspector-title');
  await page.fill('#filter', 'kind:put');
  await page.waitForSelector('.filter .count:has-text("8")');
  assert.equal(await page.getAttribute('#filter', 'aria-label'), '筛选');
  assert.deepEqual(problems, []);
  await page.close();
  rmSync(folder, { recursive: true, force: true });
});
