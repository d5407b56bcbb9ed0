/** Nothing is left when a program ends: no process, no socket, no file; also after SIGKILL of the main process. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { fixture, processesMarked, runProgram, until } from './run-program.js';

const program = fixture('queue-pipe-lock-and-pool-then-end-or-hang.cjs');
const onLinux = { skip: process.platform !== 'linux' && 'looks into /proc' };

/** An environment with a mark that all descendants inherit, and a temporary folder of its own. */
function environment(t: TestContext): { mark: string; folder: string; env: NodeJS.ProcessEnv } {
  const mark = `LEFTOVERS_${randomUUID()}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'leftovers-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return { mark, folder, env: { PROCESS_VIEW_TEST_MARK: mark, TMPDIR: folder } };
}

/** The names of the library's sockets that belong to a process. */
const socketsOf = (pid: number): string[] =>
  readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`process-view-mp-${pid}-`));

test('a program that closes nothing ends by itself and leaves nothing', onLinux, async (t) => {
  const { mark, folder, env } = environment(t);
  const { stdout, stderr, code } = await runProgram(program, [], { env });
  assert.deepEqual([stdout, stderr, code], ['put sent 2 4\n', '', 0]);
  await until('all processes have ended', () => processesMarked(mark).length === 0);
  assert.deepEqual(readdirSync(folder), []);
});

test('after SIGKILL of the main process nothing is left', onLinux, async (t) => {
  const { mark, folder, env } = environment(t);
  const main = spawn(process.execPath, [program, 'hang'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => main.stdout.once('data', resolve));
  await until('the last two children run', () => processesMarked(mark).length >= 5);
  assert.ok(socketsOf(main.pid!).length > 0);
  main.kill('SIGKILL');
  await until('all processes have ended', () => processesMarked(mark).length === 0);
  await until('all sockets are gone', () => socketsOf(main.pid!).length === 0);
  assert.deepEqual(readdirSync(folder), []);
});
