/** Every text of the panel is in the Chinese table, with the same places for values, and nothing else is. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { chinese } from '../../src/webview/strings-zh-cn.js';

/** The texts that the code gives to `t(…)`. */
function textsInCode(): Set<string> {
  const folder = path.resolve('src/webview');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const found = new Set<string>();
  for (const file of files) {
    const code = readFileSync(path.join(folder, file), 'utf8');
    for (const match of code.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)) found.add(match[1]!.replace(/\\'/g, "'"));
  }
  return found;
}

test('the Chinese table holds the texts of the code, and no other', () => {
  const texts = textsInCode();
  assert.ok(texts.size > 100, 'the texts were found');
  assert.deepEqual(
    [...texts].filter((text) => !Object.hasOwn(chinese, text)),
    [],
    'not translated',
  );
  assert.deepEqual(
    Object.keys(chinese).filter((text) => !texts.has(text)),
    [],
    'no longer used',
  );
});

test('a translation has the same places for values', () => {
  const places = (text: string): string =>
    [...text.matchAll(/\{\d\}/g)]
      .map((m) => m[0])
      .sort()
      .join('');
  for (const [english, text] of Object.entries(chinese))
    assert.equal(new Set(places(text)).size, new Set(places(english)).size, english);
});
