/** The server of `process-view open`: who gets in, what is served, how a growing file is followed. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type OpenedPanel, open } from '../../src/cli/open.js';
import { story } from './recordings.js';

const bytes = story().bytes();

async function served(content: Buffer, use: (panel: OpenedPanel, file: string, printed: string[]) => Promise<void>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'process-view-open-'));
  const file = path.join(folder, 'a story <&>.pvrec');
  writeFileSync(file, content);
  // As if it had been written a minute ago: its run is over.
  utimesSync(file, new Date(), new Date(Date.now() - 60_000));
  const printed: string[] = [];
  const panel = await open(file, { print: (line) => printed.push(line), distDir: path.resolve('dist') });
  try {
    await use(panel, file, printed);
  } finally {
    await panel.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

test('it prints the address of this machine only, with a secret in it', async () => {
  await served(bytes, async ({ address }, _, printed) => {
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/);
    assert.ok(printed.join('\n').includes(address));
  });
});

test('the page has a strict policy, and the file name in it is text', async () => {
  await served(bytes, async ({ address }) => {
    const response = await fetch(address);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    const page = await response.text();
    assert.ok(!page.includes('<&>'));
    assert.ok(page.includes('data-live="false"'));
  });
});

test('without the secret, with another name of the host, or for another path: nothing', async () => {
  await served(bytes, async ({ address }) => {
    const { origin, port } = new URL(address);
    assert.equal((await fetch(`${origin}/`)).status, 404);
    assert.equal((await fetch(`${origin}/${'0'.repeat(32)}/recording`)).status, 404);
    assert.equal((await fetch(`${address}../main.js`)).status, 404);
    assert.equal((await fetch(`${address}%2e%2e/package.json`)).status, 404);
    assert.equal((await fetch(address, { method: 'POST' })).status, 404);
    assert.equal(await statusWithHost(Number(port), new URL(address).pathname, 'evil.example:80'), 403);
  });
});

function statusWithHost(port: number, pathname: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: pathname, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('the recording comes byte for byte, also from a compressed one', async () => {
  await served(bytes, async ({ address }) => {
    assert.deepEqual(Buffer.from(await (await fetch(`${address}recording`)).arrayBuffer()), bytes);
  });
  await served(gzipSync(bytes), async ({ address }) => {
    assert.deepEqual(Buffer.from(await (await fetch(`${address}recording`)).arrayBuffer()), bytes);
  });
});

test('what is added to the file arrives in the same answer', async () => {
  const [one, two] = [bytes.subarray(0, 1000), bytes.subarray(1000)];
  await served(one, async ({ address }, file) => {
    utimesSync(file, new Date(), new Date());
    const stopped = new AbortController();
    const response = await fetch(`${address}recording`, { signal: stopped.signal });
    const reader = response.body!.getReader();
    const parts = [(await reader.read()).value!];
    appendFileSync(file, two);
    const length = () => parts.reduce((sum, part) => sum + part.length, 0);
    while (length() < bytes.length) parts.push((await reader.read()).value!);
    assert.deepEqual(Buffer.concat(parts), bytes);
    stopped.abort();
  });
});

test('a file that is not there, and a folder: a sentence that says what to do', async () => {
  const io = { print: () => {} };
  await assert.rejects(open('/nowhere/at/all.pvrec', io), /no such file.*process-view run/);
  await assert.rejects(open(tmpdir(), io), /not a file|folder/);
});
