/** The filter language: what it finds, against a plain reading of each event; what it says of a mistake, and where. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeFilter, filterErrorText, matchSteps, parseFilter, Recording } from '../../src/recording/index.js';
import type { TimedEvent } from '../../src/wire/events.js';
import { randomRun } from './random-program.js';

const { arrived } = randomRun(11, { steps: 2000, skew: 50 });
const recording = new Recording();
for (const event of arrived) recording.append(event);

type Any = TimedEvent & {
  kind?: string;
  channel?: string;
  bytes?: number;
  payload?: string;
  text?: string;
  message?: string;
};
const send = (event: Any) => arrived.find((other) => other.type === 'send' && other.message === event.message);
const receive = (event: Any) => arrived.find((other) => other.type === 'receive' && other.message === event.message);
const isMessage = (event: Any) => event.type === 'send' || event.type === 'receive';
const latency = (event: Any) => Math.max(0, (receive(event)?.time ?? Number.NaN) - (send(event)?.time ?? Number.NaN));

/** Each filter and what it must find, by a plain reading of the event. */
const cases: [string, (event: Any) => boolean][] = [
  ['', () => true],
  ['kind:put', (e) => e.kind === 'put'],
  ['kind:output', (e) => e.type === 'output'],
  ['-kind:output', (e) => e.type !== 'output'],
  ['type:send,receive', isMessage],
  ['type:*ait', (e) => e.type === 'wait'],
  ['size>1kb', (e) => (e.bytes ?? 0) > 1024],
  ['size<=100b kind:put', (e) => e.bytes !== undefined && e.bytes <= 100 && e.kind === 'put'],
  ['latency>0.2ms', (e) => isMessage(e) && latency(e) > 200],
  ['latency>=0us', (e) => isMessage(e) && latency(e) >= 0],
  ['pid:99', (e) => e.pid === 99],
  ['thread:1', (e) => e.tid === 1],
  [
    'from:main',
    (e) => (e.type === 'receive' ? (send(e)?.pid ?? Number(e.message?.match(/:(\d+)/)?.[1])) : e.pid) === 99,
  ],
  ['to:99 type:receive', (e) => e.type === 'receive' && e.pid === 99],
  ['channel:queue/1 type:send', (e) => e.type === 'send' && e.channel === 'queue/1'],
  ['channel:ipc/* or kind:put', (e) => isMessage(e) && (e.channel!.startsWith('ipc/') || e.kind === 'put')],
  ['text:"job 7"', (e) => e.type === 'output' && e.text === 'Job 7 done'],
  ['JOB', (e) => e.type === 'output' && e.text === 'Job 7 done'],
  ['text:中', (e) => e.payload?.includes('中') ?? false],
  ['text:"\\""', (e) => e.payload?.includes('"') ?? false],
  ['text:n type:output', (e) => e.type === 'output' && e.text!.includes('n')],
  ['state:received', (e) => isMessage(e) && receive(e) !== undefined],
  ['time>1ms', (e) => e.time > 1000 && !moved(e)],
  ['(type:send or type:wait) pid:99', (e) => (e.type === 'send' || e.type === 'wait') && e.pid === 99],
  ['not (type:send or type:receive)', (e) => !isMessage(e)],
];

/** Times of receives that the order moved are their sends'; such are left out of the comparison by time. */
const moved = (event: Any) => event.type === 'receive' && (send(event)?.time ?? 0) > event.time;

for (const [text, wanted] of cases) {
  test(`"${text}" finds what it says`, () => {
    const { filter, error } = parseFilter(text);
    assert.equal(error, undefined);
    const matches = matchSteps(recording, filter!);
    const found = [...matches.steps].map((step) => recording.event(step));
    const all = Array.from({ length: recording.length }, (_, step) => recording.event(step));
    const compare = text.startsWith('time') ? (event: TimedEvent) => !moved(event) : () => true;
    assert.deepEqual(found.filter(compare), (all as Any[]).filter(wanted).filter(compare));
    assert.equal(matches.count, found.length);
    assert.ok(found.length > 0 || text === 'x', `nothing found for ${text}`);
    assert.ok([...matches.steps].every((step, index) => matches.has(step) && matches.indexAt(step) === index));
  });
}

const mistakes: [string, number, number, RegExp][] = [
  ['form:main', 0, 9, /no "form:"; did you mean "from:"/],
  ['colour:red', 0, 10, /no "colour:".*Fields: from, to/],
  ['a size>big', 7, 10, /"big" is no number.*size>1kb/],
  ['size>1kg', 5, 8, /"kg" is no unit of size\. Units: b, kb, mb, gb/],
  ['from>main', 0, 9, /"from" cannot be greater or less/],
  ['from:', 0, 5, /"from" needs a value.*from:worker-2/],
  ['text:"job', 5, 9, /quotation mark is never closed/],
  ['a (b or c', 2, 3, /parenthesis is never closed/],
  ['a )', 2, 3, /never opened/],
  ['a or', 2, 4, /follow "or"/],
  ['or a', 0, 2, /follow "or"/],
  ['at:join.ts:x', 11, 12, /"x" is no line number.*at:join\.ts:14/],
  ['state:gone', 0, 10, /no state "gone".*received, in-flight, lost/],
];

for (const [text, from, to, says] of mistakes) {
  test(`"${text}" says what is wrong and where`, () => {
    const { error } = parseFilter(text);
    assert.ok(error);
    assert.deepEqual([error.from, error.to], [from, to]);
    assert.match(filterErrorText(error), says);
  });
}

test('completion offers fields where a term begins and the recording’s names after one', () => {
  const labels = (text: string) => completeFilter(recording, text, text.length).items.map(({ label }) => label);
  assert.deepEqual(labels('kind:put -f'), ['from:']);
  assert.equal(completeFilter(recording, '-fr', 3).items[0]!.insert, '-from:');
  assert.ok(labels('from:ma').includes('main'));
  assert.ok(labels('channel:q').includes('queue/1'));
  assert.ok(labels('kind:p').includes('put'));
  assert.deepEqual(completeFilter(recording, 'channel:queue/1,ip', 18).from, 16);
});

test('a place in the source is found by file, by the end of its path, and by line', () => {
  const own = new Recording();
  own.append({ type: 'site', time: 0, pid: 1, seq: 1, site: 1, file: '/w/src/join.ts', line: 14, column: 3 });
  own.append({ type: 'site', time: 0, pid: 1, seq: 2, site: 2, file: 'C:\\w\\adjoin.ts', line: 14, column: 3 });
  own.append({ type: 'send', time: 1, pid: 1, seq: 3, at: 1, message: 'queue/1:1>*#1', channel: 'queue/1' });
  own.append({ type: 'send', time: 2, pid: 1, seq: 4, at: 2, message: 'queue/1:1>*#2', channel: 'queue/1' });
  const found = (text: string) => [...matchSteps(own, parseFilter(text).filter!).steps];
  assert.deepEqual(found('at:join.ts'), [0]);
  assert.deepEqual(found('at:join.ts:14'), [0]);
  assert.deepEqual(found('at:src/join.ts:15'), []);
  assert.deepEqual(found('at:C:/w/adjoin.ts:14'), [1]);
});
