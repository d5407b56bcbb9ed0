/** What a program sees of itself, and how it ends, are the same with the probe, with no collector, and with a dead one. */
import assert from 'node:assert/strict';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { environment } from '../../src/wire/handshake.js';
import { majors, nodeBinary } from '../nodes.mjs';
import { type Ended, fixture, ofType, record, start, temporaryFolder } from '../process-view.js';

const looking = fixture('probe/print-all-that-a-program-can-see-of-itself.cjs');
const ending = fixture('probe/end-in-a-given-way.cjs');
const ways = [
  'exitCode',
  'exitInExit',
  'changeInExit',
  'throw',
  'reject',
  'throwNoError',
  'handled',
  'reallyExit',
  'handler',
];
const signals = ['signalHandled', 'signal', 'abort'];

for (const major of majors) {
  test(`what a program can see of itself, Node ${major}`, async (t) => {
    const node = await nodeBinary(major);
    const watched = await record(t, ['--quiet', '--runner', 'node', '--node', node, looking]);
    assert.deepEqual(whole(watched), whole(await start(node, [looking]).ended));
    assert.ok(ofType(watched.events, 'receive').length > 3, 'it has been watched');
  });
}

for (const way of process.platform === 'win32' ? ways : [...ways, ...signals]) {
  test(`the end by ${way}`, async (t) => {
    const plain = await start(process.execPath, [ending, way]).ended;
    const watched = await record(t, ['--quiet', '--runner', 'node', '--node', process.execPath, ending, way]);
    const code = plain.signal === null ? plain.code : 128 + { SIGINT: 2, SIGABRT: 6 }[plain.signal as 'SIGINT']!;
    // Node prints the frames of an abort, and one of them is the probe's.
    const stderr = way === 'abort' ? watched.stderr : plain.stderr;
    assert.deepEqual(whole(watched), { ...whole(plain), code, signal: null, stderr });
    assert.equal(ofType(watched.events, 'lost').length, 0);
  });
}

test('no collector at all', async (t) => {
  const env = environmentOf(path.join(temporaryFolder(t), 'nobody-listens-here'));
  assert.deepEqual(
    whole(await start(process.execPath, [looking], { env }).ended),
    whole(await start(process.execPath, [looking]).ended),
  );
});

test('a collector that goes away', async (t) => {
  const socket = path.join(temporaryFolder(t), 'socket');
  const server = net.createServer((connection) => connection.once('data', () => connection.destroy()));
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.after(() => server.close());
  const ended = await start(process.execPath, [looking], { env: environmentOf(socket) }).ended;
  assert.deepEqual(whole(ended), whole(await start(process.execPath, [looking]).ended));
});

test('a collector that stands still keeps the program waiting for less than a blink', async (t) => {
  const socket = path.join(temporaryFolder(t), 'socket');
  const server = net.createServer((connection) => connection.pause());
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.after(() => server.close());
  const script = fixture('probe/send-ten-thousand-messages-and-die.cjs');
  const { code, stdout } = await start(process.execPath, [script, 'exit', '1'], { env: environmentOf(socket) }).ended;
  assert.deepEqual({ code, stdout }, { code: 0, stdout: '' });
});

const whole = ({ code, signal, stdout, stderr }: Ended) => ({ code, signal, stdout, stderr });

const preload = `--require "${path.resolve('dist/probe.cjs').replace(/[\\"]/g, '\\$&')}"`;

const environmentOf = (socket: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: preload,
  [environment.preload]: preload,
  [environment.socket]: socket,
  [environment.token]: '0'.repeat(32),
  [environment.origin]: '1',
});
