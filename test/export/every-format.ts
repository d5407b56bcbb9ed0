/** Holds every export of a recording against what the recording's own lines say, by the readers of others. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { exportRecording, Selection } from '../../src/export/index.js';
import { openRecording, type Recording } from '../../src/recording/index.js';
import type { TimedEvent } from '../../src/wire/events.js';
import {
  attribute,
  type Counts,
  countSpans,
  csvReader,
  otlpReader,
  readMermaid,
  readSvg,
  readTrace,
} from './readers.js';

/** Straight from the lines. */
export function countsOf(events: readonly TimedEvent[], recording: Recording): Counts {
  const names = (type: 'send' | 'receive') => events.flatMap((event) => (event.type === type ? [event.message] : []));
  const received = new Set(names('receive'));
  return {
    processes: recording.processes.filter(({ collector }) => !collector).length,
    sends: names('send').length,
    receives: names('receive').length,
    messages: names('send').filter((name) => received.has(name)).length,
    waits: events.filter(({ type }) => type === 'wait').length,
  };
}

export const text = (chunks: Iterable<string | Uint8Array>): string => [...chunks].join('');

export const readLines = (bytes: Buffer): TimedEvent[] =>
  bytes
    .toString('utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line) as TimedEvent);

/** Those for programs. */
export async function checkTraces(bytes: Buffer): Promise<Counts> {
  const recording = openRecording(bytes);
  const events = readLines(bytes);
  const expected = countsOf(events, recording);
  const whole = new Selection(recording);
  for (const format of ['perfetto', 'chrome'] as const) {
    const { problems, ...counts } = await readTrace(exportRecording(format, recording, whole));
    assert.deepEqual(counts, expected, format);
    assert.equal(problems, 0, format);
  }
  const readOtlp = await otlpReader();
  const requests = text(exportRecording('otlp', recording, whole))
    .trimEnd()
    .split('\n');
  const spans = requests.flatMap((request) => readOtlp(request));
  assert.deepEqual(countSpans(spans), expected);
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
  assert.ok(roots.every((span) => attribute(span, 'process_view.kind') === 'process'));
  await checkCsv(recording, expected);
  return expected;
}

async function checkCsv(recording: Recording, expected: Counts): Promise<void> {
  const readCsv = await csvReader();
  const rows = readCsv(text(exportRecording('csv', recording, new Selection(recording))));
  assert.equal(rows.length, recording.length);
  const latencies = rows.filter((row) => row['Latency (µs)'] !== '').length;
  assert.equal(latencies, 2 * expected.messages);
  for (const [step, row] of rows.entries()) {
    assert.equal(row['#'], `${step + 1}`);
    assert.equal(row['Time (s)'], (recording.time(step) / 1e6).toFixed(6));
  }
}

/** Those for people, on a page that has Mermaid. */
export async function checkDiagrams(bytes: Buffer, page: Page): Promise<void> {
  const recording = openRecording(bytes);
  const events = readLines(bytes);
  const expected = countsOf(events, recording);
  const whole = new Selection(recording);
  const diagram = await readMermaid(page, text(exportRecording('mermaid', recording, whole)));
  const spawns = events.filter(({ type }) => type === 'spawn').length;
  const ends = events.filter(({ type, pid }) => type === 'child-exit' && pid !== recording.header?.collector).length;
  assert.equal(diagram.arrows, expected.sends + spawns + ends);
  assert.match(diagram.drawn, /^<svg/);
  const drawing = await readSvg(page, text(exportRecording('svg', recording, whole)));
  assert.equal(drawing.messages, expected.messages);
  assert.equal(drawing.lanes, diagram.actors);
  assert.equal(drawing.scripts, 0);
}
