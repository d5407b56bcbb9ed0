/** Where the entry guard of a script stands. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { entryGuardLine } from '../../src/views/entry-guard.js';

test('each form of the guard is found, at its line', () => {
  for (const condition of [
    'require.main === module',
    'module === require.main',
    'require.main == module',
    'isMainProcess',
    'import.meta.main',
    ' isMainProcess && process.argv.length > 2',
  ])
    assert.equal(entryGuardLine(`const a = 1;\r\n\r\n  if (${condition}) {\r\n}`), 2, condition);
});

test('what only looks like one is none', () => {
  for (const text of [
    '',
    'if (!isMainProcess) {}',
    'if (isMainProcesses) {}',
    'if (isMainProcess || other) {}',
    '// if (isMainProcess) main();',
    '/*\nif (require.main === module) main();\n*/',
    'const text = "if (isMainProcess) main();";',
  ])
    assert.equal(entryGuardLine(text), undefined, text);
});

test('a comment of several lines before it does not shift the line', () => {
  assert.equal(entryGuardLine('/**\n * if (isMainProcess)\n */\nif (isMainProcess) void main();'), 3);
});

test('the guard of an example', () => {
  const text = readFileSync('examples/3-start-both-then-join.ts', 'utf8');
  assert.match(text.split('\n')[entryGuardLine(text)!]!, /^if \(isMainProcess\)/);
});
