/** The spans of a run under way are those that an export of its recording has, whenever they are asked for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Selection } from '../../src/export/index.js';
import type { Span } from '../../src/export/otlp/format.js';
import { LiveSpans } from '../../src/export/otlp/live/live-spans.js';
import { requests } from '../../src/export/otlp/requests.js';
import { Recording } from '../../src/recording/index.js';
import type { Header, WireEvent } from '../../src/wire/events.js';
import { recordingLines } from '../bench/recording-events.mjs';
import { randomFrom, randomRun } from '../recording/random-program.js';
import { story } from '../webview/recordings.js';

const trace = { id: '0af7651916cd43dd8448eb211c80319c', seed: 'b7ad6b7169203331' };
const header: Header = {
  ...{ type: 'header', format: 'process-view', version: 1, startedAt: '2026-01-02T03:04:05.678Z', platform: 'linux' },
  ...{ hostname: 'desk', cores: 2, cwd: '/w', command: ['node', 'main.js'], tool: '0.1.0', trace },
};

/** `ask` says after each event whether the spans are asked for. */
function live(events: readonly WireEvent[], ask: () => boolean): Span[] {
  const spans = new LiveSpans(Infinity);
  const given: Span[] = [];
  for (const event of events) {
    spans.take(event);
    if (ask()) for (const { span } of spans.given()) given.push(span);
  }
  for (const { span } of spans.given(true)) given.push(span);
  assert.equal(spans.dropped, 0);
  return given;
}

function exported(events: readonly WireEvent[]): Span[] {
  const recording = new Recording();
  for (const event of events) recording.append(event);
  return [...requests(recording, new Selection(recording))].flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  );
}

const told = ({ attributes }: Span, key: string) => attributes.find((attribute) => attribute.key === key)?.value;
const isReceive = (span: Span) => JSON.stringify(told(span, 'process_view.kind')).includes('"receive"');
const messagesOf = (spans: readonly Span[]) =>
  spans
    .flatMap(({ links = [] }) => links)
    .filter(({ attributes }) => attributes.length > 0)
    .map((link) => JSON.stringify(link))
    .sort();

/** Without what is not known yet: what others are called, and what will never be received. Spans of receives are cut otherwise. */
function compared(spans: readonly Span[]): string[] {
  return spans
    .filter((span) => !isReceive(span))
    .map(({ name, attributes, links = [], ...span }) => {
      const known = attributes.filter(({ key }) => key !== 'process_view.messages.unreceived');
      return JSON.stringify({
        ...span,
        attributes: known,
        joins: links.filter((link) => link.attributes.length === 0),
      });
    })
    .sort();
}

function same(events: readonly WireEvent[], ask: () => boolean): Span[] {
  const [now, later] = [live(events, ask), exported(events)];
  assert.deepEqual(compared(now), compared(later));
  assert.deepEqual(messagesOf(now), messagesOf(later));
  assert.equal(new Set(now.map(({ spanId }) => spanId)).size, now.length);
  return now;
}

const eventsIn = (lines: readonly string[]): WireEvent[] => lines.map((line) => JSON.parse(line) as WireEvent);

test('of a program with a pool, queues, waits and a fall, also by name', () => {
  const lines = story().bytes().toString('utf8').trim().split('\n');
  const events = eventsIn(lines);
  const now = same(events, () => false);
  assert.deepEqual(
    now.map(({ name }) => name).sort(),
    exported(events)
      .map(({ name }) => name)
      .sort(),
  );
});

const longRun = eventsIn(recordingLines({ count: 20_000 }));
const timeOf = (event: WireEvent): number => (event.type === 'header' ? -1 : event.time);

test('of a long run, however late a message’s other end is told', () => {
  assert.ok(same(longRun, () => false).length > 1000);
});

test('of a long run, asked for at any time', () => {
  const random = randomFrom(7);
  const inOrder = [...longRun].sort((a, b) => timeOf(a) - timeOf(b));
  same(inOrder, () => random() < 0.001);
});

test('of random programs in which nothing comes late', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const run = randomRun(seed, { steps: 300, tick: 50 });
    const random = randomFrom(seed);
    // Tasks are told at random there: of pools that work as pools do, the first two tests have them.
    const events = run.events.filter(({ type }) => type !== 'task');
    same([header, ...events], () => random() < 0.02);
  }
});

test('what comes after its span was given is in another or left out, and nothing is told twice', () => {
  for (let seed = 1; seed <= 60; seed++) {
    // Where a pid comes again, what of its earlier process comes late cannot be told from what is of the new one.
    const reuse = seed % 2 === 0;
    const run = randomRun(seed, { steps: 300, tick: 50, ...(reuse ? { reuse } : { skew: 200 }) });
    const now = live([header, ...(reuse ? run.events : run.arrived)], () => true);
    const ids = now.map(({ spanId }) => spanId);
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      [],
      `seed ${seed}`,
    );
  }
});

test('in a flood it is told of the first who sent them, and all are counted', () => {
  const common = { pid: 7, ppid: 1, command: ['node', 'x.js'], cwd: '/w', runtime: 'node 24.1.0' };
  const spans = new LiveSpans(100);
  spans.take(header);
  spans.take({ type: 'start', time: 1, seq: 1, ...common });
  for (let n = 1; n <= 1000; n++) {
    const message = { message: `ipc/7:7>7#${n}`, channel: 'ipc/7', pid: 7 };
    spans.take({ type: 'send', time: n * 10, seq: 2 * n, ...message });
    spans.take({ type: 'receive', time: n * 10 + 1, seq: 2 * n + 1, ...message });
  }
  const given = [...spans.given(true)].map(({ span }) => span);
  const counts = given.filter(isReceive).map((span) => told(span, 'messaging.batch.message_count'));
  assert.deepEqual(counts, [{ intValue: '1000' }]);
  assert.equal(messagesOf(given).length, 100);
  assert.deepEqual(told(given.at(-1)!, 'process_view.messages.received'), { intValue: '1000' });
});

test('no line, however strange, breaks it', () => {
  const random = randomFrom(3);
  const strange = [undefined, null, -1, 1e300, '', '#', [], {}, 'queue/1:1>2#x'];
  const spans = new LiveSpans();
  spans.take(header);
  for (const event of randomRun(1, { steps: 2000, tick: 50 }).events) {
    const fields: [string, unknown][] = Object.entries(event);
    const at = Math.floor(random() * fields.length);
    fields[at] = [fields[at]![0], strange[Math.floor(random() * strange.length)]];
    spans.take(Object.fromEntries(fields) as unknown as WireEvent);
    if (random() < 0.01) [...spans.given()];
  }
  assert.ok([...spans.given(true)].length > 10);
});
