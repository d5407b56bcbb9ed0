/** The extension has no way to the network: nothing that it imports is one, and nothing calls what the platform has by itself. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

/** Its own sources by what each imports, and the modules that are not its own. */
function closureOf(entry: string): { own: Set<string>; others: Map<string, string> } {
  const own = new Set<string>();
  const others = new Map<string, string>();
  const add = (file: string): void => {
    if (own.has(file)) return;
    own.add(file);
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
      if (fileName.startsWith('.')) add(sourceOf(path.resolve(path.dirname(file), fileName)));
      else others.set(fileName, path.relative('.', file));
    }
  };
  add(path.resolve(entry));
  return { own, others };
}

const sourceOf = (file: string): string =>
  [file.replace(/\.js$/, '.ts'), file.replace(/\.js$/, '.tsx')].find((name) => ts.sys.fileExists(name)) ?? file;

test('no module of the network is imported by the extension, and nothing that fetches is called', () => {
  const { own, others } = closureOf('src/extension.ts');
  assert.ok(own.size > 40, 'its sources were found');
  assert.ok(others.has('vscode') && others.has('node:net'), 'and what they import');
  const network = [...others].filter(([name]) => /^(node:)?(https?|http2|tls|dgram|dns|undici|inspector)\b/.test(name));
  assert.deepEqual(network, []);
  const calls = [...own].filter((file) =>
    /\b(fetch|WebSocket|EventSource|XMLHttpRequest)\(/.test(readFileSync(file, 'utf8')),
  );
  assert.deepEqual(calls, []);
});
