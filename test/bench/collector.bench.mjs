// How many events a second the collector takes in and writes down, per second of one core: four probes that write as fast as they can.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const name = 'collector';

const CONNECTIONS = 4;
const EVENTS_EACH = 250_000;
const BATCH = 80; // Events in one write, about the 16 KB of a probe in a flood.
const token = '0123456789abcdef0123456789abcdef';
const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');

export async function run({ print }) {
  const rates = [];
  for (let round = 0; round < 3; round++) rates.push(await once4(print));
  rates.sort((a, b) => a - b);
  print(`collector: ${thousands(rates[1])} events per second of one core (median of 3; the bar is 150,000)`);
  return { eventsPerCpuSecond: rates[1] };
}

async function once4(print) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pv-bench-'));
  const { cli, socket, record } = startRun(folder);
  await waitForSocket(socket);
  const before = cpuSeconds(cli.pid);
  const began = process.hrtime.bigint();
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => flood(socket, i + 1)));
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const used = cpuSeconds(cli.pid) - before;
  cli.kill('SIGTERM');
  await once(cli, 'exit');
  const written = countSends(record);
  rmSync(folder, { recursive: true });
  const total = CONNECTIONS * EVENTS_EACH;
  if (written !== total) throw new Error(`${total} events were sent and ${written} recorded`);
  print(`  ${thousands(total)} events in ${seconds.toFixed(2)} s, ${used.toFixed(2)} s of CPU, none lost`);
  return total / used;
}

function startRun(folder) {
  const socket = path.join(folder, 's');
  const record = path.join(folder, 'r.pvrec');
  const script = path.join(folder, 'wait.js');
  writeFileSync(script, 'setInterval(() => {}, 1e6);');
  const env = { ...process.env, PROCESS_VIEW_SOCKET: socket, PROCESS_VIEW_TOKEN: token };
  const args = [path.join(root, 'dist/cli.js'), 'run', '--quiet', '--record', record, script];
  return { cli: spawn(process.execPath, args, { env, stdio: 'ignore' }), socket, record };
}

async function waitForSocket(socket) {
  for (let i = 0; i < 1000; i++) {
    const connection = net.connect(socket);
    const [answer] = await Promise.race([
      once(connection, 'connect').then(() => ['there']),
      once(connection, 'error'),
    ]).catch(() => []);
    connection.destroy();
    if (answer === 'there') return;
    await new Promise((go) => setTimeout(go, 10));
  }
  throw new Error('The collector does not listen');
}

async function flood(socket, pid) {
  const connection = net.connect(socket);
  connection.write(`process-view/1 ${token}\n`);
  const filler = 'x'.repeat(60);
  for (let seq = 1; seq <= EVENTS_EACH; seq += BATCH) {
    let batch = '';
    for (let i = seq; i < Math.min(seq + BATCH, EVENTS_EACH + 1); i++) {
      batch += `{"type":"send","time":${i * 7},"pid":${pid},"seq":${i},"at":3,"message":"ipc/12345:12344>12345#${i}","channel":"ipc/12345","bytes":64,"payload":"${filler}"}\n`;
    }
    if (!connection.write(batch)) await once(connection, 'drain');
  }
  connection.end();
  await once(connection.resume(), 'close');
}

const countSends = (file) => readFileSync(file, 'latin1').split('{"type":"send"').length - 1;

/** User and system time of a process so far; Linux alone tells it of another process. */
function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const thousands = (n) => Math.round(n).toLocaleString('en-US');
