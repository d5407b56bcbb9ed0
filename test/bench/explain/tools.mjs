// What the shows share: the model, seeded numbers, programs that are written, run under Process View and read while they run, tables.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** By where it is run, as a test has it in a bundle. */
export const root = process.cwd();
const cli = path.join(root, 'dist/cli.js');

/** The recording's model, as every part of Process View uses it. */
export async function loadModel() {
  const outfile = path.join(root, '.build/bench/explain-model.mjs');
  const { build } = await import('esbuild');
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({ entryPoints: [path.join(root, 'src/recording/index.ts')], outfile, bundle: true, format: 'esm' });
  return import(pathToFileURL(outfile).href);
}

/** Numbers from 0 to 1, the same ones for the same seed. */
export function randomFrom(seed) {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const between = (random, least, most) => least + Math.floor(random() * (most - least + 1));
export const oneOf = (random, list) => list[Math.floor(random() * list.length)];

/** A folder that is gone when `use` is done. */
export async function inFolder(use) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pv-show-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a program and runs it under Process View; `file` is where it is recorded. */
export function startProgram(folder, name, source, args = [], env = process.env) {
  const script = path.join(folder, `${name}.cjs`);
  const file = path.join(folder, `${name}.pvrec`);
  writeFileSync(script, source);
  const command = [cli, 'run', '--quiet', '--grace', '1', '--record', file, script, ...args];
  const child = spawn(process.execPath, command, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'])
    child[stream].setEncoding('utf8').on('data', (text) => (texts[stream] += text));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal, ...texts })));
  return { child, ended, script, file };
}

/** One that should end and does not is ended after half a minute, and says so by its code. */
export async function runProgram(folder, name, source, args, env) {
  const run = startProgram(folder, name, source, args, env);
  const timer = setTimeout(() => run.child.kill(), 30_000);
  const ended = await run.ended;
  clearTimeout(timer);
  return { ...ended, script: run.script, file: run.file };
}

/** What is in a recording by now; undefined before there is anything. */
export function readRecording(model, file) {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return undefined;
  return model.openRecording(readFileSync(file));
}

/** Does `work` on each item, `width` at a time, in the order of the list. */
export async function eachOf(items, width, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index], index);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** The lines of a source, from 1, that carry a mark. */
export const linesWith = (source, mark) =>
  source.split('\n').flatMap((line, index) => (line.includes(mark) ? [index + 1] : []));

export const pause = (ms) => sleep(ms);

export function table(print, rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => `${row[column]}`.length)));
  for (const row of rows)
    print(
      `  ${row
        .map((cell, column) => `${cell}`.padEnd(widths[column]))
        .join('  ')
        .trimEnd()}`,
    );
}
