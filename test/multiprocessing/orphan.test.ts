/** A child that has been told what to do by a parent that is dead by the time it reads that: nobody would ever end it, so it does nothing. */
import './as-commonjs.js';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { test } from 'node:test';
import { pickle } from '../../src/multiprocessing/pickle/pickle.js';
import { encodeFirst } from '../../src/multiprocessing/start/link.js';

/** What a child prints whose parent was, as it is told, the process `pid`. */
async function outputOfChildOf(pid: number): Promise<string> {
  const child = spawn(process.execPath, [path.resolve('dist/multiprocessing/part-core.js')], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const { bytes } = pickle({ fields: {}, target: console.log, args: ['ran'] }, 'start()');
  const parent = { pid, name: 'MainProcess' };
  const who = { name: 'Process-1', daemon: false, numbers: [1], parent, argv: process.argv, mainFile: undefined };
  (child.stdio[3] as Writable).write(encodeFirst({ mode: 'process', ...who, lifeline: false }, bytes));
  let stdout = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
  return stdout;
}

test('a child that reads its first message after its parent has died ends without doing anything', async () => {
  assert.equal(await outputOfChildOf(process.pid), 'ran\n');
  const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(dead, 'exit');
  assert.equal(await outputOfChildOf(dead.pid!), '');
});
