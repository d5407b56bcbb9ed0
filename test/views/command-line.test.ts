/** What the settings make of a run's command line, folder and environment. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { readEnvFile, recordingFor, recordingName, runArguments, workingFolder } from '../../src/views/command-line.js';

const root = mkdtempSync(path.join(os.tmpdir(), 'pv-line-'));
after(() => rmSync(root, { recursive: true, force: true }));
const inner = path.join(root, 'packages/one/src');
mkdirSync(inner, { recursive: true });
writeFileSync(path.join(root, 'packages/one/package.json'), '{}');
const script = path.join(inner, 'main.ts');

test('what stands before the script is ours, and the script and its arguments stay as they are', () => {
  const common = { cli: 'cli.js', record: 'r %p.pvrec', runner: 'auto', previewBytes: 0, graceSeconds: 2, script };
  const words = runArguments({ ...common, args: ['--record', '', 'a b'] });
  assert.deepEqual(words.slice(0, 2), ['cli.js', 'run']);
  assert.deepEqual(words.slice(words.indexOf(script)), [script, '--record', '', 'a b']);
  assert.ok(!words.includes('--node') && !words.includes('--typescript'));
  const chosen = runArguments({ ...common, args: [], node: '/n', typescript: '/t' }).join(' ');
  assert.match(chosen, /--node \/n --typescript \/t/);
});

test('of the settings, each that is not left as it is has its words', () => {
  const usual = { cli: 'cli.js', record: 'r', runner: 'auto', previewBytes: 1024, graceSeconds: 2, script, args: [] };
  const words = (more: object) => runArguments({ ...usual, ...more }).join(' ');
  const plain = words({ pollIntervalMs: 0, otlp: '', payload: true, redact: [], redactDefaults: false });
  assert.equal(plain, words({}));
  assert.doesNotMatch(plain, /--(poll-interval|otlp|no-payload|redact)/);
  assert.match(words({ pollIntervalMs: 250 }), /--poll-interval 250 /);
  assert.match(words({ pollIntervalMs: 1 }), /--poll-interval 100 /, 'the least that the command takes');
  assert.match(words({ pollIntervalMs: 1e9 }), /--poll-interval 5000 /, 'the most');
  assert.match(words({ otlp: 'http://c:4318' }), /--otlp http:\/\/c:4318 /);
  assert.match(
    words({ payload: false, redact: ['a b', '--x'], redactDefaults: true }),
    /--no-payload --redact=a b --redact=--x --redact-defaults /,
  );
  assert.match(words({ graceSeconds: 7, previewBytes: 9 }), /--preview-bytes 9 --grace 7 /);
});

test('the recording is named by script, time and pid, and a percent sign in the name does not stand for the pid', () => {
  const name = recordingName('/x/50%p off.ts', new Date(2026, 10, 5, 9, 3, 7));
  assert.equal(name, '50_p off.ts 2026-11-05 09.03.07 %p.pvrec');
  assert.equal(recordingFor(name, 4123), '50_p off.ts 2026-11-05 09.03.07 4123.pvrec');
});

test('the folder is that of the nearest package, within the workspace', () => {
  assert.equal(workingFolder('package', script, root), path.join(root, 'packages/one'));
  assert.equal(workingFolder('package', path.join(root, 'a.ts'), root), root);
  assert.equal(workingFolder('package', script, inner), inner);
});

test('the folder may be the workspace, the file’s own, or a path', () => {
  assert.equal(workingFolder('workspace', script, root), root);
  assert.equal(workingFolder('workspace', script, undefined), inner);
  assert.equal(workingFolder('file', script, root), inner);
  assert.equal(workingFolder('packages', script, root), path.join(root, 'packages'));
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is how the setting spells it.
  assert.equal(workingFolder('${workspaceFolder}/packages', script, root), path.join(root, 'packages'));
});

test('an .env file gives its variables, and a missing one says so', () => {
  writeFileSync(path.join(root, '.env'), 'A=1\nB="two words" # why\n');
  assert.deepEqual(readEnvFile('.env', root), { A: '1', B: 'two words' });
  assert.deepEqual(readEnvFile('', root), {});
  assert.throws(() => readEnvFile('nowhere.env', root), /ENOENT/);
});
