/** Files of rules, and what each is about: the script or the recording of the same name beside it. Knows no editor. */
import { existsSync } from 'node:fs';

/** As a glob pattern. */
export const ruleFilePattern = '**/*.{rules,pvrules}';

const recordings = ['.pvrec', '.pvrec.gz'];
const scripts = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'];

export type Subject = { kind: 'script' | 'recording'; file: string };

/** `counter.rules` is about `counter.ts` or else `counter.pvrec`; `counter.ts.rules` says it outright. Undefined: no rules of ours. */
export function subjectOf(rulesFile: string, exists: (file: string) => boolean = existsSync): Subject | undefined {
  const stem = rulesFile.replace(/\.(pv)?rules$/, '');
  if (stem === rulesFile) return undefined;
  for (const end of ['', ...scripts, ...recordings]) {
    const file = `${stem}${end}`;
    if (scripts.some((e) => file.endsWith(e)) && exists(file)) return { kind: 'script', file };
    if (recordings.some((e) => file.endsWith(e)) && exists(file)) return { kind: 'recording', file };
  }
  return undefined;
}
