/** What matches a pattern never reaches the recording: however it is written, cut, split or escaped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RedactedLines, Redactor, redactionPatterns } from '../../src/session/redact/index.js';
import { decode, encode } from '../../src/wire/codec.js';
import type { TimedEvent, WireEvent } from '../../src/wire/events.js';
import { randomFrom } from '../recording/random-program.js';

const SECRET = 'hunter2-s3cr3t';
const common = { time: 1, pid: 7, seq: 1 };

/** The events as they come out, all of them. */
function redacted(events: WireEvent[], { words = [SECRET], defaults = false, previewBytes = 1024 } = {}): WireEvent[] {
  const lines = new RedactedLines(new Redactor(redactionPatterns(words, defaults), previewBytes));
  const taken = events.map((event) => lines.take(Buffer.from(encode(event))).toString());
  return [...taken, lines.rest().toString()]
    .join('')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [decode(line)!]));
}

const output = (text: string, seq = 1): TimedEvent => ({ type: 'output', ...common, seq, stream: 'stdout', text });
const send = (payload: string, truncated?: true): TimedEvent => ({
  ...{ type: 'send', ...common, message: 'ipc/7:1>7#1', channel: 'ipc/7', payload },
  ...(truncated && { truncated }),
});
const textOf = (events: WireEvent[]): string =>
  events.map((event) => (event.type === 'output' ? event.text : '')).join('');

test('in every text of every kind of event', () => {
  const events: WireEvent[] = [
    {
      type: 'spawn',
      ...common,
      child: 8,
      api: 'spawn',
      command: ['x', '--password', SECRET],
      env: { added: { A: SECRET } },
    },
    { type: 'start', ...common, ppid: 1, command: [`--x=${SECRET}`], cwd: `/w/${SECRET}`, runtime: 'node 24' },
    { type: 'error', ...common, name: 'Error', message: SECRET, stack: `Error: ${SECRET}` },
    { type: 'task', ...common, pool: '1.1', task: '1', state: 'done', name: SECRET },
    send(`{"a":"${SECRET}"}`),
    output(SECRET),
  ];
  const text = JSON.stringify(redacted(events));
  assert.equal(text.includes('hunter2'), false, text);
  assert.equal(text.split('[redacted]').length - 1, 9);
});

test('in output that is split anywhere, by every way of writing it', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = randomFrom(seed);
    const whole = `before ${SECRET} between\n${SECRET}${SECRET} and\nafter`;
    const pieces: TimedEvent[] = [];
    for (let from = 0; from < whole.length; ) {
      const to = from + 1 + Math.floor(random() * (seed % 2 === 0 ? 4 : 30));
      pieces.push(output(whole.slice(from, to), pieces.length + 1));
      from = to;
    }
    const told = textOf(redacted(pieces));
    assert.equal(told, 'before [redacted] between\n[redacted] and\nafter', `seed ${seed}`);
  }
});

test('a secret that grows from write to write is hidden to its end', () => {
  const told = textOf(
    redacted(['key sk-', 'abc', 'def'.repeat(500), 'ghi', ' end\n'].map(output), { words: ['sk-[a-z]+'] }),
  );
  assert.equal(told, 'key [redacted] end\n');
});

test('a line is told at once where no pattern goes over its end', () => {
  const lines = new RedactedLines(new Redactor(redactionPatterns([SECRET], true), 1024));
  assert.match(lines.take(Buffer.from(encode(output('ready\n')))).toString(), /ready/);
});

test('at the cut end of a preview there is no beginning of it', () => {
  for (let at = 1000; at < 1030; at++) {
    const whole = `${'x'.repeat(at)}${SECRET}${'y'.repeat(6000)}`;
    const [event] = redacted([send(whole.slice(0, 1024 + 4096), true)]);
    assert.ok(event?.type === 'send' && event.truncated && event.payload!.length <= 1024);
    assert.doesNotMatch(event.payload!, /h(u(n(t(e(r)?)?)?)?)?/);
  }
});

test('in a preview of wide characters, too, and as much as was asked for is kept', () => {
  const whole = '产'.repeat(341) + SECRET + '产'.repeat(2000);
  const [event] = redacted([send(whole.slice(0, 1716), true)]);
  assert.ok(event?.type === 'send');
  assert.ok(Buffer.byteLength(event.payload!) >= 1000 && !event.payload!.includes('hunter'), event.payload);
});

test('with escapes, as previews show quotes and ends of lines', () => {
  const secret = 'pa"ss\\w\no';
  const [event] = redacted([send(JSON.stringify({ key: secret }))], { words: ['pa"ss\\\\w\\no'] });
  assert.ok(event?.type === 'send');
  assert.equal(event.payload, '{"key":"[redacted]"}');
});

test('the well-known ones', () => {
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${'MIIE'.repeat(200)}\n-----END RSA PRIVATE KEY-----`;
  const secrets = [
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${'a1'.repeat(18)}`,
    'eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSM',
    's3same-open',
  ];
  const texts = [
    `aws ${secrets[0]}`,
    `git ${secrets[1]}`,
    `Authorization: Bearer ${secrets[2]}`,
    `postgres://ada:${secrets[3]}@db/x`,
    `{"password":"${secrets[3]}"}`,
    `API_KEY=${secrets[3]}`,
    key,
  ];
  const told = JSON.stringify(
    redacted(
      texts.map((text) => send(text)),
      { words: [], defaults: true },
    ),
  );
  for (const secret of [...secrets, 'MIIE']) assert.equal(told.includes(secret), false, `${secret}: ${told}`);
  assert.match(told, /postgres:\/\/ada:\[redacted\]@db/);
  const lines = textOf(
    redacted(
      key.split('\n').map((line) => output(`${line}\n`)),
      { words: [], defaults: true },
    ),
  );
  assert.equal(lines.includes('MIIE'), false);
});

test('what is no secret stays as it was', () => {
  const events: WireEvent[] = [send('{"n":1}'), output('the token is invalid\n'), { type: 'exit', ...common, code: 0 }];
  assert.deepEqual(redacted(events, { words: ['zzz'], defaults: true }), events);
});

test('a pattern that is none, or that matches nothing, is refused with a sentence', () => {
  assert.throws(() => redactionPatterns(['('], false), /regular expression/);
  assert.throws(() => redactionPatterns(['x*'], false), /where there is nothing/);
  assert.deepEqual(redactionPatterns(['/abc/i'], false), [/abc/gi]);
});
