/** What a test is told, in English; in Chinese it stands beside it. */
import { inLanguages } from '../language.js';
import { chinese } from './texts-zh-cn.js';

const english = {
  noRules: 'There is no rule in it. A rule is a line as in: every put is got',
  broken: (broken: number, all: number) =>
    all === 1 ? 'The rule does not hold:' : `${broken} of ${all} rules ${broken === 1 ? 'does' : 'do'} not hold:`,
  where: (step: number, at: string | undefined) => `at step ${step}${at === undefined ? '' : `, ${at}`}`,
  notKnown: (sentences: string) => `Not all is known of this run: ${sentences}`,
  toSee: (file: string) => `To see the run: npx process-view open ${file}`,

  noRun: (script: string) => `${script} could not be run, and nothing was said why.`,
  hangs: (script: string, sentences: readonly string[]) => `${script} hangs.\n  ${sentences.join('\n  ')}`,
  noHang: (script: string, exitCode: number) => `${script} did not hang: it ended with exit code ${exitCode}.`,
  endedBefore: (script: string, exitCode: number) =>
    `${script} ended with exit code ${exitCode}, and what was waited for had not come:`,
  late: (script: string, ms: number, living: readonly string[]) =>
    `${script} had not ended after ${ms / 1000} s and was stopped${living.length === 0 ? '' : `; still there: ${living.join(', ')}`}. Where it needs longer, give a larger timeout.`,
  itSaid: (stderr: string) => `It said on standard error:\n${stderr}`,
};

export type TestingTexts = typeof english;
export const texts = /* @__PURE__ */ inLanguages<TestingTexts>(english, chinese);
