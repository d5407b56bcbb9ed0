/** Reads a file of rules: one to a line, with `#` before a comment. */
import {
  type Assertion,
  type Event,
  type Relation,
  type Rule,
  type RuleError,
  type RuleProblem,
  relations,
  type Verb,
  verbs,
  type Wanted,
} from './syntax.js';

export interface ParsedRules {
  readonly rules: readonly Rule[];
  readonly errors: readonly RuleError[];
}

export function parseRules(text: string): ParsedRules {
  const rules: Rule[] = [];
  const errors: RuleError[] = [];
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    try {
      const words = wordsOf(written);
      if (words.length > 0) rules.push({ line, text: written.trim(), says: new Parser(words).rule() });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      errors.push({ line, problem: error.problem });
    }
  }
  return { rules, errors };
}

/** One kind of event alone, as it stands in a rule: `receive by main`. */
export function parseEvent(
  text: string,
): { found: Event; error?: undefined } | { found?: undefined; error: RuleError } {
  try {
    return { found: new Parser(wordsOf(text)).onlyEvent() };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { error: { line: 1, problem: error.problem } };
  }
}

class Unreadable extends Error {
  constructor(readonly problem: RuleProblem) {
    super(problem.kind);
  }
}

/** Words, signs, and texts in quotation marks, which keep their first mark to be told apart. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/"[^"]*"?|#.*|[()]|[<>=!]+|[^\s()"<>=!#]+/g)) {
    if (word.startsWith('#')) break;
    if (word.startsWith('"') && (word.length < 2 || !word.endsWith('"'))) throw new Unreadable({ kind: 'open-quote' });
    words.push(word);
  }
  return words;
}

class Parser {
  private at = 0;

  constructor(private readonly words: readonly string[]) {}

  rule(): Assertion {
    const says = this.assertion();
    if (this.at < this.words.length) this.unexpected('end');
    return says;
  }

  onlyEvent(): Event {
    const event = this.event();
    if (this.at < this.words.length) this.unexpected('end');
    return event;
  }

  private assertion(): Assertion {
    if (this.takes('every')) return this.every();
    if (this.takes('no')) return this.no();
    if (this.takes('count')) return this.count();
    const first = this.event();
    if (!this.takes('before')) this.unexpected('"before"');
    return { kind: 'before', first, second: this.event() };
  }

  private every(): Assertion {
    const what = this.take('what');
    if (what === 'task') {
      this.must('is');
      this.must('done');
      return { kind: 'tasks-done' };
    }
    if (what !== 'put' && what !== 'send') throw this.noRule();
    const channel = this.takes('in') ? this.pattern() : '*';
    this.must('is');
    this.must(what === 'put' ? 'got' : 'received');
    return { kind: 'arrives', what, channel };
  }

  private no(): Assertion {
    const what = this.take('none');
    if (what === 'hang') return { kind: 'no-hang' };
    if (what === 'error') return { kind: 'count', of: eventOf('error', {}), relation: '==', number: 0 };
    if (what !== 'process') throw this.noRule();
    this.must('outlives');
    return { kind: 'no-outliving', process: this.pattern() };
  }

  private count(): Assertion {
    this.must('(');
    const of = this.event();
    this.must(')');
    const relation = relations.find((sign) => sign === this.words[this.at]);
    if (relation === undefined) return this.unexpected('relation');
    this.at++;
    const number = this.words[this.at] ?? '';
    if (!/^\d+$/.test(number)) return this.unexpected('number');
    this.at++;
    return { kind: 'count', of, relation: relation satisfies Relation, number: Number(number) };
  }

  private event(): Event {
    const word = this.take('event');
    const verb = verbs.find((known) => known === word);
    if (verb === undefined) throw new Unreadable({ kind: 'unknown-event', word });
    const narrowed: Partial<Record<keyof Event, string>> = {};
    if (this.takes('(')) {
      const argument = this.pattern();
      narrowed[argument.startsWith('"') ? 'text' : 'about'] = argument.replaceAll('"', '');
      this.must(')');
    }
    for (let word = this.preposition(); word !== undefined; word = this.preposition()) narrowed[word] = this.pattern();
    return eventOf(verb, narrowed);
  }

  private preposition(): 'by' | 'from' | 'to' | 'in' | undefined {
    return (['by', 'from', 'to', 'in'] as const).find((word) => this.takes(word));
  }

  private pattern(): string {
    const word = this.take('name');
    if (/^[()<>=!]/.test(word)) {
      this.at--;
      this.unexpected('name');
    }
    return word;
  }

  private takes(word: string): boolean {
    const is = this.words[this.at] === word;
    if (is) this.at++;
    return is;
  }

  private must(word: string): void {
    if (!this.takes(word)) this.unexpected(`"${word}"`);
  }

  private take(wanted: Wanted): string {
    const word = this.words[this.at];
    if (word === undefined) return this.unexpected(wanted);
    this.at++;
    return word;
  }

  private unexpected(wanted: Wanted): never {
    throw new Unreadable({ kind: 'unexpected', word: this.words[this.at] ?? '', wanted });
  }

  private noRule(): Unreadable {
    return new Unreadable({ kind: 'unknown-rule', text: this.words.join(' ') });
  }
}

const eventOf = (verb: Verb, narrowed: Partial<Record<keyof Event, string>>): Event => ({
  about: narrowed.about,
  text: narrowed.text,
  by: narrowed.by,
  from: narrowed.from,
  to: narrowed.to,
  in: narrowed.in,
  verb,
});
