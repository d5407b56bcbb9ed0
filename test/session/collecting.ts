/** A collector on a socket of its own, for tests that speak to it as a probe or as a stranger would. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Clock } from '../../src/session/clock.js';
import { Collector } from '../../src/session/collector.js';
import type { TreeEvent } from '../../src/session/line-check.js';
import { RecordingFile } from '../../src/session/recording-file.js';
import type { WireEvent } from '../../src/wire/events.js';
import { greeting } from '../../src/wire/handshake.js';

export const token = '0123456789abcdef0123456789abcdef';

export async function startCollector() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pv-test-'));
  const socket =
    process.platform === 'win32' ? `\\\\.\\pipe\\pv-test-${path.basename(folder)}` : path.join(folder, 's');
  const file = path.join(folder, 'r.pvrec');
  const tree: TreeEvent[] = [];
  const warnings: string[] = [];
  let stops = 0;
  const collector = await Collector.listen({
    address: { socket, token, remove: () => {} },
    clock: new Clock(),
    header: header(),
    file: RecordingFile.create(file, (text) => warnings.push(text)),
    onTree: (event) => tree.push(event),
    onStop: () => stops++,
  });
  return {
    collector,
    socket,
    tree,
    warnings,
    stops: () => stops,
    /** Ends the collector; the recording's events after the header, and its text. */
    async end() {
      await collector.close();
      const text = readFileSync(file, 'utf8');
      rmSync(folder, { recursive: true });
      const events = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as WireEvent);
      return { text, header: events[0]!, events: events.slice(1) };
    },
  };
}

const header = () => ({
  type: 'header' as const,
  format: 'process-view' as const,
  version: 1,
  startedAt: new Date(0).toISOString(),
  platform: process.platform,
  hostname: 'test',
  cores: 1,
  cwd: '/',
  command: ['node', 'x.js'],
  tool: '0.0.0',
});

/** Sends `chunks` one after the other and waits until the other side has closed, or we have. */
export function speak(socket: string, chunks: Iterable<Buffer | string>, end = true): Promise<void> {
  return new Promise((resolve) => {
    const connection = net.connect(socket, async () => {
      const closed = new Promise((done) => connection.on('close', done));
      for (const chunk of chunks) {
        if (connection.destroyed) break;
        if (!connection.write(chunk))
          await Promise.race([new Promise((done) => connection.once('drain', done)), closed]);
      }
      if (end) connection.end();
    });
    connection.on('error', () => {}); // Being thrown out is what some of the tests are about.
    connection.on('close', () => resolve());
  });
}

export const hello = greeting(token);

export const sendLine = (pid: number, seq: number, extra = ''): string =>
  `{"type":"send","time":${seq * 10},"pid":${pid},"seq":${seq},"message":"ipc/2:1>2#${seq}","channel":"ipc/2"${extra}}\n`;
