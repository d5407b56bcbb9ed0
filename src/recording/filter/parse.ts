/**
 * Reads a filter's text: `from:worker-2 to:main channel:queue/1 kind:put size>1kb latency>10ms text:"job 7" -kind:output`.
 *
 * Terms stand beside each other and must all hold; `or` lets one of two hold, `-` or `not` turns one round, parentheses group. A bare
 * word is a text. `a,b` in a value means either, `*` anything.
 */
import {
  type Filter,
  type FilterError,
  type FilterProblem,
  fields,
  messageStates,
  type NumberField,
  numberFields,
  type Relation,
  type WordField,
} from './syntax.js';
import { FilterSyntaxError, type Term, type Token, tokens } from './tokens.js';

export type ParsedFilter = { filter: Filter; error?: undefined } | { filter?: undefined; error: FilterError };

export function parseFilter(text: string): ParsedFilter {
  try {
    return { filter: new Parser(tokens(text)).whole() };
  } catch (error) {
    if (error instanceof FilterSyntaxError) return { error: error.error };
    throw error;
  }
}

class Parser {
  private at = 0;

  constructor(private readonly all: Token[]) {}

  whole(): Filter {
    if (this.all.length === 0) return { op: 'all' };
    const filter = this.either();
    const left = this.all[this.at];
    if (left) fail({ kind: 'stray-parenthesis' }, left);
    return filter;
  }

  private either(): Filter {
    const parts = [this.together()];
    while (this.all[this.at]?.kind === 'or') {
      const or = this.all[this.at++]!;
      this.mustFollow(or, 'or');
      parts.push(this.together());
    }
    return parts.length === 1 ? parts[0]! : { op: 'or', parts };
  }

  private together(): Filter {
    const parts = [this.one()];
    for (let next = this.all[this.at]; next && next.kind !== 'or' && next.kind !== 'close'; next = this.all[this.at]) {
      if (next.kind === 'and') {
        this.at++;
        this.mustFollow(next, 'and');
      }
      parts.push(this.one());
    }
    return parts.length === 1 ? parts[0]! : { op: 'and', parts };
  }

  private one(): Filter {
    const token = this.all[this.at++]!;
    switch (token.kind) {
      case 'term':
        return readTerm(token);
      case 'not':
        this.mustFollow(token, 'not');
        return { op: 'not', part: this.one() };
      case 'open':
        return this.group(token);
      case 'close':
        return fail({ kind: 'stray-parenthesis' }, token);
      case 'or':
      case 'and':
        return fail({ kind: 'nothing-after', operator: token.kind }, token);
    }
  }

  private group(open: Token): Filter {
    this.mustFollow(open, '(');
    const filter = this.either();
    if (this.all[this.at]?.kind !== 'close') fail({ kind: 'open-parenthesis' }, open);
    this.at++;
    return filter;
  }

  private mustFollow(token: Token, operator: string): void {
    const next = this.all[this.at];
    if (next === undefined && operator === '(') fail({ kind: 'open-parenthesis' }, token);
    if (next === undefined || next.kind === 'close' || next.kind === 'or' || next.kind === 'and') {
      fail({ kind: 'nothing-after', operator }, token);
    }
  }
}

function fail(problem: FilterProblem, { from, to }: { from: number; to: number }): never {
  throw new FilterSyntaxError({ problem, from, to });
}

function readTerm(token: Term): Filter {
  const { field, value, relation } = token;
  if (field === undefined || field === 'text') return readText(token);
  if (!isField(field)) fail({ kind: 'unknown-field', field, near: nearest(field) }, token);
  if (value === '') fail({ kind: 'no-value', field }, token);
  if ((numberFields as readonly string[]).includes(field)) return readNumber(token, field as NumberField);
  if (relation !== ':' && relation !== '=') fail({ kind: 'cannot-compare', field }, token);
  return field === 'at' ? readPlace(token) : readWord(token, field as WordField);
}

const isField = (field: string): field is (typeof fields)[number] => (fields as readonly string[]).includes(field);

function readText(token: Term): Filter {
  if (token.value === '') fail({ kind: 'no-value', field: 'text' }, token);
  return { op: 'text', text: token.value };
}

function readWord(token: Term, field: WordField): Filter {
  const values = token.quoted ? [token.value] : token.value.split(',').filter((value) => value !== '');
  if (values.length === 0) fail({ kind: 'no-value', field }, token);
  const known: readonly string[] = messageStates;
  const strange = field === 'state' ? values.find((value) => !known.includes(value)) : undefined;
  if (strange !== undefined) fail({ kind: 'unknown-value', field, value: strange, values: [...known] }, token);
  return { op: 'word', field, values };
}

/** `file`, `file:line`; a drive letter's colon is part of the file. */
function readPlace(token: Term): Filter {
  const [, file = '', line] = /^(.+?)(?::([^:/\\]*))?$/.exec(token.value) ?? [];
  if (line === undefined) return { op: 'at', file: token.value, line: undefined };
  if (!/^\d+$/.test(line)) fail({ kind: 'no-line', value: line }, { from: token.to - line.length, to: token.to });
  return { op: 'at', file, line: Number(line) };
}

/** In bytes, microseconds, or as they are. */
const units: Record<NumberField, Record<string, number>> = {
  size: { '': 1, b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 },
  latency: { us: 1, µs: 1, '': 1000, ms: 1000, s: 1e6, m: 6e7 },
  time: { us: 1, µs: 1, ms: 1000, '': 1e6, s: 1e6, m: 6e7 },
  step: { '': 1 },
};

function readNumber(token: Term, field: NumberField): Filter {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?|\.\d+)(\D*)$/.exec(token.value.trim()) ?? [];
  const place = { from: token.valueFrom, to: token.to };
  if (digits === undefined) return fail({ kind: 'no-number', field, value: token.value }, place);
  const factor = units[field][unit.trim().toLowerCase()];
  if (factor === undefined) return fail({ kind: 'unknown-unit', field, unit, units: unitNames(field) }, place);
  const relation = token.relation === ':' ? '=' : (token.relation as Relation);
  return { op: 'compare', field, relation, value: Number(digits) * factor };
}

const unitNames = (field: NumberField): string[] => Object.keys(units[field]).filter((unit) => unit !== '');

/** The field that differs from a word in the fewest letters, if it is near enough to be meant. */
function nearest(word: string): string | undefined {
  const ranked = fields.map((field) => ({ field, far: distance(word, field) })).sort((a, b) => a.far - b.far);
  return ranked[0]!.far <= Math.max(1, word.length / 2) ? ranked[0]!.field : undefined;
}

/** How many letters must be put in, taken out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
