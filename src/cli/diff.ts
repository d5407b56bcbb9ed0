/** `process-view diff`: what two runs have in common, and where they first differ, as sentences or as data. */
import { parseArgs } from 'node:util';
import { diffData } from '../recording/diff/data.js';
import { diffRecordings } from '../recording/diff/diff.js';
import { diffSentences } from '../recording/diff/sentences.js';
import type { Recording } from '../recording/index.js';
import { UsageError } from './errors.js';
import { inLine } from './format.js';
import { load } from './load.js';
import { parsing } from './options.js';
import { texts } from './texts.js';

export async function diffCommand(args: string[]): Promise<number> {
  const options = { json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parsing(() => parseArgs({ args, options, allowPositionals: true }));
  const [first, second, ...more] = positionals;
  if (first === undefined || second === undefined || more.length > 0) throw new UsageError(texts.twoFiles);
  const [a, b] = [(await load(first)).recording, (await load(second)).recording];
  return values.json ? asData(a, b) : asSentences(a, b);
}

function asData(a: Recording, b: Recording): number {
  const data = diffData(a, b);
  process.stdout.write(`${JSON.stringify(data)}\n`);
  return data.count === 0 ? 0 : 1;
}

function asSentences(a: Recording, b: Recording): number {
  const diff = diffRecordings(a, b);
  for (const sentence of diffSentences(a, b, diff)) process.stdout.write(`${inLine(sentence, LONGEST)}\n`);
  return diff.first === undefined ? 0 : 1;
}

/** A sentence quotes what was sent, which must not steer the terminal. */
const LONGEST = 1000;
