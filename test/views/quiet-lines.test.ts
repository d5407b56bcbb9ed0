/** The sieve of the sidebar: what it lets through is the recording without its messages and output, however the bytes are cut. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QuietLines } from '../../src/views/quiet-lines.js';

const kept = [
  '{"type":"header","format":"process-view","version":1}',
  '{"type":"start","time":1,"pid":7,"seq":1}',
  '{"type":"sample","time":3,"pid":7,"seq":4,"of":7}',
  '{"type":"sen","time":3}',
  '{"type":"exit","time":9,"pid":7,"seq":6,"text":"ünï"}',
];
const dropped = [
  '{"type":"send","time":2,"pid":7,"seq":2,"payload":"\\n"}',
  '{"type":"receive","time":2,"pid":8,"seq":1}',
  '{"type":"output","time":2,"pid":7,"seq":3,"text":"長い"}',
];
const input = [kept[0], dropped[0], dropped[1], kept[1], kept[2], dropped[2], kept[3], dropped[0], kept[4], ''].join(
  '\n',
);
const expected = [...kept, ''].join('\n');

function sieve(text: string, size: number): string {
  const parts: Uint8Array[] = [];
  const lines = new QuietLines((bytes) => parts.push(bytes.slice()));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) lines.push(bytes.subarray(at, at + size));
  lines.finish();
  return Buffer.concat(parts).toString();
}

test('for every size of chunk the same lines remain', () => {
  for (let size = 1; size <= Buffer.byteLength(input) + 1; size++)
    assert.equal(sieve(input, size), expected, `chunks of ${size}`);
});

test('a line that is cut off at the end is let through for the reader to count', () => {
  for (const cut of ['{"type":"sta', '{"type":"se', '{'])
    assert.equal(sieve(`${kept[0]}\n${cut}`, 5), `${kept[0]}\n${cut}`);
});

test('a hot line that is cut off is dropped as far as it came', () => {
  assert.equal(sieve(`${kept[0]}\n{"type":"send","time":2,"pa`, 3), `${kept[0]}\n`);
});
