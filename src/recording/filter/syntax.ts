/** The filter language as a tree, and what can be wrong in its text. */

export type Filter = { op: 'all' } | { op: 'and' | 'or'; parts: Filter[] } | { op: 'not'; part: Filter } | Term;

export type Term =
  /** A word that must match, with `*` for anything; several by commas are alternatives. */
  | { op: 'word'; field: WordField; values: string[] }
  | { op: 'compare'; field: NumberField; relation: Relation; value: number }
  /** A place in the source: a file's name or the end of its path, and a line. */
  | { op: 'at'; file: string; line: number | undefined }
  /** A text that must occur; letters A to Z match in both cases. */
  | { op: 'text'; text: string };

export const wordFields = ['from', 'to', 'process', 'pid', 'thread', 'channel', 'kind', 'type', 'state'] as const;
export type WordField = (typeof wordFields)[number];

export const numberFields = ['size', 'latency', 'time', 'step'] as const;
export type NumberField = (typeof numberFields)[number];

export const fields = [...wordFields, ...numberFields, 'at', 'text'] as const;

export const relations = ['>=', '<=', '>', '<', '=', ':'] as const;
export type Relation = '>' | '>=' | '<' | '<=' | '=';

/** The values of `state:`. */
export const messageStates = ['received', 'in-flight', 'lost', 'unseen'] as const;

/** What is wrong in a filter's text, with the place in it: `[from, to)`. */
export interface FilterError {
  problem: FilterProblem;
  from: number;
  to: number;
}

export type FilterProblem =
  | { kind: 'unknown-field'; field: string; near: string | undefined }
  | { kind: 'no-value'; field: string }
  | { kind: 'no-number'; field: string; value: string }
  | { kind: 'unknown-unit'; field: string; unit: string; units: string[] }
  | { kind: 'cannot-compare'; field: string }
  | { kind: 'unknown-value'; field: string; value: string; values: string[] }
  | { kind: 'no-line'; value: string }
  | { kind: 'open-quote' }
  | { kind: 'open-parenthesis' }
  | { kind: 'stray-parenthesis' }
  | { kind: 'nothing-after'; operator: string };

/** A filter's error as a sentence in English. */
export function filterErrorText({ problem }: FilterError): string {
  switch (problem.kind) {
    case 'unknown-field':
      return `There is no "${problem.field}:"${problem.near ? `; did you mean "${problem.near}:"?` : `. Fields: ${fields.join(', ')}.`}`;
    case 'no-value':
      return `"${problem.field}" needs a value after it, as in ${examples[problem.field] ?? `${problem.field}:…`}.`;
    case 'no-number':
      return `"${problem.value}" is no number; write it as in ${examples[problem.field]}.`;
    case 'unknown-unit':
      return `"${problem.unit}" is no unit of ${problem.field}. Units: ${problem.units.join(', ')}.`;
    case 'cannot-compare':
      return `"${problem.field}" cannot be greater or less; write ${examples[problem.field]}.`;
    case 'unknown-value':
      return `There is no ${problem.field} "${problem.value}". Known: ${problem.values.join(', ')}.`;
    case 'no-line':
      return `"${problem.value}" is no line number; write it as in ${examples.at}.`;
    case 'open-quote':
      return 'The quotation mark is never closed.';
    case 'open-parenthesis':
      return 'The parenthesis is never closed.';
    case 'stray-parenthesis':
      return 'This parenthesis was never opened.';
    case 'nothing-after':
      return `Something must follow "${problem.operator}".`;
  }
}

/** One of each field, for messages and for completion. */
export const examples: Record<string, string> = {
  from: 'from:worker-2',
  to: 'to:main',
  process: 'process:worker-*',
  pid: 'pid:4123',
  thread: 'thread:1',
  channel: 'channel:queue/1',
  kind: 'kind:put',
  type: 'type:send',
  state: 'state:lost',
  size: 'size>1kb',
  latency: 'latency>10ms',
  time: 'time<1.5s',
  step: 'step>=1204',
  at: 'at:join.ts:14',
  text: 'text:"job 7"',
};
