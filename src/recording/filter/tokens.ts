/** The words of a filter's text, each with its place. */
import type { FilterError } from './syntax.js';

export type Token =
  | { kind: 'open' | 'close' | 'not' | 'or' | 'and'; from: number; to: number }
  /** `field` is undefined for a bare word; `value` has no quotes any more. `valueFrom` is where the value begins. */
  | {
      kind: 'term';
      from: number;
      to: number;
      field: string | undefined;
      relation: string;
      value: string;
      quoted: boolean;
      valueFrom: number;
    };

export type Term = Extract<Token, { kind: 'term' }>;

export class FilterSyntaxError extends Error {
  constructor(readonly error: FilterError) {
    super(error.problem.kind);
  }
}

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) at++;
    else {
      const token = symbol(text, at) ?? term(text, at);
      found.push(token);
      at = token.to;
    }
  }
  return found;
}

function symbol(text: string, from: number): Token | undefined {
  const to = from + 1;
  if (text[from] === '(') return { kind: 'open', from, to };
  if (text[from] === ')') return { kind: 'close', from, to };
  if (text[from] === '-' && to < text.length && !/\s/.test(text[to]!)) return { kind: 'not', from, to };
  const word = /^(or|and|not)(?=[\s()]|$)/i.exec(text.slice(from, from + 4))?.[1];
  const kind = word?.toLowerCase() as 'or' | 'and' | 'not' | undefined;
  return kind && word ? { kind, from, to: from + word.length } : undefined;
}

const FIELD = /^([A-Za-z][A-Za-z-]*)(>=|<=|>|<|=|:)/;

function term(text: string, from: number): Token {
  const [head = '', field, relation = ':'] = FIELD.exec(text.slice(from)) ?? [];
  const valueFrom = from + head.length;
  const quoted = text[valueFrom] === '"';
  const { value, to } = quoted ? quotedValue(text, valueFrom) : plainValue(text, valueFrom);
  return { kind: 'term', from, to, field: field?.toLowerCase(), relation, value, quoted, valueFrom };
}

/** Up to the closing mark; `\"` and `\\` stand for themselves. */
function quotedValue(text: string, from: number): { value: string; to: number } {
  let value = '';
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '"') return { value, to: i + 1 };
    if (text[i] === '\\' && /["\\]/.test(text[i + 1] ?? '')) i++;
    value += text[i];
  }
  throw new FilterSyntaxError({ problem: { kind: 'open-quote' }, from, to: text.length });
}

function plainValue(text: string, from: number): { value: string; to: number } {
  let to = from;
  while (to < text.length && !/[\s()]/.test(text[to]!)) to++;
  return { value: text.slice(from, to), to };
}
