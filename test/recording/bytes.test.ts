/** The bytes' door: the quick way equals the slow one, any cut opens, any chunks do, and what is no recording is refused clearly. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRecording, Recording, RecordingError } from '../../src/recording/index.js';
import { decode, encode } from '../../src/wire/codec.js';
import type { Header, TimedEvent, WireEvent } from '../../src/wire/events.js';
import { randomFrom, randomRun } from './random-program.js';

const header: Header = {
  type: 'header',
  format: 'process-view',
  version: 1,
  startedAt: '2026-11-25T00:00:00.000Z',
  platform: 'linux',
  hostname: 'h',
  cores: 2,
  cwd: '/w',
  command: ['node', 'main.js'],
  tool: '0.1.0',
};

/** The fields in the order in which probes write them, which is what the quick way knows. */
function line({ type, time, pid, tid, seq, at, ...rest }: TimedEvent & { at?: number }): string {
  const head = { type, time, pid, ...(tid !== undefined && { tid }), seq };
  return `${JSON.stringify({ ...head, ...rest, ...(at !== undefined && { at }) })}\n`;
}

const bytesOf = (lines: readonly string[]): Uint8Array => Buffer.from(encode(header) + lines.join(''));

/** Each step's event, its row, and what the model made of the rest, for comparison. */
function everything(recording: Recording) {
  const { problems, gaps, processes, channels, tasks } = {
    problems: recording.problems,
    gaps: recording.gaps(),
    processes: recording.processes,
    channels: recording.channels.map(({ id, kind, ends }) => ({ id, kind, ends })),
    tasks: recording.tasks,
  };
  const steps = Array.from({ length: recording.length }, (_, step) => ({
    event: recording.event(step),
    row: recording.rowOf(step),
    channel: recording.channel(step),
    about: recording.about(step),
    text: recording.text(step),
  }));
  return { steps, problems, gaps, processes, channels, tasks };
}

/** The slow way alone: each line by JSON.parse. */
function slowly(text: string, limit?: number): Recording {
  const recording = new Recording(limit);
  const lines = text.split('\n');
  lines.pop();
  for (const one of lines) {
    if (one === '') continue;
    const event = decode(one);
    if (event === undefined) recording.store.problems.garbage++;
    else recording.append(event);
  }
  return recording;
}

for (let seed = 1; seed <= 20; seed++) {
  test(`a recording that is full takes in the lives, and how what had begun before comes out (seed ${seed})`, () => {
    const { arrived } = randomRun(seed, { steps: 400 });
    const bytes = bytesOf(arrived.map(line));
    const whole = openRecording(bytes);
    const limit = 20 + Math.floor(randomFrom(seed)() * (whole.length - 20));
    const full = new Recording(limit);
    full.appendBytes(bytes);
    full.finish();
    assert.deepEqual(everything(full), everything(slowly(Buffer.from(bytes).toString(), limit)), 'by both ways');
    assert.ok(full.length >= limit);
    assert.equal(full.length + full.leftOut, whole.length);
    assert.deepEqual(full.gaps(), whole.gaps(), 'what is left out is not missing');
    const lives = ({ processes }: Recording) =>
      processes.map(({ pid, endTime, exitCode }) => ({ pid, endTime, exitCode }));
    assert.deepEqual(lives(full), lives(whole));
    const open = ({ waits }: Recording) =>
      Array.from({ length: waits.length }, (_, wait) => wait).filter((wait) => waits.endStep(wait) < 0).length;
    assert.ok(open(full) <= open(whole), 'nobody seems to wait for what was left out');
  });

  test(`the quick way makes what JSON.parse makes (seed ${seed})`, () => {
    const { arrived } = randomRun(seed, { steps: 400, skew: seed % 2 ? 100 : 0, reuse: seed % 3 === 0 });
    const random = randomFrom(seed);
    const at = (): number => (random() < 0.5 ? 0 : 1 + Math.floor(random() * 9));
    const placed = arrived.map((event) => ({
      ...event,
      time: event.time + (random() < 0.3 ? 0.125 : 0),
      ...(at() && { at: 3 }),
    }));
    const bytes = bytesOf(placed.map(line));
    assert.deepEqual(everything(openRecording(bytes)), everything(slowly(Buffer.from(bytes).toString())));
  });

  test(`a line with any byte changed is read alike by both ways (seed ${seed})`, () => {
    const { arrived } = randomRun(seed, { steps: 150 });
    const random = randomFrom(seed * 31);
    const lines = arrived.map((event) => {
      const own = Buffer.from(line(event).slice(0, -1));
      const place = Math.floor(random() * own.length);
      if (random() < 0.5)
        own[place] = '0123456789.-+eE{}[]":,\\/ tnu#>\u0001\u007f'.charCodeAt(Math.floor(random() * 32));
      else if (random() < 0.2) own[place] = 0x80 + Math.floor(random() * 128);
      return Buffer.from(own.filter((byte) => byte !== 0x0a));
    });
    const bytes = Buffer.concat([Buffer.from(encode(header)), ...lines.flatMap((one) => [one, Buffer.from('\n')])]);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    assert.deepEqual(everything(openRecording(bytes)), everything(slowly(text)));
  });
}

test('fields in another order, twice, missing or strange are read as JSON.parse reads them', () => {
  const start = line({
    type: 'start',
    time: 1,
    pid: 5,
    seq: 1,
    ppid: 1,
    command: ['a'],
    cwd: '/',
    runtime: 'node 24.1.0',
  });
  const good =
    '{"type":"send","time":2,"pid":5,"seq":2,"message":"queue/1:5>*#1","channel":"queue/1","bytes":3,"payload":"x"}';
  const lines = [
    good,
    good.replace('"#1', '"#01'),
    good.replace('"bytes":3,', '"bytes":3,"bytes":4,'),
    good.replace('"bytes":3', '"bytes":-1'),
    good.replace('"bytes":3', '"bytes":1e3'),
    good.replace('"bytes":3', '"bytes":4294967296'),
    good.replace('"bytes":3', '"bytes":2.5'),
    good.replace('"channel":"queue/1"', '"channel":"queue/2"'),
    good.replace('"seq":2', '"seq":99999999999'),
    good.replace('"time":2', '"time":02'),
    good.replace('"time":2', '"time":2.50'),
    good.replace('"time":2', '"time":1234567890123.4567'),
    good.replace('"payload":"x"', '"payload":"\\u00e9\\/"'),
    good.replace('"payload":"x"', '"payload":"\\ud800"'),
    good.replace('"payload":"x"', '"payload":"a\\qb"'),
    good.replace('"payload":"x"', '"payload":null'),
    good.replace('"payload":"x"', '"payload":"x","truncated":false'),
    good.replace('"payload":"x"', '"payload":"x","later":{"a":1}'),
    good.replace('"pid":5', '"pid":5,"tid":0'),
    good.replace('"pid":5', '"pid":5,"tid":7'),
    good.replace('"seq":2', '"seq":2,"at":0'),
    good.replace('}', ' }'),
    `${good}\r`,
    `${good}x`,
    good.replace('"message":"queue/1:5>*#1",', ''),
  ];
  // Twice, so that all names are known to the quick way at the second time.
  const text = encode(header) + start + [...lines, ...lines].map((one) => `${one}\n`).join('');
  assert.deepEqual(everything(openRecording(Buffer.from(text))), everything(slowly(text)));
});

test('a recording cut at every byte opens to its last whole line and says how much was cut', () => {
  const { arrived } = randomRun(3, { steps: 60 });
  const bytes = bytesOf(arrived.map(line));
  const whole = openRecording(bytes);
  const first = bytes.indexOf(0x0a) + 1;
  for (let cut = first; cut <= bytes.length; cut++) {
    const part = bytes.subarray(0, cut);
    const recording = openRecording(part);
    const ended = part.lastIndexOf(0x0a) + 1;
    assert.equal(recording.problems.cutBytes, cut - ended);
    assert.equal(recording.length, Buffer.from(part).toString('latin1').split('\n').length - 2);
  }
  assert.equal(whole.problems.cutBytes, 0);
  for (let cut = 1; cut < first; cut++) {
    assert.throws(() => openRecording(bytes.subarray(0, cut)), { problem: { kind: 'not-a-recording' } });
  }
});

test('chunks of every size give the same recording', () => {
  const { arrived } = randomRun(4, { steps: 80 });
  const bytes = bytesOf(arrived.map(line));
  const wanted = everything(openRecording(bytes));
  for (let size = 1; size < 300; size += size < 20 ? 1 : 37) {
    const recording = new Recording();
    for (let at = 0; at < bytes.length; at += size) recording.appendBytes(bytes.slice(at, at + size));
    recording.finish();
    assert.deepEqual(everything(recording), wanted, `chunks of ${size}`);
  }
});

test('garbage lines are counted, unknown types too, and neither harms what is around them', () => {
  const start = line({
    type: 'start',
    time: 1,
    pid: 5,
    seq: 1,
    ppid: 1,
    command: ['a'],
    cwd: '/',
    runtime: 'node 24.1.0',
  });
  const future = '{"type":"telepathy","time":2,"pid":5,"seq":2}\n';
  const name = '{"type":"name","time":3,"pid":5,"seq":3,"name":"n","colour":"red"}\n';
  const text = `${encode(header)}not json\n${start}{"type":"send"}\n${future}\n${name}[1]\n`;
  const recording = openRecording(Buffer.from(text));
  assert.equal(recording.length, 2);
  assert.equal(recording.problems.garbage, 3);
  assert.deepEqual([...recording.problems.unknownTypes], [['telepathy', 1]]);
  assert.deepEqual(recording.gaps(), []);
  assert.equal((recording.event(1) as WireEvent & { colour?: string }).colour, 'red');
});

test('what is no recording, empty or of a newer version is refused with what to do', () => {
  const opening = (text: string) => () => openRecording(Buffer.from(text));
  assert.throws(opening(''), /empty.*Run the script again/);
  assert.throws(opening('{"hello":1}\n'), /no Process View recording.*\.pvrec/);
  assert.throws(opening('PK\u0003\u0004'), /no Process View recording/);
  assert.throws(opening(encode({ ...header, version: 2, tool: '9.9.9' })), (error) => {
    assert.ok(error instanceof RecordingError);
    assert.match(error.message, /version 2, written by Process View 9\.9\.9.*up to 1.*Update/);
    return true;
  });
});
