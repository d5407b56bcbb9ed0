/** A collector that stops reading for a while: the program goes on, and what had to be dropped is counted. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { LineSplitter } from '../../src/wire/codec.js';
import type { TimedEvent } from '../../src/wire/events.js';
import { environment } from '../../src/wire/handshake.js';
import { fixture, ofType, temporaryFolder } from '../process-view.js';

test('what a full memory makes the probe drop is told', { skip: process.platform === 'win32' }, async (t) => {
  const socket = path.join(temporaryFolder(t), 'socket');
  const connections: net.Socket[] = [];
  const events: TimedEvent[] = [];
  const server = net.createServer((connection) => {
    connections.push(connection.pause());
    const splitter = new LineSplitter({ line: (line) => line.startsWith('{') && events.push(JSON.parse(line)) });
    connection.on('data', (chunk) => splitter.push(chunk));
    connection.pause();
  });
  server.listen(socket);
  await once(server, 'listening');
  t.after(() => server.close());

  const script = fixture('probe/send-much-more-than-anybody-reads.cjs');
  const program = spawn(process.execPath, [script], { env: environmentOf(socket), stdio: ['pipe', 'pipe', 'inherit'] });
  await once(program.stdout, 'data');
  const ends = connections.map((connection) => once(connection.resume(), 'end'));
  await quiet(() => events.length); // It has taken what was kept.
  program.stdin.end();
  assert.deepEqual(await once(program, 'exit'), [0, null]);
  await Promise.all(ends);

  const child = ofType(events, 'spawn')[0]!.child;
  const told = events.filter(({ pid }) => pid === child);
  const lost = ofType(told, 'lost');
  const count = lost.reduce((sum, event) => sum + event.count, 0);
  assert.ok(count > 1000, `${count} events were dropped`);
  assert.equal(Math.max(...told.map(({ seq }) => seq)), told.length + count, 'the numbers tell the same');
  assert.equal(ofType(told, 'exit').length, 1);
});

/** Until a number has not grown for half a second. */
async function quiet(number: () => number): Promise<void> {
  for (let before = -1; before < number(); ) {
    before = number();
    await sleep(500);
  }
}

const preload = `--require "${path.resolve('dist/probe.cjs').replace(/[\\"]/g, '\\$&')}"`;

const environmentOf = (socket: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: preload,
  [environment.preload]: preload,
  [environment.socket]: socket,
  [environment.token]: '0'.repeat(32),
  [environment.origin]: '1',
});
