/** `process-view diff`: what two runs have in common, and where they first differ. */
import { parseArgs } from 'node:util';
import { diffRecordings } from '../recording/diff/diff.js';
import { diffSentences } from '../recording/diff/sentences.js';
import { UsageError } from './errors.js';
import { inLine } from './format.js';
import { load } from './load.js';
import { parsing } from './options.js';
import { texts } from './texts.js';

export async function diffCommand(args: string[]): Promise<number> {
  const { positionals } = parsing(() => parseArgs({ args, options: {}, allowPositionals: true }));
  const [first, second, ...more] = positionals;
  if (first === undefined || second === undefined || more.length > 0) throw new UsageError(texts.twoFiles);
  const [a, b] = [(await load(first)).recording, (await load(second)).recording];
  const diff = diffRecordings(a, b);
  for (const sentence of diffSentences(a, b, diff)) process.stdout.write(`${inLine(sentence, LONGEST)}\n`);
  return diff.first === undefined ? 0 : 1;
}

/** A sentence quotes what was sent, which must not steer the terminal. */
const LONGEST = 1000;
