/** `process-view repeat`: runs a script many times and tells the distinct orders in which it went, with their counts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { spokenLanguage } from '../language.js';
import { diffRecordings } from '../recording/diff/diff.js';
import { Orders } from '../recording/diff/orders.js';
import { differenceSentence } from '../recording/diff/sentences.js';
import { FileError, UsageError } from './errors.js';
import { inLine } from './format.js';
import { load, reasonOf } from './load.js';
import { scriptIndex } from './run-words.js';
import { texts } from './texts.js';

export async function repeatCommand([times, ...words]: string[]): Promise<number> {
  const { keep, run } = withoutRecord(words);
  if (times === undefined || !/^[1-9]\d*$/.test(times) || run.length === 0) throw new UsageError(texts.timesAndScript);
  if (keep !== undefined) await folderAt(keep);
  const orders = await recorded(Number(times), run, keep);
  for (const line of report(orders, keep)) process.stdout.write(`${inLine(line, LONGEST)}\n`);
  return 0;
}

/** The folder that is asked for, among the options of the runs. */
function withoutRecord(words: string[]): { keep: string | undefined; run: string[] } {
  const at = words.slice(0, scriptIndex([...words])).indexOf('--record');
  if (at < 0) return { keep: undefined, run: words };
  return { keep: words[at + 1], run: [...words.slice(0, at), ...words.slice(at + 2)] };
}

async function folderAt(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause) => {
    throw new FileError(texts.unreadable(path, reasonOf(cause)), { cause });
  });
}

/** Where the recording of an order is kept: by the first run that went so. */
const keptAs = (folder: string, run: number): string => path.join(folder, `run-${run}.pvrec`);

/** One run after the other, so that they do not slow each other down; Ctrl-C ends the one that runs, and no more are begun. */
async function recorded(times: number, args: string[], keep: string | undefined): Promise<Orders> {
  const orders = new Orders();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'process-view-'));
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    for (let run = 1; run <= times && !stop.signal.aborted; run++) {
      const file = path.join(folder, `${run}.pvrec`);
      if (!(await runOnce(file, args, stop.signal))) break;
      const order = orders.add((await load(file)).recording);
      if (keep !== undefined && order.runs.length === 1) await copyFile(file, keptAs(keep, run));
      await rm(file, { force: true });
    }
    return orders;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await rm(folder, { recursive: true, force: true });
  }
}

/** By the command itself, as a run has a process of its own. False where it was stopped. */
async function runOnce(file: string, args: string[], stop: AbortSignal): Promise<boolean> {
  const command = [
    ...process.execArgv,
    process.argv[1]!,
    '--lang',
    spokenLanguage(),
    'run',
    '--quiet',
    '--record',
    file,
    ...args,
  ];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'inherit'] });
  const end = () => child.kill();
  stop.addEventListener('abort', end);
  const [code] = (await once(child, 'exit')) as [number | null];
  stop.removeEventListener('abort', end);
  // It has said on standard error why it could not begin.
  if (code === CANNOT_RUN && !(await isThere(file))) throw new UsageError(texts.notRepeated);
  return !stop.aborted;
}

const CANNOT_RUN = 2;

const isThere = (file: string): Promise<boolean> =>
  load(file).then(
    () => true,
    () => false,
  );

function* report({ all }: Orders, keep: string | undefined): Generator<string> {
  const kept = (runs: readonly number[]) => (keep === undefined ? [] : [texts.keptOrder(keptAs(keep, runs[0]!))]);
  const runs = all.reduce((sum, order) => sum + order.runs.length, 0);
  yield texts.distinctOrders(runs, all.length);
  const [usual, ...others] = all;
  if (usual === undefined) return;
  yield texts.usualOrder(usual.runs.length, usual.runs[0]!);
  yield* kept(usual.runs);
  for (const { recording, runs: like } of others) {
    const { first } = diffRecordings(usual.recording, recording);
    const difference = first ? differenceSentence(usual.recording, recording, first) : '';
    yield texts.otherOrder(like.length, like[0]!, difference);
    yield* kept(like);
  }
}

const LONGEST = 1000;
