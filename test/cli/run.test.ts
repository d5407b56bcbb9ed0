/** `process-view run`: the script is untouched by being watched, and every way of going wrong has its sentence. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  cli,
  eventsOf,
  fixture,
  ofType,
  processView,
  record,
  start,
  startProcessView,
  temporaryFolder,
} from '../process-view.js';
import { waitFor } from '../wait-for.js';

const script = (name: string) => fixture(`session/${name}.js`);
const posix = { skip: process.platform === 'win32' };

test('input, output, errors and the exit code are those of a run without Process View', async (t) => {
  const input = `${'line é中\n'.repeat(5000)}end`;
  const file = script('read-all-input-and-print-it-reversed');
  const bare = await start(process.execPath, [file], { input }).ended;
  const quiet = await processView(['run', '--quiet', file], { input });
  assert.deepEqual(quiet, bare);
  const recorded = await record(t, [file], { input });
  assert.equal(recorded.stdout, bare.stdout);
  assert.equal(recorded.code, 7);
  assert.ok(recorded.stderr.includes(bare.stderr));
});

test('the summary on standard error says which runner was taken, who there was, and how it ended', async (t) => {
  const { stderr } = await record(t, [script('start-a-shell-for-a-moment')]);
  assert.match(stderr, /^process-view: .*start-a-shell-for-a-moment\.js runs with node: it is JavaScript$/m);
  assert.match(
    stderr,
    /^process-view: 2 processes, 0 messages sent and 0 received, \d+\.\d\d s, exit code 0, recorded in .*run\.pvrec$/m,
  );
});

test('a terminal stays a terminal', { skip: process.platform !== 'linux' }, async () => {
  const command = `${process.execPath} dist/cli.js run --quiet ${script('say-whether-this-is-a-terminal')}`;
  const { stdout } = await start('script', ['-qec', command, '/dev/null']).ended;
  assert.equal(stdout.trim(), 'true true true');
});

test('what follows the script is the script’s own, what stands before it is ours', async (t) => {
  const file = path.join(temporaryFolder(t), 'args.js');
  writeFileSync(file, 'console.log(JSON.stringify(process.argv.slice(2)))');
  const args = ['--record', 'x', '--quiet', '--', '-h', ''];
  assert.deepEqual(JSON.parse((await processView(['run', '--quiet', file, ...args])).stdout), args);
  assert.deepEqual(JSON.parse((await processView(['run', '--quiet', '--', file, ...args])).stdout), args);
});

test('every path may have blanks, quotes, backslashes and letters of any script', posix, async (t) => {
  const folder = path.join(temporaryFolder(t), `with blank 'q" \\x é中`);
  mkdirSync(folder);
  for (const name of readdirSync('dist').filter((file) => /\.c?js$/.test(file)))
    cpSync(path.join('dist', name), path.join(folder, name));
  cpSync(script('start-a-shell-for-a-moment'), path.join(folder, 'mäin.js'));
  const run = ['run', '--record', 'a b.pvrec', 'mäin.js'];
  const result = await start(process.execPath, [path.join(folder, 'cli.js'), ...run], { cwd: folder }).ended;
  assert.equal(result.code, 0, result.stderr);
  assert.equal(ofType(eventsOf(path.join(folder, 'a b.pvrec')), 'start').length, 1);
});

test('a signal that ends the script gives 128 and its number', posix, async (t) => {
  const file = path.join(temporaryFolder(t), 'signal.js');
  writeFileSync(file, 'process.kill(process.pid, process.argv[2]); setInterval(() => {}, 1e6)');
  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGKILL', 137],
    ['SIGUSR2', 128 + os.constants.signals.SIGUSR2],
  ] as const) {
    const result = await processView(['run', file, signal]);
    assert.equal(result.code, code);
    assert.match(result.stderr, new RegExp(`ended by ${signal}`));
  }
});

test('the collector tells how the script ended, also where it could not say so itself', posix, async (t) => {
  const file = path.join(temporaryFolder(t), 'kill.js');
  writeFileSync(file, 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1e6)');
  const { events } = await record(t, [file]);
  const [end] = ofType(events, 'child-exit');
  assert.equal(end!.signal, 'SIGKILL');
  assert.equal(end!.child, ofType(events, 'start')[0]!.pid);
});

test('a child that is no Node.js and lives for a moment stands in the tree, blind', posix, async (t) => {
  const { events } = await record(t, [script('start-a-shell-for-a-moment')]);
  const [spawn] = ofType(events, 'spawn');
  const [found] = ofType(events, 'found');
  assert.equal(found!.pid, spawn!.child);
  assert.equal(found!.ppid, spawn!.pid);
  assert.deepEqual(found!.command, ['sh', '-c', ':']);
  assert.ok(
    found!.time > spawn!.time && found!.time < ofType(events, 'child-exit').find((e) => e.child === found!.pid)!.time,
  );
});

test('a Node below a shell that nobody told of has its whole line of parents', posix, async (t) => {
  const { events } = await record(t, [script('start-a-node-below-two-shells')]);
  const parents = new Map([...ofType(events, 'start'), ...ofType(events, 'found')].map(({ pid, ppid }) => [pid, ppid]));
  const [first, second] = ofType(events, 'start');
  const line = [second!.pid];
  while (parents.has(line.at(-1)!)) line.push(parents.get(line.at(-1)!)!);
  assert.equal(line.length, 5, 'node, sh, sh, node, the collector');
  assert.equal(line[3], first!.pid);
});

test('a detached child that lives on is named, not killed and not waited for', posix, async () => {
  const result = await processView(['run', script('leave-a-detached-child-behind')]);
  const pid = Number(result.stdout);
  assert.equal(result.code, 0);
  assert.match(result.stderr, new RegExp(`still running: .*leave-a-detached-child-behind\\.js child \\(${pid}\\)`));
  process.kill(pid, 'SIGKILL'); // Throws where it is not there.
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} ends a whole tree that ignores it, detached, orphaned and all`, {
    skip: process.platform !== 'linux',
  }, async (t) => {
    const file = path.join(temporaryFolder(t), 'run.pvrec');
    const stubborn = script('ignore-every-polite-signal-in-a-detached-tree');
    const { child, ended } = startProcessView(['run', '--grace', '1', '--record', file, stubborn]);
    await waitFor(() => ofType(eventsIfAny(file), 'output').some(({ text }) => text.includes('ready')));
    const mark = `PROCESS_VIEW_ORIGIN=`;
    const ours = () => descendantsOf(child.pid!, mark);
    const asleep = (pids: number[]) => pids.filter((pid) => commandOf(pid).startsWith('sleep')).length === 3;
    const before = await waitFor(() => (asleep(ours()) ? ours() : undefined));
    child.kill(signal);
    const result = await ended;
    assert.equal(result.code, 137);
    assert.match(result.stderr, /\d processes are still there after 1 s and will be killed/);
    assert.deepEqual(before.filter(isThere), []);
    const blind = ofType(eventsOf(file), 'found').map(({ command }) => command.join(' '));
    for (const sleeper of ['sleep 986', 'sleep 987', 'sleep 988']) assert.ok(blind.includes(sleeper), `${blind}`);
  });
}

/** Every process that was started by this run, by what it has in its environment. */
function descendantsOf(pid: number, mark: string): number[] {
  const environment = (of: number | string) => {
    try {
      return readFileSync(`/proc/${of}/environ`, 'utf8');
    } catch {
      return ''; // It has just ended.
    }
  };
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const first = children.find((name) => parentOf(name) === pid && environment(name).includes(mark));
  const origin = first && /PROCESS_VIEW_ORIGIN=(\d+)/.exec(environment(first))?.[0];
  return origin ? children.filter((name) => environment(name).includes(origin)).map(Number) : [];
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined; // It has just ended.
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // It has just ended.
  }
}

const isThere = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
const eventsIfAny = (file: string) => (existsSync(file) ? eventsOf(file) : []);

test('a polite script has its time to clean up, and its exit code counts', posix, async () => {
  const { child, ended } = startProcessView(['run', script('clean-up-on-sigterm')]);
  await new Promise((ready) => child.stdout!.once('data', ready));
  child.kill('SIGTERM');
  const result = await ended;
  assert.equal(result.code, 3);
  assert.match(result.stdout, /cleaned up/);
});

test('Ctrl-C in a terminal reaches the script once, and leaves it its time', {
  skip: process.platform !== 'linux',
}, async () => {
  // By `exec`, for a shell in between might be ended by the Ctrl-C itself, and the code would be its own.
  const command = `exec ${process.execPath} dist/cli.js run ${script('count-ctrl-c-and-take-a-moment')}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await waitFor(() => said.includes('ready'));
  child.stdin.write('\u0003');
  const [code] = await once(child, 'close');
  assert.equal(code, 5);
  assert.match(said, /1 time/);
});

test('a run within a run: each records its own', async (t) => {
  const inner = path.join(temporaryFolder(t), 'inner.pvrec');
  const outer = await record(t, [cli, 'run', '--quiet', '--record', inner, script('start-a-shell-for-a-moment')]);
  assert.equal(outer.code, 0);
  const [nested] = ofType(outer.events, 'start');
  const [own] = ofType(eventsOf(inner), 'start');
  assert.equal(ofType(outer.events, 'start').length, 1);
  assert.equal(own!.ppid, nested!.pid);
  assert.ok(ofType(outer.events, 'found').some(({ pid, ppid }) => pid === own!.pid && ppid === nested!.pid));
});

/** A run that listens where its launcher wants it to. */
function steered(t: TestContext, file: string) {
  const folder = temporaryFolder(t);
  const token = 'a'.repeat(32);
  const socket = path.join(folder, 'chosen');
  const env = { ...process.env, PROCESS_VIEW_SOCKET: socket, PROCESS_VIEW_TOKEN: token };
  return { ...startProcessView(['run', '--grace', '0.2', file], { env }), socket, token };
}

test('whoever launched the run can stop it over the socket that it chose', posix, async (t) => {
  const { child, ended, socket, token } = steered(t, script('clean-up-on-sigterm'));
  await once(child.stdout!, 'data');
  net.connect(socket).end(`process-view-control/1 ${token}\nstop\n`);
  assert.equal((await ended).code, 3);
});

test('a stranger that connects and says nothing holds nothing up', { ...posix, timeout: 15_000 }, async (t) => {
  const { child, ended, socket } = steered(t, script('clean-up-on-sigterm'));
  await once(child.stdout!, 'data');
  const stranger = net.connect(socket).resume();
  const thrownOut = once(stranger, 'close');
  await once(stranger, 'connect');
  child.kill('SIGTERM');
  assert.equal((await ended).code, 3);
  await thrownOut;
});

test('two runs at once keep apart', async (t) => {
  const runs = await Promise.all([1, 2, 3].map(() => record(t, [script('start-a-shell-for-a-moment')])));
  for (const { events } of runs) assert.equal(ofType(events, 'start').length, 1);
});

test('two runs that want the same recording: the second one says so and the first goes on', posix, async (t) => {
  const file = path.join(temporaryFolder(t), 'run.pvrec');
  const first = startProcessView(['run', '--record', file, script('clean-up-on-sigterm')]);
  await waitFor(() => ofType(eventsIfAny(file), 'start').length === 1);
  const second = await processView(['run', '--record', file, script('start-a-shell-for-a-moment')]);
  assert.equal(second.code, 2);
  assert.match(
    second.stderr,
    /is being written by another run \(pid \d+\)\. Wait for its end, or choose another name with --record\./,
  );
  first.child.kill('SIGTERM');
  assert.equal((await first.ended).code, 3);
  assert.equal(ofType(eventsOf(file), 'exit').length, 1);
});

test('%p in the name of a recording stands for the pid of the run', async (t) => {
  const folder = temporaryFolder(t);
  const { child, ended } = startProcessView([
    'run',
    '--record',
    path.join(folder, 'a %p.pvrec'),
    script('start-a-shell-for-a-moment'),
  ]);
  await ended;
  assert.deepEqual(readdirSync(folder), [`a ${child.pid}.pvrec`]);
});

test('a full disk ends the recording and not the script', { skip: !existsSync('/dev/full') }, async () => {
  const input = 'hello';
  const result = await processView(['run', '--record', '/dev/full', script('read-all-input-and-print-it-reversed')], {
    input,
  });
  assert.equal(result.code, 7);
  assert.equal(result.stdout, 'out:olleh');
  assert.match(
    result.stderr,
    /The recording \/dev\/full ends here \(no space is left on the disk\); the script goes on/,
  );
});

/** Nothing was run: the exit code is 2, there is one sentence, and no stack. */
async function refused(args: string[], sentence: RegExp, options = {}) {
  const result = await processView(args, options);
  assert.equal(result.code, 2, result.stderr);
  assert.match(result.stderr, sentence);
  assert.doesNotMatch(result.stderr, /\n\s+at /);
  assert.equal(result.stdout, '');
}

test('a missing script', () =>
  refused(['run', 'not-there.ts'], /There is no script "not-there\.ts" in .*\. Check the path/));

test('a command in the place of a script: its file is named, if it is one for Node.js', async (t) => {
  const folder = realpathSync(temporaryFolder(t));
  const [bin, below] = [path.join(folder, 'node_modules/.bin'), path.join(folder, 'a/b')];
  for (const made of [bin, below]) mkdirSync(made, { recursive: true });
  writeFileSync(path.join(bin, 'make-it'), '#!/usr/bin/env node\n');
  writeFileSync(path.join(bin, 'shell-it'), '#!/bin/sh\n');
  const here = path.join('node_modules', '.bin', 'make-it');
  for (const [cwd, file] of [
    [folder, here],
    [below, path.join(folder, here)],
  ] as const) {
    const { code, stderr } = await processView(['run', 'make-it'], { cwd });
    assert.equal(code, 2);
    assert.ok(stderr.includes(`"make-it" is a command`) && stderr.endsWith(`process-view run ${file}\n`), stderr);
  }
  await refused(['run', 'shell-it'], /There is no script "shell-it"/, { cwd: folder });
});

test('no script at all', () => refused(['run'], /run needs a script, as in: process-view run main\.ts/));

test('a Node that is not there, is none, or is too old', posix, async (t) => {
  const file = script('start-a-shell-for-a-moment');
  await refused(['run', '--node', '/no/such/node', file], /There is no Node\.js at "\/no\/such\/node"/);
  await refused(['run', '--node', '/bin/ls', file], /"\/bin\/ls" does not run as Node\.js/);
  const old = path.join(temporaryFolder(t), 'node');
  writeFileSync(old, '#!/bin/sh\necho \'{"node":"18.20.4"}\'\n');
  chmodSync(old, 0o755);
  await refused(['run', '--node', old, file], /needs Node\.js 20 or later, and ".*" is 18\.20\.4/);
});

test('a folder that is not there, a file that is no recording', async (t) => {
  const folder = temporaryFolder(t);
  const file = script('start-a-shell-for-a-moment');
  await refused(
    ['run', '--record', path.join(folder, 'no/x.pvrec'), file],
    /cannot be written to .*Choose another place with --record/,
  );
  writeFileSync(path.join(folder, 'main.ts'), 'important');
  await refused(
    ['run', '--record', path.join(folder, 'main.ts'), file],
    /exists and is not a recording, so it was left as it is/,
  );
  assert.equal(readFileSync(path.join(folder, 'main.ts'), 'utf8'), 'important');
});

test('a machine without ps and getconf is sampled and stopped, without a word', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const file = path.join(temporaryFolder(t), 'run.pvrec');
  const env = { ...process.env, PATH: '/no/such/folder' };
  const args = ['run', '--node', process.execPath, '--record', file, script('sleep-in-a-shell-below-a-shell')];
  const { child, ended } = startProcessView(args, { env });
  await waitFor(() => ofType(eventsIfAny(file), 'sample').length > 0);
  await waitFor(() => ofType(eventsIfAny(file), 'found').length >= 2);
  child.kill('SIGTERM');
  const { code, stderr } = await ended;
  assert.equal(code, 143);
  for (const line of stderr.trimEnd().split('\n')) assert.match(line, /^process-view: /);
});

test('a process that has just ended is no blind one of which nothing is known', posix, async (t) => {
  const file = path.join(temporaryFolder(t), 'run.pvrec');
  const { code } = await startProcessView(['run', '--record', file, script('leave-a-dead-child-unburied')]).ended;
  assert.equal(code, 0);
  const found = ofType(eventsIfAny(file), 'found').map(({ command }) => command.join(' '));
  // Whether the dead one was seen in time depends on the machine; if so, then with its command.
  assert.ok(
    found.every((command) => command === 'sleep 0.9' || command.endsWith('sleep 3')),
    `${found}`,
  );
  assert.ok(
    found.some((command) => command.endsWith('sleep 3')),
    `${found}`,
  );
});

test('CPU and memory are measured as often as is asked for', posix, async (t) => {
  const folder = temporaryFolder(t);
  const measured = (ms: number) => {
    const file = path.join(folder, `${ms}.pvrec`);
    const words = ['--poll-interval', `${ms}`, '--record', file, script('sleep-in-a-shell-below-a-shell')];
    const { child, ended } = startProcessView(['run', ...words]);
    const times = () => ofType(eventsIfAny(file), 'sample').filter(({ of }, _, [first]) => of === first?.of);
    const stop = () => {
      child.kill('SIGTERM');
      return ended;
    };
    return { times, stop };
  };
  const [often, seldom] = [measured(100), measured(5000)];
  await waitFor(() => often.times().length >= 8 && seldom.times().length >= 1);
  const times = seldom.times().map(({ time }) => time);
  await Promise.all([often.stop(), seldom.stop()]);
  for (const [i, time] of times.entries()) assert.ok(i === 0 || time - times[i - 1]! >= 4_900_000, `${times}`);
});

test('a folder for temporary files that is not there', posix, () =>
  refused(['run', script('start-a-shell-for-a-moment')], /No folder for the socket can be made in \/no\/such/, {
    env: { ...process.env, TMPDIR: '/no/such' },
  }),
);

test('options that there are not', async () => {
  await refused(['run', '--nonsense', 'x.js'], /There is no option --nonsense\. Run process-view --help/);
  await refused(['run', '--record'], /--record needs a value\. Run process-view --help/);
  await refused(['run', '--runner', 'deno', 'x.js'], /There is no runner "deno"\. Choose auto, ts-node, tsx or node\./);
  await refused(['run', '--preview-bytes', 'many', 'x.js'], /--preview-bytes wants a whole number from 0, not "many"/);
  await refused(['run', '--poll-interval', '99', 'x.js'], /--poll-interval wants 100 to 5000 milliseconds, not "99"/);
  await refused(['run', '--poll-interval', '1s', 'x.js'], /--poll-interval wants a whole number from 0, not "1s"/);
  await refused(['run', '--grace', 'long', 'x.js'], /--grace wants a number of seconds, not "long"/);
  await refused(['ran'], /There is no command "ran"/);
  await refused([], /No command was given/);
});

test('a script with a syntax error is Node’s to explain, with its exit code', async () => {
  const file = script('syntax-error');
  const bare = await start(process.execPath, [file]).ended;
  const watched = await processView(['run', '--quiet', file]);
  assert.equal(watched.code, 1);
  assert.match(watched.stderr, /SyntaxError/);
  assert.equal(watched.stderr, bare.stderr);
});

test('no folder is left behind, however the run ends', posix, async (t) => {
  const folder = temporaryFolder(t);
  const env = { ...process.env, TMPDIR: folder };
  await processView(['run', script('start-a-shell-for-a-moment')], { env });
  await processView(['run', script('syntax-error')], { env });
  await processView(['run', 'not-there.js'], { env });
  assert.deepEqual(readdirSync(folder), []);
  const killed = startProcessView(['run', '--quiet', script('clean-up-on-sigterm')], { env });
  const socketFolder = await waitFor(() => readdirSync(folder)[0]);
  await new Promise((ready) => killed.child.stdout!.once('data', ready));
  killed.child.kill('SIGKILL');
  await new Promise((done) => killed.child.once('exit', done));
  assert.ok(socketFolder.includes(`-${killed.child.pid}-`));
  mkdirSync(path.join(folder, 'process-view-mine'));
  await processView(['run', script('start-a-shell-for-a-moment')], { env });
  assert.deepEqual(readdirSync(folder), ['process-view-mine']);
  orphanOf(socketFolder, folder);
});

/** A collector that was killed leaves its script running, as it must; this test cleans up after itself. */
function orphanOf(socketFolder: string, folder: string) {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (environment.includes(path.join(folder, socketFolder))) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended, or it is another user's.
    }
  }
}

test('help and version are on standard output', async () => {
  for (const word of ['--help', '-h', 'help'])
    assert.match((await processView([word])).stdout, /process-view run \[options\] SCRIPT/);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  assert.equal((await processView(['--version'])).stdout, `${version}\n`);
});
