/** Process against Python's, line by line: the name of each test begins with the case of Python's that it is the counterpart of. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixture, isRunning, processesMarked, runProgram, until } from './run-program.js';

const file = fixture('process-cases.cjs');

/** What a case prints, without the greeting line of the main process. */
async function linesOf(name: string): Promise<string[]> {
  const { stdout, stderr, code } = await runProgram(file, [name]);
  assert.equal(code, 0, stderr);
  return stdout.trimEnd().split('\n').slice(1);
}

const startedBy = (stdout: string): number[] => [...stdout.matchAll(/^pid (\d+)$/gm)].map(([, pid]) => Number(pid));

test('join_not_started: rejects', async () => {
  assert.match((await linesOf('joinNotStarted'))[0]!, /^ProcessError: join\(\) of Process-1: .* started process/);
});

test('start_twice: throws', async () => {
  assert.match((await linesOf('startTwice'))[0]!, /^ProcessError: .*cannot start a process twice/);
});

test('lifecycle_values: pid, exit code and life before, during and after', async () => {
  assert.deepEqual(await linesOf('lifecycleValues'), ['undefined null false', 'true null true', '0 false']);
});

test('exit_codes: what process.exit() is given', async () => {
  assert.deepEqual(await linesOf('exitCodes'), ['0', '1', '7', '255']);
});

test('exception_in_target: prints the name and the trace, exit code 1, sync and async', async () => {
  const { stdout, stderr } = await runProgram(file, ['exceptionInTarget']);
  assert.match(stdout, /\n1\n1\n$/);
  assert.match(
    stderr,
    /Process Process-1:\n[\s\S]*RangeError: bad sync\n\s+at exports\.raiser \(.*process-cases\.cjs:\d+/,
  );
  assert.match(
    stderr,
    /Process Process-2:\n[\s\S]*RangeError: bad async\n\s+at exports\.rejecter \(.*process-cases\.cjs:\d+/,
  );
});

test('terminate_kill: −15 and −9', async () => {
  assert.deepEqual(await linesOf('terminateKill'), ['terminate -15 kill -9']);
});

test('terminate_not_started: throws', async () => {
  assert.match(
    (await linesOf('terminateNotStarted'))[0]!,
    /^ProcessError: terminate\(\) of Process-1: .*Call start\(\) first/,
  );
});

test('terminate_finished: does nothing', async () => {
  assert.deepEqual(await linesOf('terminateFinished'), ['undefined undefined 0']);
});

test('join_timeout: gives nothing, waits no longer, also for 0 and less', async () => {
  assert.deepEqual(await linesOf('joinTimeout'), [...Array(3).fill('undefined true true'), '-9']);
});

test('close_running: throws', async () => {
  assert.match((await linesOf('closeRunning'))[0]!, /^ValueError: .*cannot close a process while it is still running/i);
});

test('after_close: everything but close and name throws', async () => {
  const lines = await linesOf('afterClose');
  for (const line of lines.slice(0, 4)) assert.match(line, /^ValueError: .*process object is closed/);
  assert.deepEqual(lines.slice(4), ['undefined', 'Process-1']);
});

test('default_names: counted, with names given counted too, and a child’s children below it', async () => {
  assert.deepEqual(await linesOf('defaultNames'), ['Process-1 Process-2 given Process-4', 'Process-5:1']);
});

test('reprs: initial, started, stopped, daemon, signal, closed', async () => {
  assert.deepEqual(await linesOf('reprs'), [
    "<Process name='Process-1' parent=PARENT initial>",
    "<Process name='Process-1' pid=PID parent=PARENT started>",
    "<Process name='Process-1' pid=PID parent=PARENT stopped exitcode=0>",
    "<Process name='Process-2' pid=PID parent=PARENT started daemon>",
    "<Process name='Process-2' pid=PID parent=PARENT stopped exitcode=-SIGKILL daemon>",
    "<Process name='Process-2' pid=PID parent=PARENT closed daemon>",
  ]);
});

test('no_target: exit code 0', async () => {
  assert.deepEqual(await linesOf('noTarget'), ['exit 0']);
});

test('daemon_no_children: throws in the daemon', async () => {
  assert.match(
    (await linesOf('daemonNoChildren'))[0]!,
    /^daemon true; ProcessError: .*daemonic processes are not allowed to have children/,
  );
});

test('daemon_set_after_start: throws', async () => {
  assert.match((await linesOf('daemonSetAfterStart'))[0]!, /^ProcessError: .*has already started/);
});

test('daemon_killed_at_exit: by the natural end and by process.exit(), also in a loop', async () => {
  for (const name of ['daemonKilledAtExit', 'daemonOfPlainExit']) {
    const { stdout, code } = await runProgram(file, [name]);
    assert.equal(code, 0);
    assert.equal(isRunning(startedBy(stdout)[0]!), false);
  }
});

test('nondaemon_joined_at_exit: by the natural end, by process.exit() and by an error', async () => {
  for (const [name, expected] of Object.entries({ nonDaemonJoinedAtExit: 0, nonDaemonJoinedAtProcessExit: 3 })) {
    const { stdout, code, took } = await runProgram(file, [name]);
    assert.match(stdout, /parent end\nchild finished\n$/);
    assert.equal(code, expected);
    assert.ok(took >= 100);
  }
  const { stdout, code, stderr } = await runProgram(file, ['nonDaemonJoinedAtError']);
  assert.match(stdout, /child finished\n$/);
  assert.match(stderr, /the parent fails/);
  assert.equal(code, 1);
});

for (const lifeline of ['kernel', 'thread']) {
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const known = signal === 'SIGKILL' ? 'parent_sigkilled' : 'parent_sigtermed';
    test(`${known}: nobody survives, child, grandchild, in a loop or not (by ${lifeline})`, async (t) => {
      const env = lifeline === 'thread' ? { PROCESS_VIEW_LIFELINE: 'thread' } : {};
      const { pids, kill } = await startLoops(env);
      t.after(() => killAll(pids));
      kill(signal);
      await until('all have ended', () => !pids.some(isRunning));
    });
  }
}

function killAll(pids: number[]): void {
  for (const pid of pids.filter(isRunning)) process.kill(pid, 'SIGKILL');
}

async function startLoops(env: NodeJS.ProcessEnv): Promise<{ pids: number[]; kill(signal: NodeJS.Signals): void }> {
  const { spawn } = await import('node:child_process');
  const main = spawn(process.execPath, [file, 'parentOfLoops'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  main.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  await until('three are started', () => startedBy(stdout).length === 3);
  // The first is in its loop once its module is loaded; nothing tells when, and sooner is right too.
  return { pids: [main.pid!, ...startedBy(stdout)], kill: (signal) => main.kill(signal) };
}

test('daemon_exit_no_finally: a daemon that is ended runs no finally', async () => {
  assert.deepEqual(await linesOf('daemonExitNoFinally'), ['daemon runs']);
});

test('subclass_spawn: rebuilt with its fields, its constructor not run again', async () => {
  assert.deepEqual(await linesOf('subclassSpawn'), ['n in child 6 Counter 2 true', 'n in parent 5']);
});

test('subclass_no_super: throws', async () => {
  assert.match((await linesOf('subclassNoSuper'))[0]!, /^ProcessError: This is no Process/);
});

test('closure_spawn: refused at start(), naming the function and what to do, with no process started', async () => {
  const lines = await linesOf('closureSpawn');
  assert.match(
    lines[0]!,
    /^PicklingError: start\(\) of Process-1 cannot pass the function local .*declared inside another function.*\(captured/,
  );
  assert.match(lines[0]!, /Declare it at the top level of a module/);
  assert.match(lines[1]!, /^PicklingError: .*localWithoutCapture.*declared inside another function/);
  assert.match(lines[2]!, /^PicklingError: .*the function target .*\(captured/);
  assert.match(lines[3]!, /^PicklingError: .*bound function/);
  assert.match(lines[4]!, /^PicklingError: .*local .*declared inside another function/);
  assert.equal(lines[5], '0');
});

test('is_alive_in_other_process: a process can look at itself, and not join or start itself', async () => {
  const lines = await linesOf('isAliveInOtherProcess');
  assert.equal(lines[0], 'true true');
  assert.match(lines[1]!, /^ProcessError: join\(\) of Process-1: .*the process itself/);
  assert.match(lines[2]!, /^ProcessError: .*cannot start a process twice/);
});

test('a Process as an argument: refused', async () => {
  assert.match((await linesOf('passedProcess'))[0]!, /^PicklingError: <Process .*cannot be passed/);
});

test('active_children: two, then none', async () => {
  assert.deepEqual(await linesOf('activeChildren'), ['2 active', 'then 0']);
});

test('spawn_no_guard: Python’s message, code 1, and no more processes than one', async () => {
  const { stdout, stderr } = await runProgram(fixture('main-without-guard.cjs'));
  assert.equal(stdout, 'code 1\n');
  assert.match(stderr, /before the current process has finished its bootstrapping phase/);
  assert.match(stderr, /if \(isMainProcess\)/);
});

test('spawn_no_guard: also where the start comes later', async () => {
  const { stdout, stderr } = await runProgram(fixture('main-without-guard-later.cjs'));
  assert.equal(stdout, 'code 1\n');
  assert.equal(stderr.match(/bootstrapping phase/g)?.length, 1);
});

test('sentinel: a promise of the exit code', async () => {
  assert.deepEqual(await linesOf('sentinel'), ['4', '-9']);
});

test('a target that waits for what nothing will settle: told, exit code 13', async () => {
  const { stdout, stderr } = await runProgram(file, ['never']);
  assert.match(stdout, /\n13\n$/);
  assert.match(stderr, /Process Process-1: its target waits for a promise that nothing will settle/);
});

test('targets: not exported, static, and of the language and Node', async () => {
  assert.deepEqual(await linesOf('targets'), ['not exported: word', 'arrow: word', 'STATIC', 'console.log', '9']);
});

test('arguments: structured clone, and instances, errors with their fields and cause, URLs, identity', async () => {
  assert.deepEqual(await linesOf('arguments'), [
    '1 1970-01-01T00:00:00.000Z 10n Uint8Array(2) [ 1, 2 ] true Error strange { deep: [ 1 ] }',
    'true cause true 3 undefined NaN http://a.b/c',
    'true 3',
  ]);
});

test('arguments that cannot pass: each refused by name, with no process started', async () => {
  const lines = await linesOf('unpicklable');
  for (const [i, what] of [
    'a Promise',
    'the symbol Symbol(s)',
    'a WeakMap',
    'the class Local',
    'the function Server',
  ].entries())
    assert.ok(lines[i]!.startsWith('PicklingError: start() of') && lines[i]!.includes(what), lines[i]);
  assert.equal(lines[5], '0');
});

test('mutated arguments: copied at start()', async () => {
  assert.deepEqual(await linesOf('mutatedArgument'), ['[ 1 ]']);
});

test('parent_process and argv: the child knows its parent and sees the program’s arguments', async () => {
  assert.deepEqual(await linesOf('parentAndArgv'), ["MainProcess true true [ 'parentAndArgv' ] false"]);
});

test('closure_fork: there is no fork; forkserver gives the environment and name of the start', async () => {
  const lines = await linesOf('startMethods');
  assert.equal(lines[0], "spawn [ 'spawn', 'forkserver' ]");
  assert.match(lines[1]!, /^ValueError: There is no start method fork/);
  assert.deepEqual(lines.slice(2), ['first', 'late yes Process-2']);
});

test('nothing is left: no process of any case, spares included', { skip: process.platform !== 'linux' }, async () => {
  const mark = `process-test-${process.pid}-${Date.now()}`;
  for (const name of ['startMethods', 'daemonKilledAtExit', 'nonDaemonJoinedAtProcessExit', 'exceptionInTarget'])
    await runProgram(file, [name], { env: { MARK: mark } });
  await until('all have ended', () => processesMarked(mark).length === 0);
});
