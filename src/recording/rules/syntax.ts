/** The rules on a recording as a tree, and what can be wrong in their text. */

export interface Rule {
  /** From 1. */
  readonly line: number;
  /** As it was written. */
  readonly text: string;
  readonly says: Assertion;
}

export type Assertion =
  /** Whatever is sent, or put, is received; `channel` is a pattern. */
  | { kind: 'arrives'; what: 'put' | 'send'; channel: string }
  | { kind: 'tasks-done' }
  | { kind: 'no-outliving'; process: string }
  | { kind: 'no-hang' }
  /** Each of the second comes after one of the first. */
  | { kind: 'before'; first: Event; second: Event }
  | { kind: 'count'; of: Event; relation: Relation; number: number };

/** A kind of event, narrowed by patterns (`*` for anything) and by a text that must occur. */
export interface Event {
  readonly verb: Verb;
  /** The process that it is about (`join(worker-1)`), or the channel of a message. */
  readonly about: string | undefined;
  readonly text: string | undefined;
  /** The process in which it happens, the sender, the receiver, the channel. */
  readonly by: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly in: string | undefined;
}

export const verbs = ['start', 'exit', 'join', 'send', 'receive', 'put', 'get', 'output', 'error', 'task'] as const;
export type Verb = (typeof verbs)[number];

export const relations = ['==', '!=', '<=', '>=', '<', '>'] as const;
export type Relation = (typeof relations)[number];

export interface RuleError {
  readonly line: number;
  readonly problem: RuleProblem;
}

export type RuleProblem =
  | { kind: 'unknown-event'; word: string }
  | { kind: 'unknown-rule'; text: string }
  | { kind: 'unexpected'; word: string; wanted: string }
  | { kind: 'open-quote' };

export function ruleErrorText({ line, problem }: RuleError): string {
  return `Line ${line}: ${problemText(problem)}`;
}

function problemText(problem: RuleProblem): string {
  switch (problem.kind) {
    case 'unknown-event':
      return `there is no event "${problem.word}". Events: ${verbs.join(', ')}.`;
    case 'unknown-rule':
      return `"${problem.text}" is no rule. Rules are as in: ${examples.join('; ')}.`;
    case 'unexpected':
      return `${problem.word === '' ? 'the line ends' : `"${problem.word}" stands`} where ${problem.wanted} should be.`;
    case 'open-quote':
      return 'the quotation mark is never closed.';
  }
}

export const examples = [
  'every put is got',
  'every task is done',
  'no process outlives main',
  'no hang',
  'no error',
  'join(worker-1) before output("done")',
  'count(receive to worker-*) == 100',
];
