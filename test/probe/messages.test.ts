/** What is told of messages: payloads of every kind, handles, floods, runs within runs. */
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fixture, ofType, record, start, temporaryFolder } from '../process-view.js';
import { assertNoGap, assertPaired } from './probing.js';

const node = ['--quiet', '--runner', 'node', '--node', process.execPath];

test('payloads are shown in 1 KB without running the program', async (t) => {
  const { events, stdout } = await record(t, [...node, fixture('probe/send-values-of-every-kind.cjs')]);
  assert.equal(stdout, 'the getter ran 1 time\n');
  assertPaired(events);
  const sends = ofType(events, 'send');
  const shown = (channel: RegExp) => sends.filter((send) => channel.test(send.channel)).map(({ payload }) => payload);
  const [json, advanced] = [...new Set(sends.map(({ channel }) => channel))];
  assert.deepEqual(shown(new RegExp(`^${json}$`)), [
    '"text \\"quoted\\""',
    '7',
    'null',
    'true',
    '{"a":{"b":[1,[2,[3]]]}}',
    '{"odd key":"多进程"}',
    `"${'é'.repeat(511)}`,
    '"end"',
  ]);
  const plain = [
    '"text \\"quoted\\""',
    '7',
    'null',
    'true',
    '{a:{b:[1,[2,[3]]]}}',
    '{"odd key":"多进程"}',
    `"${'é'.repeat(511)}`,
  ];
  const rich = [
    'Map[["k",Set[1]]]',
    '1970-01-01T00:00:00.000Z',
    'Invalid Date',
    '[RangeError: too far]',
    '/re+/g',
    '[Buffer of 5 bytes]',
    '[Float64Array of 24 bytes]',
    '[ArrayBuffer of 5 bytes]',
    '{x:1}',
    `[${Array.from({ length: 5000 }, (_, i) => i).join()}]`.slice(0, 1024),
  ];
  assert.deepEqual(shown(new RegExp(`^${advanced}$`)), [...plain, ...rich, '"end"']);
  assert.deepEqual(shown(/^thread/), [...plain, 'undefined', '10n', ...rich, '{inside:[getter]}', '"end"']);
  assert.equal(sends.filter(({ truncated }) => truncated).length, 5);
});

for (const serialization of ['json', 'advanced']) {
  test(`handles among messages, ${serialization}`, { skip: process.platform === 'win32' }, async (t) => {
    const script = fixture('probe/pass-handles-among-messages.cjs');
    const plain = await start(process.execPath, [script, serialization]).ended;
    const { events, stdout } = await record(t, [...node, script, serialization]);
    assert.equal(stdout, plain.stdout);
    assertNoGap(events);
    assertPaired(events);
    const sends = ofType(events, 'send');
    assert.equal(sends.length, 3 * 3 + 2 + 3 * 3 + 1);
    assert.ok(
      sends.every(({ at }) => at !== undefined),
      'also those that waited for a handle have their line',
    );
  });
}

test('above 2,000 sends a second an event without a line says so', async (t) => {
  const { events } = await record(t, [...node, fixture('probe/send-faster-than-lines-are-taken.cjs')]);
  const sends = ofType(events, 'send');
  assert.equal(sends.length, 5000);
  assert.ok(sends.slice(0, 2000).every(({ at, sampled }) => at !== undefined && sampled === undefined));
  assert.ok(sends.every(({ at, sampled }) => (at === undefined) === (sampled === true)));
});

test('a run within the run, and options of the user', async (t) => {
  const { events, stdout } = await record(t, [...node, fixture('probe/start-a-run-within-the-run.cjs')]);
  const lines = [
    '--no-warnings ffffffffffffffffffffffffffffffff',
    '--max-http-header-size=20000 undefined',
    '--stack-trace-limit=5 undefined',
  ];
  assert.equal(stdout, lines.map((line) => `${line}\n`).join(''));
  assert.equal(ofType(events, 'start').length, 3, 'the other run is let alone');
});

test('a folder with blanks and letters of all kinds', async (t) => {
  const folder = path.join(temporaryFolder(t), '多 进程 é');
  cpSync('dist', path.join(folder, 'dist'), { recursive: true });
  const script = path.join(folder, 'fork ü.cjs');
  writeFileSync(
    script,
    `const { fork } = require('node:child_process'); if (process.argv[2]) process.send('ü'); else fork(__filename, ['child']).on('message', (text) => console.log(text));`,
  );
  const recording = path.join(folder, 'r.pvrec');
  const args = [path.join(folder, 'dist/cli.js'), 'run', ...node, '--record', recording, script];
  const { stdout, code, stderr } = await start(process.execPath, args).ended;
  assert.deepEqual({ stdout, code, stderr }, { stdout: 'ü\n', code: 0, stderr: '' });
});
