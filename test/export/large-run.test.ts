/** A run of 100,000 events and 200 processes, exported to every format, each opened by its own reader. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportRecording, Selection } from '../../src/export/index.js';
import { openRecording } from '../../src/recording/index.js';
import { asBytes, recordingLines } from '../bench/recording-events.mjs';
import { checkTraces } from './every-format.js';

const bytes = asBytes(recordingLines({ count: 100_000 }));

test('Perfetto, Chrome, OpenTelemetry and a spreadsheet find in a large run what is in it', async () => {
  const counts = await checkTraces(bytes);
  assert.equal(counts.processes, 200);
  assert.ok(counts.messages > 30_000, JSON.stringify(counts));
});

test('a large run comes in chunks, none of which is much of the whole', () => {
  const recording = openRecording(bytes);
  for (const format of ['perfetto', 'chrome', 'csv'] as const) {
    const sizes = [...exportRecording(format, recording, new Selection(recording))].map(({ length }) => length);
    assert.ok(sizes.length > 50, `${format}: ${sizes.length} chunks`);
    assert.ok(Math.max(...sizes) < 1 << 18, `${format}: ${Math.max(...sizes)}`);
  }
});
