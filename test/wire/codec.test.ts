/** The codec: round trips, every chunk size, lines too long, nonsense. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode, LineSplitter } from '../../src/wire/codec.js';
import type { WireEvent } from '../../src/wire/events.js';

const events: WireEvent[] = [
  {
    type: 'header',
    format: 'process-view',
    version: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    platform: 'linux',
    hostname: 'host',
    cores: 2,
    cwd: '/tmp/with space',
    command: ['node', '多进程.ts'],
    tool: '0.1.0',
  },
  { type: 'start', time: 0, pid: 1, seq: 1, ppid: 0, command: ['node'], cwd: '/', runtime: 'node 24.1.0' },
  { type: 'output', time: 1.5, pid: 1, seq: 2, stream: 'stdout', text: '子进程：开始\n\u0000\ud800 "\\' },
  { type: 'send', time: 2, pid: 1, seq: 3, message: 'ipc/2:1>2#1', channel: 'ipc/2', bytes: 12, payload: '🙂', at: 1 },
];

const splitAll = (bytes: Uint8Array, size: number, maxBytes?: number) => {
  const lines: string[] = [];
  const tooLong: number[] = [];
  const splitter = new LineSplitter({ line: (l) => lines.push(l), tooLong: (n) => tooLong.push(n) }, maxBytes);
  for (let i = 0; i < bytes.length; i += size) {
    const chunk = Uint8Array.from(bytes.subarray(i, i + size));
    splitter.push(chunk);
    chunk.fill(0); // The splitter must not keep a view of the caller's buffer.
  }
  return { lines, tooLong, pending: splitter.pendingBytes };
};

test('every event survives a round trip on one line', () => {
  for (const event of events) {
    const line = encode(event);
    assert.equal(line.indexOf('\n'), line.length - 1);
    assert.deepEqual(decode(line.slice(0, -1)), JSON.parse(JSON.stringify(event)));
  }
});

test('a stream cut into chunks of any size gives the same lines', () => {
  const bytes = Buffer.from(events.map(encode).join(''));
  const whole = events.map((e) => encode(e).slice(0, -1));
  for (let size = 1; size <= bytes.length; size++) {
    const { lines, pending } = splitAll(bytes, size);
    assert.deepEqual(lines, whole, `chunks of ${size} bytes`);
    assert.equal(pending, 0);
  }
});

test('a stream cut off anywhere gives its whole lines and says how much is left', () => {
  const bytes = Buffer.from(events.map(encode).join(''));
  for (let end = 0; end <= bytes.length; end++) {
    const { lines, pending } = splitAll(bytes.subarray(0, end), 64);
    const whole = bytes.subarray(0, end).toString().split('\n').slice(0, -1);
    assert.equal(lines.length, whole.length);
    assert.equal(pending, end - bytes.subarray(0, end).lastIndexOf(10) - 1);
  }
});

test('a line over the limit is counted and thrown away, and the next one is read', () => {
  for (const size of [1, 7, 1000]) {
    const { lines, tooLong } = splitAll(Buffer.from(`ok\n${'x'.repeat(500)}\nalso ok\n`), size, 100);
    assert.deepEqual(lines, ['ok', 'also ok']);
    assert.deepEqual(tooLong, [500]);
  }
});

test('what is no event decodes to undefined', () => {
  const nonsense = ['', 'x', '1', 'null', '[]', '{}', '{"type":1}', '{"type":"send"}', '{"type":"header"}'];
  for (const line of nonsense) assert.equal(decode(line), undefined, line);
  assert.equal(decode('{"type":"send","time":"1","pid":1,"seq":1}'), undefined);
});

test('a type that this version does not know is passed on for the reader to skip', () => {
  assert.deepEqual(decode('{"type":"later","time":1,"pid":1,"seq":1}'), { type: 'later', time: 1, pid: 1, seq: 1 });
});
