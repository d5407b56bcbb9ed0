/** `process-view explain` on recordings of real programs: those that hang, seen while they do, and healthy ones. */
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findHangs, openRecording } from '../../src/recording/index.js';
import { fixture, processView, record, startProcessView, temporaryFolder } from '../process-view.js';
import { waitFor } from '../wait-for.js';
import { hanging as stands } from '../webview/hanging.js';
import type { Script } from '../webview/recordings.js';

/** Each program, and what is said of it. */
const hanging: [string, RegExp][] = [
  [
    'join-before-the-queue-is-drained',
    /main \(.*:13\) waits for worker to end; worker \(.*:5\) waits for room in queue \S+ \(full, 3 of 3\); nobody will read queue \S+: its only reader is main\./,
  ],
  [
    'two-get-before-they-put',
    /left \(.*:5\) waits for a message in queue .*; right \(.*:5\) .*none can go on\. main cannot go on because of it|right \(.*:5\) waits for a message in queue .*; left \(.*:5\) .*none can go on\. main cannot go on because of it/,
  ],
  [
    'two-locks-in-opposite-order',
    /(left|right) \(.*:7\) waits for lock \S+, held by (right|left); (right|left) \(.*:7\)/,
  ],
  [
    'pool-tasks-wait-for-a-task-behind-them',
    /PoolWorker-\d \(.*:4\) .*: only task 3 of the pool \(tell\) could help, and no worker of the pool is free/,
  ],
  [
    'child-waits-for-a-word-and-parent-for-its-end',
    /main \(.*:12\) waits for .* to end; .* \(.*:6\) waits for a message in ipc \d+, which is empty: each waits/,
  ],
  ['nobody-is-left-to-send', /main \(.*:12\) .* nobody is left to do it, as worker has ended\./],
  ['event-that-nobody-sets', /main \(.*:11\) waits for worker to end; worker \(.*:4\) waits for event \S+: each waits/],
];

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

for (const [name, says] of hanging) {
  test(`says why it hangs: ${name.replaceAll('-', ' ')}`, async (t) => {
    const file = path.join(temporaryFolder(t), 'run.pvrec');
    const run = startProcessView(['run', '--quiet', '--record', file, fixture(`explain/${name}.cjs`)]);
    t.after(() => run.child.kill());
    await waitFor(() => sizeOf(file) > 0 && findHangs(openRecording(readFileSync(file))).length > 0);
    const live = await processView(['explain', file]);
    run.child.kill('SIGTERM');
    await run.ended;
    const after = await processView(['explain', file]);
    for (const { code, stdout, stderr } of [live, after]) {
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^Why it hangs:\n/);
      assert.match(stdout.split('\n')[1]!, says);
      assert.match(stdout.split('\n')[1]!, /It stood still for \d+\.\d{3} s, up to step \d+\.$/);
    }
  });
}

test('a program whose locks change hands, also from a dead holder, does not hang', async (t) => {
  const { file } = await record(t, [fixture('explain/holder-of-a-lock-dies.cjs')]);
  const { stdout } = await processView(['explain', file]);
  assert.match(
    stdout,
    /^Left behind:\n {2}killed ended and nobody had joined it\.\n5 processes, 3 messages sent and 3 received/,
  );
});

test('of a program with nothing wrong that is said', async (t) => {
  const { file } = await record(t, [path.resolve('examples/fork-and-talk.ts')]);
  const { stdout, code } = await processView(['explain', file]);
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^Nothing is wrong: .*\n3 processes, 12 messages sent and 12 received in 2 channels\.\nChannels:\n( {2}ipc \d+: 6 sent, 6 received.*\n){2}What took its time:\n {2}\d+\.\d{3} s were decided by: main /,
  );
});

test('the hang at a step, and what is no step', async (t) => {
  const { file } = await record(t, [path.resolve('examples/fork-and-talk.ts')]);
  assert.equal((await processView(['explain', file, '--at', '3'])).code, 0);
  const { code, stderr } = await processView(['explain', file, '--at', 'x']);
  assert.equal(code, 2);
  assert.match(stderr, /--at wants a whole number/);
  assert.match((await processView(['explain'])).stderr, /explain needs a recording/);
});

test('all of it as data, with steps that --at takes and the places in the source', async (t) => {
  const { file } = await record(t, [path.resolve('examples/fork-and-talk.ts')]);
  const data = JSON.parse((await processView(['explain', '--json', file])).stdout);
  assert.deepEqual([data.hangs, data.leftovers, data.whole, data.unknown], [[], [], true, []]);
  assert.deepEqual(
    data.channels.map(({ sent, received, atLeast }: Record<string, unknown>) => [sent, received, atLeast]),
    [
      [6, 6, false],
      [6, 6, false],
    ],
  );
  const { spans } = data.slow.criticalPath;
  assert.equal(spans[0].process, 'main');
  // Without a hole: each stretch begins where the one before it ended.
  for (const [index, span] of spans.entries()) if (index > 0) assert.equal(span.fromStep, spans[index - 1].step);
  assert.ok(spans.some((span: { kind: string; at?: object }) => span.kind === 'message' && span.at !== undefined));
  assert.equal(data.slow.processes.length, 3);
});

test('only whether a run that goes on seems to hang now, as a sentence and as data', async (t) => {
  const folder = temporaryFolder(t);
  const fileOf = (name: string, script: Script) => {
    const file = path.join(folder, `${name}.pvrec`);
    writeFileSync(file, script.bytes());
    return file;
  };
  const stuck = fileOf('stuck', stands({ seconds: 5, killed: false }));
  const said = await processView(['explain', '--hangs', stuck]);
  assert.deepEqual([said.code, said.stderr], [1, '']);
  assert.match(said.stdout, /^main \(join\.ts:14\) waits for worker-1 to end; .*\n$/);
  const [hang] = JSON.parse((await processView(['explain', '--hangs', '--json', stuck])).stdout);
  assert.deepEqual([hang.kind, hang.waits.map(({ pid }: { pid: number }) => pid)], ['join-before-drain', [100, 110]]);
  for (const script of [stands({ seconds: 1, killed: false }), stands({ seconds: 5, killed: true })]) {
    const { code, stdout } = await processView(['explain', '--hangs', fileOf('not', script)]);
    assert.deepEqual([code, stdout], [0, '']);
  }
});
