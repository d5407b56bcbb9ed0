/** The collector: what probes say is recorded as it came, and what strangers say harms nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lost } from '../../src/wire/events.js';
import { controlGreeting } from '../../src/wire/handshake.js';
import { hello, sendLine, speak, startCollector, token } from './collecting.js';

const lostOf = (events: { type: string }[]) =>
  events.filter((event): event is Lost => event.type === 'lost').map(({ count, why }) => ({ count, why }));

test('lines are recorded byte for byte, wherever the chunks are cut', async () => {
  const lines = Array.from({ length: 200 }, (_, i) => sendLine(1, i + 1, `,"payload":"${'é中'.repeat(i % 7)}"`)).join(
    '',
  );
  for (const size of [1, 2, 3, 7, 64, 199, 1000, 1 << 20]) {
    const run = await startCollector();
    await speak(run.socket, pieces(Buffer.from(hello + lines), size));
    const { text, header } = await run.end();
    assert.equal(header.type, 'header');
    assert.equal(text.slice(text.indexOf('\n') + 1), lines, `chunks of ${size}`);
    assert.equal(run.collector.traffic.sends, 200);
  }
});

function* pieces(bytes: Buffer, size: number) {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

test('several probes write at once and no line is torn', async () => {
  const run = await startCollector();
  const probe = (pid: number) =>
    speak(run.socket, [hello, ...Array.from({ length: 2000 }, (_, i) => sendLine(pid, i + 1))]);
  await Promise.all([1, 2, 3, 4, 5].map(probe));
  const { events } = await run.end();
  assert.equal(events.length, 10_000);
  for (const pid of [1, 2, 3, 4, 5]) {
    const numbers = events
      .filter((event) => 'pid' in event && event.pid === pid)
      .map((event) => 'seq' in event && event.seq);
    assert.deepEqual(
      numbers,
      Array.from({ length: 2000 }, (_, i) => i + 1),
    );
  }
});

test('the events of the tree are handed on, in whatever order their fields are', async () => {
  const run = await startCollector();
  await speak(run.socket, [
    hello,
    '{"type":"start","time":1,"pid":5,"seq":1,"ppid":4,"command":[],"cwd":"/","runtime":"node 20.0.0"}\n',
    '{"pid":5,"seq":2,"time":2.5,"child":6,"api":"fork","command":["a"],"type":"spawn"}\n',
    '{"type":"child-exit","time":3,"pid":5,"seq":3,"child":6,"code":0}\n',
    '{"type":"exit","time":4,"pid":5,"seq":4,"code":0}\n',
  ]);
  const { events } = await run.end();
  assert.deepEqual(
    run.tree.map((event) => event.type),
    ['start', 'spawn', 'child-exit', 'exit'],
  );
  assert.equal(events.length, 4);
});

test('a type that this version does not know is kept for a reader that does', async () => {
  const run = await startCollector();
  await speak(run.socket, [hello, '{"type":"from-the-future","time":1,"pid":5,"seq":1}\n']);
  assert.equal((await run.end()).events[0]!.type as string, 'from-the-future');
});

test('a connection without the token, with a wrong one, or with garbage is closed and counted', async () => {
  const run = await startCollector();
  await speak(run.socket, ['{"type":"send","time":1,"pid":5,"seq":1}\n'], false);
  await speak(run.socket, [`process-view/1 ${'f'.repeat(32)}\n`, sendLine(1, 1)], false);
  await speak(run.socket, [Buffer.alloc(100_000, 0xff)], false);
  await speak(run.socket, ['GET / HTTP/1.1\r\n\r\n'], false);
  await speak(run.socket, ['proc']);
  await speak(run.socket, []);
  await speak(run.socket, [hello, sendLine(7, 1)]);
  const { events } = await run.end();
  assert.deepEqual(
    events.map((event) => event.type),
    ['send', 'lost'],
  );
  assert.equal(lostOf(events)[0]!.count, 5);
});

test('a stranger with a line of 1 GB is thrown out at its beginning', async () => {
  const run = await startCollector();
  const before = process.memoryUsage().rss;
  await speak(run.socket, repeated(Buffer.alloc(1 << 20, 'x'), 1024), false);
  assert.ok(process.memoryUsage().rss - before < 100e6);
  assert.equal(lostOf((await run.end()).events)[0]!.count, 1);
});

test('a line of 1 GB from somebody who has the token is counted and not held, and the next line is taken', async () => {
  const run = await startCollector();
  let most = 0;
  function* line() {
    yield hello;
    yield '{"type":"output","time":1,"pid":1,"seq":1,"text":"';
    for (const chunk of repeated(Buffer.alloc(1 << 20, 'x'), 1024)) {
      most = Math.max(most, process.memoryUsage().rss);
      yield chunk;
    }
    yield `"}\n${sendLine(1, 2)}`;
  }
  const before = process.memoryUsage().rss;
  await speak(run.socket, line());
  const { events } = await run.end();
  assert.deepEqual(
    events.map((event) => event.type),
    ['send', 'lost'],
  );
  assert.ok(most - before < 300e6, `held ${most - before} bytes`);
});

function* repeated(chunk: Buffer, times: number) {
  for (let i = 0; i < times; i++) yield chunk;
}

test('lines that are no events are counted, and their neighbours are kept', async () => {
  const run = await startCollector();
  const nonsense = [
    'hello\n',
    '{"type":"send"}\n',
    '\n',
    '[1]\n',
    '{"type":"send","time":1,"pid":1,"seq":9\n',
    'null\n',
  ];
  await speak(run.socket, [hello, sendLine(1, 1), ...nonsense, sendLine(1, 2), 'x\n', sendLine(1, 3)]);
  const { events } = await run.end();
  assert.deepEqual(
    events.map((event) => event.type),
    ['send', 'send', 'send', 'lost'],
  );
  assert.deepEqual(
    lostOf(events).map(({ count }) => count),
    [6],
  );
});

test('a line that its process could not finish is counted and does not reach the recording', async () => {
  const run = await startCollector();
  await speak(run.socket, [hello, sendLine(1, 1), '{"type":"send","ti']);
  const { events, text } = await run.end();
  assert.ok(text.endsWith('}\n'));
  assert.match(lostOf(events)[0]!.why, /cut off/);
});

test('whoever greets as the one that steers can stop the run, and nobody else', async () => {
  const run = await startCollector();
  await speak(run.socket, [hello, 'stop\n']);
  await speak(run.socket, [controlGreeting('f'.repeat(32)), 'stop\n'], false);
  assert.equal(run.stops(), 0);
  await speak(run.socket, [controlGreeting(token).slice(0, 10), `${controlGreeting(token).slice(10)}st`, 'op\n']);
  assert.equal(run.stops(), 1);
  await run.end();
});

test('what a probe had to drop is counted with what the collector lost, and told once', async () => {
  const run = await startCollector();
  await speak(run.socket, [hello, '{"type":"lost","time":1,"pid":5,"seq":1,"count":7,"why":"too fast"}\n', 'x\n']);
  const { events } = await run.end();
  assert.deepEqual([...run.collector.lost.values()], [7, 1]);
  assert.deepEqual(
    lostOf(events).map(({ count }) => count),
    [7, 1],
  );
});

test('the collector numbers its own events without a gap', async () => {
  const run = await startCollector();
  run.collector.tell({ type: 'sample', of: 1, cpu: 1, rss: 1 });
  run.collector.tell({ type: 'found', pid: 77, ppid: 1, command: ['sh'] });
  run.collector.tell({ type: 'sample', of: 1, cpu: 1, rss: 1 });
  const { events } = await run.end();
  assert.deepEqual(
    events.map((event) => 'seq' in event && [event.pid === process.pid ? 'own' : event.pid, event.seq]),
    [
      ['own', 1],
      [77, 1],
      ['own', 2],
    ],
  );
});
