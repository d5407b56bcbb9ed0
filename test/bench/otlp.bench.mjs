// What it costs a program that its spans are sent while it runs, against the same recorded run without: a collector here takes them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';

export const name = 'otlp';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const ROUNDS = 3;
const works = [
  ['CPU-bound workers that talk', 'cpu-bound.cjs'],
  ['ping-pong', 'ping-pong.cjs'],
  ['flood', 'flood.cjs'],
];

export async function run({ print }) {
  const collector = await listen();
  for (const [title, script] of works) {
    const ratios = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [first, second] = round % 2 === 0 ? [[], collector.options] : [collector.options, []];
      const [one, other] = [await timed(script, first), await timed(script, second)];
      ratios.push(round % 2 === 0 ? other.ms / one.ms : one.ms / other.ms);
    }
    ratios.sort((a, b) => a - b);
    print(
      `${title}: ${ratios[ROUNDS >> 1].toFixed(2)} times the program's own time without (${ratios.map((r) => r.toFixed(2)).join(', ')})`,
    );
  }
  print(`  ${collector.requests} requests, ${(collector.bytes / 1e6).toFixed(1)} MB`);
  collector.close();
}

async function listen() {
  const collector = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    collector.requests++;
    request.on('data', (part) => {
      collector.bytes += part.length;
    });
    request.on('end', () => response.writeHead(200).end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  collector.options = ['--otlp', `http://127.0.0.1:${server.address().port}`];
  collector.close = () => server.close();
  return collector;
}

/** The script's own time: what is sent after its end is not in its way. */
async function timed(script, options) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pv-bench-'));
  const file = path.join(folder, 'r.pvrec');
  const args = [
    path.join(root, 'dist/cli.js'),
    'run',
    ...options,
    '--record',
    file,
    path.join(root, 'test/bench/probe', script),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  const seconds = /, ([\d.]+) s, exit code 0/.exec(said)?.[1];
  if (code !== 0 || seconds === undefined || statSync(file).size < 1000) throw new Error(`${script}: ${said}`);
  if (options.length > 0 && !/spans sent/.test(said)) throw new Error(said);
  const left = /.*(in no span|were not sent).*/.exec(said)?.[0];
  if (left) console.log(`  ${left}`);
  rmSync(folder, { recursive: true });
  return { ms: Number(seconds) * 1000 };
}
