/** The recording on disk: what may be replaced, what a full disk does, how soon a reader sees an event. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordingFile } from '../../src/session/recording-file.js';
import { waitFor } from '../wait-for.js';

let folder: string;
const at = (name: string) => path.join(folder, name);
const unexpected = (text: string) => assert.fail(text);
const header = (collector?: number) =>
  `${JSON.stringify({ type: 'header', format: 'process-view', version: 1, collector })}\n`;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pv-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('bytes are written in order, in buffers of every size, and only the owner may read them', async () => {
  const file = RecordingFile.create(at('r.pvrec'), unexpected);
  let expected = '';
  for (let i = 0; i < 5000; i++) {
    const text = `${i}:${'x'.repeat((i * 7919) % 300)}\n`;
    expected += text;
    file.append(Buffer.from(text));
  }
  file.append(Buffer.alloc(3 << 20, 'y'));
  await file.close();
  assert.equal(readFileSync(at('r.pvrec'), 'utf8'), expected + 'y'.repeat(3 << 20));
  if (process.platform !== 'win32') assert.equal(statSync(at('r.pvrec')).mode & 0o777, 0o600);
});

test('a reader sees an event without the recording being closed', async () => {
  const file = RecordingFile.create(at('r.pvrec'), unexpected);
  file.append(Buffer.from('one\n'));
  await waitFor(() => readFileSync(at('r.pvrec'), 'utf8') === 'one\n');
  file.append(Buffer.from('two\n'));
  await waitFor(() => readFileSync(at('r.pvrec'), 'utf8') === 'one\ntwo\n');
  await file.close();
});

test('it can be closed after its timer has found nothing to write', { timeout: 20_000 }, async () => {
  const file = RecordingFile.create(at('r.pvrec'), unexpected);
  file.append(Buffer.alloc(2 << 20, 'x')); // Written at once …
  file.append(Buffer.from('y')); // … and this with it, while its timer is set.
  await waitFor(() => statSync(at('r.pvrec')).size > 2 << 20);
  await sleep(60);
  await file.close();
  assert.equal(statSync(at('r.pvrec')).size, (2 << 20) + 1);
});

test('a recording that has ended is replaced', async () => {
  writeFileSync(at('r.pvrec'), header());
  const file = RecordingFile.create(at('r.pvrec'), unexpected);
  await file.close();
  assert.equal(readFileSync(at('r.pvrec'), 'utf8'), '');
});

test('a file that is no recording is left as it is', () => {
  writeFileSync(at('main.ts'), 'console.log(1);\n');
  assert.throws(() => RecordingFile.create(at('main.ts'), unexpected), /not a recording, so it was left as it is/);
  assert.equal(readFileSync(at('main.ts'), 'utf8'), 'console.log(1);\n');
});

test('a recording that another run is writing is left alone, one whose writer has gone is not', async () => {
  writeFileSync(at('r.pvrec'), header(process.pid));
  assert.throws(() => RecordingFile.create(at('r.pvrec'), unexpected), /is being written by another run \(pid \d+\)/);
  utimesSync(at('r.pvrec'), new Date(0), new Date(0));
  await RecordingFile.create(at('r.pvrec'), unexpected).close();
});

test('a folder that is not there is named, with what to do', () => {
  assert.throws(
    () => RecordingFile.create(at('no/such/r.pvrec'), unexpected),
    /cannot be written to .*r\.pvrec \(there is no such file or folder\)\. Choose another place with --record/,
  );
});

test('a full disk is told once, and what comes after is dropped', { skip: !existsSync('/dev/full') }, async () => {
  const warnings: string[] = [];
  const file = RecordingFile.create('/dev/full', (text) => warnings.push(text));
  file.append(Buffer.from('one\n'));
  await waitFor(() => warnings.length > 0);
  for (let i = 0; i < 100; i++) file.append(Buffer.alloc(1 << 20));
  assert.equal(file.full, false);
  await file.close();
  assert.deepEqual(warnings, [
    'The recording /dev/full ends here (no space is left on the disk); the script goes on. What was written until now can be opened.',
  ]);
});
