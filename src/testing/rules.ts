/** Rules held to a recording: those that are broken, as data and as a text to read. */
import type { Recording } from '../recording/recording.js';
import { type Checked, checkRules } from '../recording/rules/evaluate.js';
import { parseRules } from '../recording/rules/parse.js';
import { type Rule, ruleErrorText } from '../recording/rules/syntax.js';
import { placeOf } from './events.js';
import { texts } from './texts.js';

export interface BrokenRule {
  /** As it was written. */
  readonly rule: string;
  readonly why: string;
  /** The step that shows it, from 1 as everywhere it is shown; undefined where something did not happen. */
  readonly step: number | undefined;
  /** The place in the source of that step, as `file:line:column`. */
  readonly at: string | undefined;
}

/** Throws where a line is no rule, or there is none at all: a test that asserts nothing would always pass. */
export function readRules(text: string): readonly Rule[] {
  const { rules, errors } = parseRules(text);
  if (errors.length > 0) throw new SyntaxError(errors.map(ruleErrorText).join('\n'));
  if (rules.length === 0) throw new SyntaxError(texts.noRules);
  return rules;
}

export const brokenRules = (recording: Recording, rules: readonly Rule[]): BrokenRule[] =>
  checkRules(recording, rules).flatMap((checked) => brokenRule(recording, checked));

function brokenRule(recording: Recording, { rule, breach }: Checked): BrokenRule[] {
  if (breach === undefined) return [];
  const { step, why } = breach;
  if (step < 0) return [{ rule: rule.text, why, step: undefined, at: undefined }];
  return [{ rule: rule.text, why, step: step + 1, at: placeOf(recording, step) }];
}

export const rulesText = (broken: readonly BrokenRule[], all: number): string =>
  [texts.broken(broken.length, all), ...broken.flatMap(ruleLines)].join('\n');

const ruleLines = ({ rule, why, step, at }: BrokenRule): string[] => [
  `  ${rule}`,
  `      ${why}`,
  ...(step === undefined ? [] : [`      ${texts.where(step, at)}`]),
];
