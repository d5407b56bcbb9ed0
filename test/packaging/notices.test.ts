/** What is shipped carries the licenses of what is in it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { notices } from './notices.mjs';

test('THIRD-PARTY-NOTICES.md has the license of every package that is in a bundle, in its version, and of no other', () => {
  const headings = (text: string) => text.split('\n').filter((line) => line.startsWith('## '));
  const [written, expected] = [readFileSync('THIRD-PARTY-NOTICES.md', 'utf8'), notices()];
  assert.ok(headings(expected).length > 10);
  assert.deepEqual(headings(written), headings(expected), 'node test/packaging/notices.mjs writes it anew');
  assert.equal(written.replaceAll('\r\n', '\n'), expected, 'node test/packaging/notices.mjs writes it anew');
});
