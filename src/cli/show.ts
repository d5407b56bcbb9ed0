/** `process-view show`: what a recording holds, as a tree, as a log, or as events for other programs. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { matchSteps } from '../recording/filter/matches.js';
import { parseFilter } from '../recording/filter/parse.js';
import { filterErrorText } from '../recording/filter/syntax.js';
import type { Recording } from '../recording/index.js';
import { UsageError } from './errors.js';
import { complaints, type Loaded, load } from './load.js';
import { parsing, stepNumber } from './options.js';
import { eventLines } from './show-json.js';
import { logLines } from './show-log.js';
import { treeLines } from './show-tree.js';
import { texts } from './texts.js';

/** Which steps, by index. */
export interface Selection {
  /** The last step that has happened; -1 where none has. */
  last: number;
  /** The steps that match the filter; undefined where there is none. */
  steps: Iterable<number> | undefined;
}

export async function showCommand(args: string[]): Promise<number> {
  const { file, view, at, filter } = showOptions(args);
  const loaded = await load(file);
  const { recording } = loaded;
  for (const complaint of complaints(recording)) process.stderr.write(`process-view: ${complaint}\n`);
  await printAll(linesOf(view, loaded, select(recording, at, filter)));
  return 0;
}

type View = 'tree' | 'log' | 'json' | 'both';

function linesOf(view: View, loaded: Loaded, selection: Selection): Iterable<string> {
  const { recording } = loaded;
  if (view === 'json') return eventLines(loaded, selection);
  if (view === 'tree') return treeLines(recording, selection.last);
  if (view === 'log') return logLines(recording, selection);
  return [...treeLines(recording, selection.last), '', ...logLines(recording, selection)];
}

function select(recording: Recording, at: number | undefined, filter: string | undefined): Selection {
  const last = Math.min(at ?? recording.length, recording.length) - 1;
  if (filter === undefined) return { last, steps: undefined };
  const parsed = parseFilter(filter);
  if (parsed.error) throw new UsageError(texts.badFilter(filter, filterErrorText(parsed.error)));
  return { last, steps: matchSteps(recording, parsed.filter).steps.filter((step) => step <= last) };
}

function showOptions(args: string[]) {
  const { values, positionals } = parsing(() => parseArgs({ args, options, allowPositionals: true }));
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError(texts.noFile('show'));
  if (more.length > 0) throw new UsageError(texts.oneFile('show'));
  return { file, view: viewOf(values), at: stepNumber(values.at), filter: values.filter };
}

const options = {
  tree: { type: 'boolean' },
  log: { type: 'boolean' },
  json: { type: 'boolean' },
  at: { type: 'string' },
  filter: { type: 'string' },
} as const;

function viewOf(values: { tree?: boolean; log?: boolean; json?: boolean }): View {
  const chosen = (['tree', 'log', 'json'] as const).filter((view) => values[view]);
  if (chosen.length > 1) throw new UsageError(texts.oneView);
  return chosen[0] ?? 'both';
}

/** Writes without piling up, and ends quietly where the reader has seen enough (`| head`). */
async function printAll(lines: Iterable<string>): Promise<void> {
  const { stdout } = process;
  let broken = false;
  stdout.on('error', () => {
    broken = true;
  });
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length < BLOCK) continue;
    if (!stdout.write(block)) await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => {});
    if (broken) return;
    block = '';
  }
  stdout.write(block);
}

const BLOCK = 64 * 1024;
