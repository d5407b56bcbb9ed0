/** Pool against Python's, line by line: the name of each test begins with the case of Python's that it is the counterpart of. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { fixture, isRunning, processesMarked, runProgram, until } from './run-program.js';

const file = fixture('pool-cases.cjs');

async function linesOf(name: string): Promise<string[]> {
  const { stdout, stderr, code } = await runProgram(file, [name]);
  assert.equal(code, 0, stderr);
  assert.equal(stderr, '');
  return stdout.trimEnd().split('\n');
}

const startedBy = (stdout: string): number[] => [...stdout.matchAll(/^pid (\d+)\s*$/gm)].map(([, pid]) => Number(pid));

test('join_before_close: throws', async () => {
  assert.match((await linesOf('joinBeforeClose'))[0]!, /^ValueError: .*Pool is still running/);
});

test('apply_after_close: throws, each kind of call', async () => {
  const lines = await linesOf('applyAfterClose');
  assert.equal(lines.length, 3);
  for (const line of lines) assert.match(line, /^PoolClosedError: .*Pool not running/);
});

test('bad_sizes: throws', async () => {
  const lines = await linesOf('badSizes');
  for (const line of lines.slice(0, 3)) assert.match(line, /^ValueError: .*Number of processes must be at least 1/);
  assert.match(lines[3]!, /^ValueError: .*maxTasksPerChild must be a positive int/);
});

test('task_exception: the class, name, fields and the worker’s stack', async () => {
  const lines = await linesOf('taskException');
  assert.equal(lines[0], 'true Odd x is 3 { deep: Map(1) { 1 => 2n } }');
  assert.match(lines[1]!, /^true \[ .*'extra'.* \]$/);
  assert.equal(lines[2], 'undefined: undefined');
});

test('lost_exception: warned about once, when the pool ends', async () => {
  const { stdout, stderr } = await runProgram(file, ['lostException']);
  assert.equal(stdout, 'end\n');
  assert.match(
    stderr,
    /UncollectedPoolError: A pool task failed and nobody asked .*task 1 \(failAtThree\): Odd: x is 3 \(and 1 more\)/,
  );
  assert.equal(stderr.match(/UncollectedPoolError/g)?.length, 1);
});

test('lost_exception: also where the pool was never closed', async () => {
  const { stdout, stderr } = await runProgram(file, ['lostExceptionAtExit']);
  assert.equal(stdout, 'end\n');
  assert.equal(stderr.match(/UncollectedPoolError/g)?.length, 1);
});

test('callbacks: the value to one, the error to the other', async () => {
  assert.deepEqual((await linesOf('callbacks')).sort(), ['callback 2', 'errorCallback x is 3']);
});

test('callbacks: one that is due keeps the program', async () => {
  assert.deepEqual(await linesOf('callbacksKeepTheProgram'), ['callback 25']);
});

test('callback_raises: an uncaught exception, and the pool goes on (Python: it hangs)', async () => {
  assert.deepEqual((await linesOf('callbackRaises')).sort(), ['25 36', 'uncaught from the callback']);
});

test('asyncresult: ready, successful, get and wait with a timeout', async () => {
  const lines = await linesOf('asyncResult');
  assert.equal(lines[0], 'ready false');
  assert.match(lines[1]!, /^ValueError: .*not ready/);
  assert.match(lines[2]!, /^TimeoutError: get\(\) of task 1 \(sleepFor\) waited 10 ms/);
  assert.deepEqual(lines.slice(3), ['wait undefined', '100 true true', 'false', 'Odd: x is 3']);
});

test('default_chunks: every item once, in order, whatever their number', async () => {
  const nothing = '[ undefined, undefined, undefined ] [ undefined, 2, undefined ]';
  assert.deepEqual(await linesOf('defaultChunks'), ['true', 'true', 'true', 'true', '[ 9, 16 ]', nothing]);
});

test('map over numbers, whole and odd, and over what has something else among them: all come back as they were', async () => {
  const lines = await linesOf('mapNumbers');
  assert.equal(lines.length, 23);
  assert.deepEqual([...new Set(lines.map((line) => line.split(' ')[1]))], ['true'], lines.join());
});

test('map_error_runs_rest: the first error, and all eight items run', async () => {
  const lines = await linesOf('mapErrorRunsRest');
  assert.equal(lines.at(-1), 'Odd: x is 3');
  assert.deepEqual(
    lines.slice(0, -1).sort(),
    [0, 1, 2, 3, 4, 5, 6, 7].map((x) => `ran ${x}`),
  );
});

test('imap_error_continues: the error in its place, then the rest, also within a chunk', async () => {
  const line = "[ 1, 2, 'x is 3', 4 ] { done: true, value: undefined }";
  assert.deepEqual(await linesOf('imapErrorContinues'), [line, line]);
});

test('imap_orders: in order, as they come, and next() with a timeout', async () => {
  const lines = await linesOf('imapOrders');
  assert.deepEqual(lines.slice(0, 2), ["[ 'first', 'second', 'third' ]", '[ 1, 2, 0 ]']);
  assert.match(lines[2]!, /^TimeoutError: next\(\) of imap waited 10 ms/);
  assert.equal(lines[3], '{ done: false, value: 300 }');
});

test('imap: reads an endless async source no further ahead than allowed', async () => {
  assert.deepEqual(await linesOf('imapBackPressure'), ['read ahead true true']);
});

test('imap: an error of the source comes in its place', async () => {
  assert.deepEqual(await linesOf('imapSourceFails'), [
    '{ done: false, value: 1 }',
    'Error: the source fails',
    '{ done: true, value: undefined }',
  ]);
});

test('starmap: the items are the arguments', async () => {
  assert.deepEqual(await linesOf('starmap'), ['[ 3, 7 ]', "[ 3, 'ab' ]"]);
});

test('maxtasks: a new worker after so many tasks', async () => {
  assert.deepEqual(await linesOf('maxTasks'), ['4 of 4', 'most of one 3 all 24']);
});

test('worker_killed_mid_task: rejects, naming worker, signal and task, and the pool works and joins (Python: hangs)', async () => {
  const lines = await linesOf('workerKilledMidTask');
  assert.match(
    lines[0]!,
    /^WorkerDiedError: PoolWorker-[12] \(pid PID\) ended with signal SIGKILL in the middle of task 1 \(killMyself\)/,
  );
  assert.match(lines[1]!, /^PoolWorker-[12] -9 SIGKILL$/);
  assert.deepEqual(lines.slice(2), ['9', 'joined']);
});

test('worker_killed_close_join, futures_broken: only the task in hand is lost, those that waited behind it are done', async () => {
  assert.deepEqual(await linesOf('workerKilledWithOthersWaiting'), ['1 51', 'true']);
});

test('task_sys_exit: rejects with the exit code (Python: hangs)', async () => {
  assert.deepEqual(await linesOf('taskExit'), ['WorkerDiedError 5 undefined', '9']);
});

test('initializer: run in each worker before its first task, sync or async', async () => {
  assert.deepEqual(await linesOf('init'), ['[ 41, 41 ]', '42']);
});

test('init_raises: every task is rejected with the reason (Python: hangs)', async () => {
  const lines = await linesOf('initRaises');
  assert.match(lines[0]!, /^ProcessError: .*initializer failed in PoolWorker-[12]: no such device.* RangeError$/);
  assert.equal(lines[1], 'joined');
});

test('init_raises: also where it ends the worker', async () => {
  const lines = await linesOf('initExits');
  assert.match(lines[0]!, /^WorkerDiedError: .*workers in a row ended before they were ready.*exit code 9/);
  assert.equal(lines[1], 'joined');
});

test('unpicklable_result and unpicklable_task: PicklingError, from get() and from the call', async () => {
  const lines = await linesOf('unpicklable');
  assert.match(lines[0]!, /^PicklingError: the result of the task returnFunction cannot pass the function/);
  assert.match(lines[1]!, /^PicklingError: applyAsync\(\) cannot pass the function/);
  assert.match(lines[2]!, /^PicklingError: the task identity cannot pass the function/);
  assert.match(lines[3]!, /^ValueError: applyAsync\(\) needs a function/);
  assert.match(lines[4]!, /^PicklingError: new Pool\(\) cannot pass the function initializer/);
});

test('pool_workers_daemonic: no children', async () => {
  assert.match((await linesOf('workersDaemonic'))[0]!, /^ProcessError: .*daemonic processes are not allowed/);
});

test('a Pool as an argument: refused', async () => {
  assert.match((await linesOf('poolAsArgument'))[0]!, /^PicklingError: A Pool cannot be passed/);
});

test('terminate_pending: what was not done is rejected, a loop ends (Python: get hangs)', async () => {
  const lines = await linesOf('terminatePending');
  for (const line of lines.slice(0, 2)) assert.match(line, /^PoolClosedError: .*terminate\(\)/);
  assert.equal(lines[2], 'joined');
});

test('with_block_terminates: by Symbol.asyncDispose', async () => {
  assert.match((await linesOf('dispose'))[0]!, /^PoolClosedError: .*Pool not running/);
});

test('worker_names: PoolWorker-1 and so on', async () => {
  assert.deepEqual(await linesOf('workerNames'), ["[ 'PoolWorker-1', 'PoolWorker-2' ]"]);
});

test('chunksize_zero: throws', async () => {
  for (const line of await linesOf('chunkSizeZero')) assert.match(line, /^ValueError: .*Chunksize must be 1\+, not 0/);
});

test('pool_unclosed_exit: the program ends by itself, and no worker is left', async () => {
  const { stdout, code } = await runProgram(file, ['poolUnclosedExit']);
  assert.equal(code, 0);
  assert.ok(startedBy(stdout).length > 0);
  assert.ok(!startedBy(stdout).some(isRunning));
  assert.deepEqual(await linesOf('poolNeverUsed'), ['']);
});

test('values: what structured clone takes goes through a task and back', async () => {
  const lines = (await linesOf('values')).join('\n');
  assert.match(lines, /date: 1970-01-01T00:00:00\.000Z/);
  assert.match(lines, /map: Map\(1\) \{ 1 => Set\(1\) \{ 'a' \} \}/);
  for (const part of ['big: 10n', 'not: NaN', 'undef: undefined', 'bytes: <Buffer 61 62>', 'minus: -0'])
    assert.ok(lines.includes(part), part);
  assert.match(lines, /text: '子进程\\ud800'/i);
  assert.match(lines, /\ntrue\nundefined\nnull\n0\n\nfalse\n1n\nNaN\n\[\]\n\{\}\ntrue 3000000$/);
});

test('targets that are not exported, sync and async, and those of the language', async () => {
  assert.deepEqual(await linesOf('notExported'), ['2 3', '[ 2, 3 ] [ 2, 3 ]']);
});

test('cancellation: a waiting task is taken back, a running one ended with its worker', async () => {
  const lines = await linesOf('cancel');
  assert.equal(lines[0], 'Error: not wanted any more');
  assert.match(lines[1]!, /^AbortError/);
  assert.equal(lines[2], '9');
  assert.match(lines[3]!, /^AbortError/);
});

test('no task waits behind a blocked one, whether that blocks its event loop or not', async () => {
  assert.deepEqual(await linesOf('blockedWorkers'), ['true false', 'true false']);
});

test('each task is run exactly once, also where leases run out', async () => {
  assert.deepEqual(await linesOf('eachTaskOnce'), ['600 600']);
});

test('each task is run exactly once, also where the program is held up while leases run out', async () => {
  assert.deepEqual(await linesOf('eachTaskOnceBesideBusyCode'), ['600 600']);
});

test('two pools in one program', async () => {
  assert.deepEqual(await linesOf('poolsOfOneProgram'), ['[ 4, 9 ]']);
});

test('forkserver: the workers of a pool', async () => {
  assert.deepEqual(await linesOf('forkserver'), ['[ 1, 4, 9 ]']);
});

for (const lifeline of ['kernel', 'thread']) {
  test(`the main process is killed by SIGKILL: no worker survives, not even in a loop (by ${lifeline})`, async () => {
    const mark = `pool-test-${process.pid}-${lifeline}`;
    const env = { ...process.env, MARK: mark, ...(lifeline === 'thread' && { PROCESS_VIEW_LIFELINE: 'thread' }) };
    const main = spawn(process.execPath, [file, 'loopingPool'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let stdout = '';
    main.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    await until('two are in their loops', () => startedBy(stdout).length === 2);
    main.kill('SIGKILL');
    await until('all have ended', () => processesMarked(mark).length === 0);
  });
}
