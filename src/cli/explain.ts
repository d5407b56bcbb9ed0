/** `process-view explain`: what is wrong with the program of a recording, and what took its time, in plain sentences or as data. */
import { parseArgs } from 'node:util';
import { explanations } from '../recording/explain/explanations.js';
import { standingHangs } from '../recording/explain/hangs.js';
import type { Recording } from '../recording/index.js';
import { hangSentence } from '../recording/sentences.js';
import { aliveNow } from './end.js';
import { UsageError } from './errors.js';
import { explainData, hangData } from './explain-data.js';
import { inLine } from './format.js';
import { load } from './load.js';
import { parsing, stepNumber } from './options.js';
import { texts } from './texts.js';

export async function explainCommand(args: string[]): Promise<number> {
  const { file, at, json, hangs } = explainOptions(args);
  const { recording } = await load(file);
  if (hangs) return tellHangs(recording, json);
  const step = at === undefined ? undefined : at - 1;
  if (json) process.stdout.write(`${JSON.stringify(explainData(recording, step), null, 2)}\n`);
  else for (const line of await explanation(file, recording, step)) process.stdout.write(`${line}\n`);
  return 0;
}

/** Of a run that goes on: why it seems to hang at this moment. */
function tellHangs(recording: Recording, json: boolean): number {
  const standing = standingHangs(recording);
  if (json) process.stdout.write(`${JSON.stringify(standing.map((hang) => hangData(recording, hang)))}\n`);
  else for (const hang of standing) process.stdout.write(`${inLine(hangSentence(recording, hang), LONGEST)}\n`);
  return standing.length === 0 ? 0 : 1;
}

function explainOptions(args: string[]): { file: string; at: number | undefined; json: boolean; hangs: boolean } {
  const flag = { type: 'boolean', default: false } as const;
  const options = { at: { type: 'string' }, json: flag, hangs: flag } as const;
  const { values, positionals } = parsing(() => parseArgs({ args, options, allowPositionals: true }));
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError(texts.noFile('explain'));
  if (more.length > 0) throw new UsageError(texts.oneFile('explain'));
  return { file, at: stepNumber(values.at), json: values.json, hangs: values.hangs };
}

/** What is wrong, or that nothing is; then what there was, and what took its time. */
async function explanation(file: string, recording: Recording, step: number | undefined): Promise<string[]> {
  const found = explanations(recording, step);
  const alive = step === undefined ? await aliveNow(recording.header) : [];
  const wrong = [
    ...section(texts.whyItHangs, found.hangs),
    ...section(texts.whereMessagesWent, found.losses),
    ...section(texts.leftBehind, [...found.leftovers, ...alive, ...(alive.length > 0 ? [texts.toEndThem(file)] : [])]),
    ...section(texts.notComplete, found.incomplete),
  ];
  return [
    ...(wrong.length === 0 ? [texts.nothingWrong] : wrong),
    found.summary,
    ...section(texts.channels, found.channels),
    ...section(texts.whySlow, found.slow),
  ];
}

/** A heading with its sentences; one that has none is left out. */
const section = (heading: string, sentences: readonly string[]): string[] =>
  sentences.length === 0 ? [] : [heading, ...sentences.map((sentence) => `  ${inLine(sentence, LONGEST)}`)];

/** A sentence has names that the program gave, which must not steer the terminal. */
const LONGEST = 2000;
