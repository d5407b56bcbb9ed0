// What the probe costs: the same work with and without it, by turns, with the real collector; medians of the ratios.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const name = 'probe';

const root = path.dirname(path.dirname(path.dirname(new URL(import.meta.url).pathname)));
const cli = path.join(root, 'dist/cli.js');

const works = [
  { work: 'ping-pong', text: 'IPC ping-pong, 20,000 round trips', bar: 1.8, rounds: 7 },
  { work: 'flood', text: 'IPC flood, 200,000 messages one way', bar: 1.5, rounds: 7 },
  { work: 'megabyte', text: 'payloads of 1 MB, 100 there and back', bar: 1.04, rounds: 9 },
  { work: 'forks', text: '50 forks in a row', bar: 1.07, rounds: 7 },
  { work: 'cpu-bound', text: 'CPU-bound, 1,000 messages a second', bar: 1.02, rounds: 7 },
];

/** PROBE_BENCH=flood,forks runs some of the works only. */
const wanted = (process.env.PROBE_BENCH ?? '').split(',').filter(Boolean);

export async function run({ print }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'process-view-bench-'));
  const recording = path.join(folder, 'bench.pvrec');
  print('| work | no probe, ms | probe, ms | ratio | lowest, highest | no probe twice | bar |');
  print('| --- | --- | --- | --- | --- | --- | --- |');
  for (const { work, text, bar, rounds } of works.filter((w) => wanted.length === 0 || wanted.includes(w.work))) {
    const script = path.join(root, 'test/bench/probe', `${work}.cjs`);
    const without = () => milliseconds([script]);
    const withProbe = () => milliseconds([cli, 'run', '--quiet', '--runner', 'node', '--record', recording, script]);
    print(row(text, bar, measure(rounds, without, withProbe)));
  }
  rmSync(folder, { recursive: true });
}

/** The two ways in turn, and no probe once more, so that the noise of the machine shows. */
function measure(rounds, without, withProbe) {
  const rows = [];
  without();
  withProbe();
  for (let i = 0; i < rounds; i++) {
    const [first, probe, second] = [without(), withProbe(), without()];
    const base = (first + second) / 2;
    rows.push({ base, probe, ratio: probe / base, noise: second / first });
  }
  return rows;
}

function row(text, bar, rows) {
  const ratios = rows.map((r) => r.ratio);
  const cells = [
    median(rows.map((r) => r.base)).toFixed(0),
    median(rows.map((r) => r.probe)).toFixed(0),
    median(ratios).toFixed(3),
    `${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)}`,
    median(rows.map((r) => r.noise)).toFixed(3),
    bar,
  ];
  return `| ${[text, ...cells].join(' | ')} |`;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

function milliseconds(args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const value = Number(stdout.trim());
  if (status !== 0 || !(value > 0)) throw new Error(`${args.join(' ')}: exit ${status}, ${stdout}${stderr}`);
  return value;
}
