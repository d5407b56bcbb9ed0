// `npm start`: runs an example under Process View, prints its tree and its message log, and serves the panel where a person is watching.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [script = 'examples/fork-and-talk.ts', ...args] = process.argv.slice(2);
const recording = '.build/start.pvrec';
const processView = (...words) =>
  spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), ...words], { cwd: root, stdio: 'inherit' }).status ?? 1;

mkdirSync(path.join(root, '.build'), { recursive: true });
const code = processView('run', '--record', recording, script, ...args);
if (code === 2) process.exit(code);
console.log('\nThe tree:\n');
const shown = processView('show', recording, '--tree');
console.log('\nThe messages:\n');
const logged = processView('show', recording, '--log');
const watched = process.stdout.isTTY && process.stdin.isTTY && !process.env.CI;
process.exit(shown || logged || (watched ? processView('open', recording) : code));
