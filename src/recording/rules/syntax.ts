/** The rules on a recording as a tree, and what can be wrong in their text. */
import { texts } from './texts.js';

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
  | { kind: 'unexpected'; word: string; wanted: Wanted }
  | { kind: 'open-quote' };

/** What should have stood somewhere: this word, or one of a sort. */
export type Wanted = `"${string}"` | 'relation' | keyof typeof texts.wanted;

export function ruleErrorText({ line, problem }: RuleError): string {
  return texts.line(line, problemText(problem));
}

function problemText(problem: RuleProblem): string {
  switch (problem.kind) {
    case 'unknown-event':
      return texts.unknownEvent(problem.word, [...verbs]);
    case 'unknown-rule':
      return texts.unknownRule(problem.text, examples);
    case 'unexpected':
      return texts.unexpected(problem.word, wantedText(problem.wanted));
    case 'open-quote':
      return texts.openQuote;
  }
}

function wantedText(wanted: Wanted): string {
  if (wanted === 'relation') return texts.oneOf([...relations]);
  return isWord(wanted) ? wanted : texts.wanted[wanted];
}

const isWord = (wanted: Wanted): wanted is `"${string}"` => wanted.startsWith('"');

export const examples = [
  'every put is got',
  'every task is done',
  'no process outlives main',
  'no hang',
  'no error',
  'join(worker-1) before output("done")',
  'count(receive to worker-*) == 100',
];
