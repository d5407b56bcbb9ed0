/** `process-view check`: holds a recording to a file of rules; 1 where one is broken, with the step that shows it. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Recording } from '../recording/index.js';
import { type Breach, checkRules } from '../recording/rules/evaluate.js';
import { parseRules } from '../recording/rules/parse.js';
import { type Rule, ruleErrorText } from '../recording/rules/syntax.js';
import { FileError, UsageError } from './errors.js';
import { inLine } from './format.js';
import { load, reasonOf } from './load.js';
import { parsing } from './options.js';
import { texts } from './texts.js';

export async function checkCommand(args: string[]): Promise<number> {
  const { positionals } = parsing(() => parseArgs({ args, options: {}, allowPositionals: true }));
  const [file, rulesFile, ...more] = positionals;
  if (file === undefined || rulesFile === undefined || more.length > 0) throw new UsageError(texts.recordingAndRules);
  const rules = await rulesIn(rulesFile);
  const { recording } = await load(file);
  const checked = checkRules(recording, rules);
  for (const { rule, breach } of checked) {
    process.stdout.write(`${breach === undefined ? texts.ruleHolds(rule.text) : broken(recording, rule, breach)}\n`);
  }
  return checked.some(({ breach }) => breach !== undefined) ? 1 : 0;
}

async function rulesIn(file: string): Promise<readonly Rule[]> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new FileError(texts.unreadable(file, reasonOf(cause)), { cause });
  });
  const { rules, errors } = parseRules(text);
  if (errors.length > 0) throw new FileError(`${file}: ${errors.map(ruleErrorText).join(' ')}`);
  if (rules.length === 0) throw new FileError(texts.noRules(file));
  return rules;
}

function broken(recording: Recording, rule: Rule, { step, why }: Breach): string {
  const at = step < 0 ? undefined : recording.location(step);
  const place = at === undefined ? '' : `${at.file}:${at.line}:${at.column}`;
  const where = step < 0 ? '' : texts.where(step + 1, place);
  return inLine(texts.ruleBroken(rule.text, where, why), LONGEST);
}

const LONGEST = 2000;
