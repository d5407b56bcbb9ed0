/** `process-view end`: what a run has left alive is ended, nobody else is, and a recording from elsewhere ends nobody. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fixture, ofType, processView, record } from '../process-view.js';

const script = fixture('afterlife/child-outlives-its-parent-and-serves.cjs');
const onLinux = { skip: process.platform !== 'linux' && 'only Linux shows environments' };

/** Alive and not only a number that nobody has asked after. */
function isThere(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

test('a child that lives on is told of with its port, and ended', onLinux, async (t) => {
  const { file, events } = await record(t, [script]);
  const { child } = ofType(events, 'spawn')[0]!;
  t.after(() => isThere(child) && process.kill(child));
  const told = await processView(['explain', file]);
  assert.match(told.stdout, new RegExp(`child \\(${child}\\) is still alive and keeps open the port \\*:\\d+\\.`));
  assert.match(told.stdout, /To end what is still alive: process-view end /);
  const { code, stdout } = await processView(['end', file]);
  assert.deepEqual([code, isThere(child)], [0, false]);
  assert.match(stdout, new RegExp(`^Ended .* child \\(${child}\\)\\.\\n$`));
  assert.equal((await processView(['end', file])).stdout, 'Nothing of this run is alive.\n');
});

test('a stranger who has been given the pid is left alone', onLinux, async (t) => {
  const { file, events } = await record(t, [script]);
  const { child } = ofType(events, 'spawn')[0]!;
  process.kill(child, 'SIGKILL');
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  t.after(() => stranger.kill());
  // As if the number of the dead had come round.
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`${child}`, `${stranger.pid}`));
  const { code, stdout } = await processView(['end', file]);
  assert.deepEqual([code, stdout], [0, 'Nothing of this run is alive.\n']);
  assert.equal(isThere(stranger.pid!), true);
  stranger.kill();
  await once(stranger, 'exit');
});

test('a recording of another start of a machine ends nobody, and says why', async (t) => {
  const { file } = await record(t, [
    script.replace('afterlife/child-outlives-its-parent-and-serves', 'explain/holder-of-a-lock-dies'),
  ]);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"boot":"[^"]*"/, '"boot":"another"'));
  const { code, stdout } = await processView(['end', file]);
  assert.equal(code, 1);
  assert.match(stdout, /recorded on another machine, or before this one was started.*nothing was ended/);
  assert.match((await processView(['end'])).stderr, /end needs a recording/);
});
