/** `process-view explain`: what is wrong with the program of a recording, in plain sentences. */
import { parseArgs } from 'node:util';
import { explanations, type Recording } from '../recording/index.js';
import { UsageError } from './errors.js';
import { inLine } from './format.js';
import { load } from './load.js';
import { parsing, stepNumber } from './options.js';
import { texts } from './texts.js';

export async function explainCommand(args: string[]): Promise<number> {
  const { file, at } = explainOptions(args);
  const { recording } = await load(file);
  process.stdout.write(`${[...explanation(recording, at)].join('\n')}\n`);
  return 0;
}

function explainOptions(args: string[]): { file: string; at: number | undefined } {
  const options = { at: { type: 'string' } } as const;
  const { values, positionals } = parsing(() => parseArgs({ args, options, allowPositionals: true }));
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError(texts.noFile('explain'));
  if (more.length > 0) throw new UsageError(texts.oneFile('explain'));
  return { file, at: stepNumber(values.at) };
}

/** Each heading with its sentences; a heading that has none is left out, and if there is none at all, that is said. */
function* explanation(recording: Recording, at: number | undefined): Generator<string> {
  const found = explanations(recording, at === undefined ? undefined : at - 1);
  const sections = [
    [texts.whyItHangs, found.hangs],
    [texts.whereMessagesWent, found.losses],
    [texts.leftBehind, found.leftovers],
    [texts.notComplete, found.incomplete],
  ] as const;
  const wrong = sections.filter(([, sentences]) => sentences.length > 0);
  for (const [heading, sentences] of wrong) {
    yield heading;
    for (const sentence of sentences) yield `  ${inLine(sentence, LONGEST)}`;
  }
  if (wrong.length === 0) yield texts.nothingWrong;
  yield found.summary;
}

/** A sentence has names that the program gave, which must not steer the terminal. */
const LONGEST = 2000;
