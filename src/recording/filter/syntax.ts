/** The filter language as a tree, and what can be wrong in its text. */
import { texts } from './texts.js';

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
      return texts.unknownField(problem.field, problem.near, [...fields]);
    case 'no-value':
      return texts.noValue(problem.field, examples[problem.field] ?? `${problem.field}:…`);
    case 'no-number':
      return texts.noNumber(problem.value, examples[problem.field]!);
    case 'unknown-unit':
      return texts.unknownUnit(problem.unit, problem.field, problem.units);
    case 'cannot-compare':
      return texts.cannotCompare(problem.field, examples[problem.field]!);
    case 'unknown-value':
      return texts.unknownValue(problem.field, problem.value, problem.values);
    case 'no-line':
      return texts.noLine(problem.value, examples.at!);
    case 'open-quote':
      return texts.openQuote;
    case 'open-parenthesis':
      return texts.openParenthesis;
    case 'stray-parenthesis':
      return texts.strayParenthesis;
    case 'nothing-after':
      return texts.nothingAfter(problem.operator);
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
