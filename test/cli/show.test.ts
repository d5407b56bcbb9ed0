/** `process-view show`: the tree, the log and the events of a recording, however damaged it is. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { cli, processView, temporaryFolder } from '../process-view.js';

const header = {
  type: 'header',
  format: 'process-view',
  version: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
  platform: 'linux',
  hostname: 'host',
  cores: 2,
  cwd: '/work',
  command: ['/usr/bin/node', 'main.ts'],
  tool: '0.1.0',
  collector: 10,
};
const message = { message: 'ipc/12:11>12#1', channel: 'ipc/12' };
/** In the order of arrival, which is not the order of time. */
const lines = [
  header,
  {
    type: 'start',
    time: 1000,
    pid: 11,
    seq: 1,
    ppid: 10,
    command: ['/usr/bin/node', 'main.ts'],
    cwd: '/work',
    runtime: 'node 24.1.0',
  },
  { type: 'site', time: 2000, pid: 11, seq: 2, site: 1, file: '/work/src/main.ts', line: 3, column: 7 },
  {
    type: 'spawn',
    time: 2000,
    pid: 11,
    seq: 3,
    at: 1,
    child: 12,
    api: 'fork',
    command: ['node', 'worker.ts'],
    name: 'worker',
  },
  {
    type: 'start',
    time: 5000,
    pid: 12,
    seq: 1,
    ppid: 11,
    command: ['node', 'worker.ts'],
    cwd: '/work',
    runtime: 'node 24.1.0',
  },
  { type: 'receive', time: 6000, pid: 12, seq: 2, ...message },
  { type: 'send', time: 3000, pid: 11, seq: 4, at: 1, ...message, bytes: 9, payload: '{"a":"\u001b[2J"}' },
  { type: 'thread-start', time: 6100, pid: 12, seq: 3, thread: 1, name: 'helper' },
  { type: 'sample', time: 6200, pid: 10, seq: 1, of: 12, cpu: 50, rss: 1_000_000 },
  { type: 'wait', time: 6300, pid: 11, seq: 5, wait: 1, for: { kind: 'join', child: 12 } },
  { type: 'exit', time: 7000, pid: 12, seq: 4, code: 3 },
  { type: 'child-exit', time: 8000, pid: 11, seq: 6, child: 12, code: 3 },
  { type: 'wake', time: 8100, pid: 11, seq: 7, wait: 1, outcome: 'done' },
  { type: 'found', time: 8500, pid: 13, seq: 1, ppid: 11, command: ['/bin/sleep', '1'], why: 'not a Node.js program' },
  { type: 'exit', time: 9000, pid: 11, seq: 8, code: 0 },
].map((line) => JSON.stringify(line));
const whole = `${lines.join('\n')}\n`;

function saved(t: { after(fn: () => void): void }, content: string | Buffer): string {
  const file = path.join(temporaryFolder(t), 'run.pvrec');
  writeFileSync(file, content);
  return file;
}

test('the tree has parents and children, threads, ends, and who is blind', async (t) => {
  const { stdout, stderr, code } = await processView(['show', saved(t, whole), '--tree']);
  assert.equal(code, 0);
  assert.equal(stderr, '');
  assert.equal(
    stdout,
    [
      'main (11)  exit code 0  8.0 ms',
      '├─ worker (12)  fork  exit code 3  5.0 ms',
      '│  └─ thread 1 helper  running',
      '└─ sleep 1 (13)  blind  running',
      '',
      '3 processes, 1 sent, 1 received, step 13 of 13',
      '',
    ].join('\n'),
  );
});

test('the tree at a step is that of then', async (t) => {
  const { stdout } = await processView(['show', saved(t, whole), '--tree', '--at', '2']);
  assert.deepEqual(stdout.split('\n').slice(0, 2), ['main (11)  running', '└─ worker (12)  fork  running']);
});

test('the log is in the order of time, a send before its receive, and steers no terminal', async (t) => {
  const { stdout } = await processView(['show', saved(t, whole), '--log']);
  const log = stdout.trimEnd().split('\n');
  const types = log.map((line) => line.slice(22).trim().split(/ {2,}/)[1]);
  assert.deepEqual(types, [
    ...['start', 'spawn', 'send', 'start', 'receive', 'thread-start'],
    ...['wait', 'exit', 'child-exit', 'wake', 'found', 'exit'],
  ]);
  assert.match(
    log[2]!,
    / 3 +3\.000 {2}main \(11\) +send +→ worker \(12\) {2}ipc\/12 #1 {2}\{"a":"\\e\[2J"\} {2}9 B {2}src\/main\.ts:3:7$/,
  );
  assert.match(log[4]!, /receive +← main \(11\) {2}ipc\/12 #1 .*after 3\.0 ms$/);
  assert.match(log[6]!, /wait +1: join worker \(12\)$/);
  assert.match(log[9]!, /wake +1: done, after 1\.8 ms$/);
});

test('the events come in the order of the protocol, with their places in the source', async (t) => {
  const { stdout } = await processView(['show', saved(t, whole), '--json']);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(events.length, lines.length);
  assert.deepEqual(events[0], header);
  const times = events.slice(1).map((event) => event.time);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  const send = events.find((event) => event.type === 'send');
  assert.deepEqual(send.at, { file: '/work/src/main.ts', line: 3, column: 7 });
  assert.equal(events.filter((event) => event.type === 'site').length, 1);
});

test('a recording cut off anywhere opens up to its last whole line and says how much was lost', async (t) => {
  const bytes = Buffer.from(whole);
  const cuts = [
    bytes.length - 1,
    bytes.length - 30,
    Math.floor(bytes.length / 2),
    lines[0]!.length + 1,
    lines[0]!.length + 2,
  ];
  for (const cut of cuts) {
    const { code, stdout, stderr } = await processView(['show', saved(t, bytes.subarray(0, cut)), '--json']);
    const kept = bytes.subarray(0, cut).toString().split('\n').length - 1;
    assert.equal(code, 0, `cut at ${cut}`);
    assert.equal(stdout.split('\n').length - 1, kept, `cut at ${cut}`);
    const lost = cut - bytes.subarray(0, cut).lastIndexOf(10) - 1;
    if (lost > 0)
      assert.match(stderr, new RegExp(`cut off in the middle of a line: its last ${lost} bytes are left out`));
  }
});

test('lines that are no events are counted, the others shown', async (t) => {
  const { stderr, stdout } = await processView(['show', saved(t, whole.replace(lines[3]!, 'garbage')), '--tree']);
  assert.match(stderr, /1 line is no event and left out/);
  assert.match(stdout, /worker\.ts \(12\)/);
});

async function refused(args: string[], sentence: RegExp) {
  const { code, stdout, stderr } = await processView(['show', ...args]);
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, sentence);
  assert.doesNotMatch(stderr, /\n\s+at /);
}

test('an empty recording, one of a newer version, and what is none at all', async (t) => {
  await refused([saved(t, '')], /The recording is empty/);
  await refused(
    [saved(t, whole.replace('"version":1', '"version":2'))],
    /format version 2, written by Process View 0\.1\.0; .* Update Process View/,
  );
  await refused([saved(t, 'export const a = 1;\n')], /no Process View recording/);
  await refused([saved(t, Buffer.alloc(10 << 20, 0xff))], /no Process View recording/);
  await refused([saved(t, `${lines.slice(1).join('\n')}\n`)], /no Process View recording/);
});

test('a compressed recording is the same recording', async (t) => {
  const file = path.join(temporaryFolder(t), 'run.pvrec.gz');
  writeFileSync(file, gzipSync(whole));
  assert.equal((await processView(['show', file])).stdout, (await processView(['show', saved(t, whole)])).stdout);
  writeFileSync(file, gzipSync(whole).subarray(0, 100));
  await refused([file], /it is compressed and cut off/);
  writeFileSync(file, whole);
  await refused([file], /it is not compressed, as its name says, or it is damaged/);
});

test('a file that is not there, or is a folder', async (t) => {
  await refused(['not-there.pvrec'], /not-there\.pvrec cannot be read: there is no such file/);
  const folder = path.join(temporaryFolder(t), 'folder.pvrec');
  mkdirSync(folder);
  await refused([folder], /cannot be read: it is a folder/);
});

test('options that contradict each other or are none', async (t) => {
  const file = saved(t, whole);
  await refused([], /show needs a recording/);
  await refused([file, file], /show takes one recording/);
  await refused([file, '--tree', '--log'], /Choose one of --tree, --log and --json/);
  await refused([file, '--at', 'end'], /--at wants a whole number from 0, not "end"/);
  await refused([file, '--colour'], /There is no option --colour/);
});

test('a reader that has seen enough ends it without a complaint', async (t) => {
  const many = Array.from({ length: 50_000 }, (_, i) =>
    JSON.stringify({ type: 'output', time: 1e6 + i, pid: 11, seq: 100 + i, stream: 'stdout', text: `line ${i}` }),
  );
  const child = spawn(process.execPath, [cli, 'show', saved(t, `${whole}${many.join('\n')}\n`), '--json']);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
  assert.equal(complaints, '');
});

test('what was shown is what is in the file', async (t) => {
  const file = saved(t, whole);
  await processView(['show', file]);
  assert.equal(readFileSync(file, 'utf8'), whole);
});
