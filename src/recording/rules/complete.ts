/** What could be typed next in a file of rules. */
import type { Completion, CompletionItem } from '../filter/complete.js';
import { processLabels } from '../labels.js';
import type { Recording } from '../recording.js';
import { examples, relations, type Verb, verbs } from './syntax.js';

/** At `position` of the whole text; with a recording also the names that it has. */
export function completeRule(text: string, position: number, recording?: Recording): Completion {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position);
  const { done, typed } = split(line);
  const from = position - typed.length;
  if (done === undefined) return { from: position, to: position, items: [] };
  const wanted = typed.replace(/^"/, '').toLowerCase();
  const items = itemsOf(expected(done), recording).filter(({ label }) => label.toLowerCase().startsWith(wanted));
  return { from, to: position, items: items.slice(0, MOST) };
}

/** At most this many are offered. */
const MOST = 50;

/** What stands before the caret: its whole words, and the one that is being typed; none in a comment. */
function split(line: string): { done: string[] | undefined; typed: string } {
  const words = [...line.matchAll(/"[^"]*"?|#|[()]|[<>=!]+|[^\s()"<>=!#]+|\s+/g)].map(([word]) => word);
  if (words.includes('#')) return { done: undefined, typed: '' };
  const last = words.at(-1) ?? '';
  const isTyped = /^("[^"]*|[^\s()"]+)$/.test(last);
  const done = (isTyped ? words.slice(0, -1) : words).filter((word) => word.trim() !== '');
  return { done, typed: isTyped ? last : '' };
}

/** Words as they are written, and kinds of names. */
type Expected = { words: readonly string[]; names?: 'process' | 'channel' | 'task'; rules?: true };

const nothing: Expected = { words: [] };
const events: Expected = { words: verbs };

/** What may follow the words of a rule. */
function expected(words: readonly string[]): Expected {
  const [first, ...rest] = words;
  switch (first) {
    case undefined:
      return { words: ['every', 'no', 'count', ...verbs], rules: true };
    case 'every':
      return afterEvery(rest);
    case 'no':
      return afterNo(rest);
    case 'count':
      return afterCount(rest);
    default:
      return afterFirst(words);
  }
}

function afterEvery([what, ...rest]: string[]): Expected {
  if (what === undefined) return { words: ['put', 'send', 'task'] };
  if (rest.at(-1) === 'in') return { words: [], names: 'channel' };
  if (rest.at(-1) === 'is') return { words: [what === 'task' ? 'done' : what === 'put' ? 'got' : 'received'] };
  if (rest.includes('is')) return nothing;
  return { words: what === 'task' || rest.includes('in') ? ['is'] : ['is', 'in'] };
}

function afterNo([what, outlives, name]: string[]): Expected {
  if (what === undefined) return { words: ['process', 'hang', 'error'] };
  if (what !== 'process' || name !== undefined) return nothing;
  return outlives === undefined ? { words: ['outlives'] } : { words: [], names: 'process' };
}

function afterCount([open, ...rest]: string[]): Expected {
  if (open === undefined) return { words: ['('] };
  if (rest.length === 0) return events;
  const { left, next } = afterEvent(rest);
  if (next !== undefined) return next.words.length > 0 ? { ...next, words: [...next.words, ')'] } : next;
  return left.length === 1 && left[0] === ')' ? { words: relations } : nothing;
}

function afterFirst(words: readonly string[]): Expected {
  const { left, next } = afterEvent(words);
  if (next !== undefined) return next.words.length > 0 ? { ...next, words: [...next.words, 'before'] } : next;
  if (left[0] !== 'before') return nothing;
  return left.length === 1 ? events : (afterEvent(left.slice(1)).next ?? nothing);
}

const prepositions = ['by', 'from', 'to', 'in'];

/** Reads one event; `next` where the words end within it or right behind it, else `left`, which follows it. */
function afterEvent([verb, ...words]: readonly string[]): { left: string[]; next?: Expected } {
  let left = words;
  if (left[0] === '(') {
    if (left.length === 1) return { left, next: argumentOf(verb!) };
    if (left.length === 2) return { left, next: { words: [')'] } };
    left = left.slice(3);
  }
  while (prepositions.includes(left[0]!)) {
    if (left.length === 1) return { left, next: { words: [], names: left[0] === 'in' ? 'channel' : 'process' } };
    left = left.slice(2);
  }
  const more = words[0] === '(' ? prepositions : ['(', ...prepositions];
  return left.length === 0 ? { left, next: { words: more } } : { left };
}

function argumentOf(verb: string): Expected {
  const names: Partial<Record<Verb, Expected['names']>> = {
    start: 'process',
    exit: 'process',
    error: 'process',
    join: 'process',
    task: 'task',
  };
  if (verb === 'output') return nothing;
  return { words: [], names: names[verb as Verb] ?? 'channel' };
}

function itemsOf({ words, names, rules }: Expected, recording: Recording | undefined): CompletionItem[] {
  const known = names === undefined || recording === undefined ? [] : [...new Set(namesOf(recording, names))];
  return [
    ...words.map((word) => ({ insert: word, label: word })),
    ...known.map((label) => ({ insert: asPattern(label), label })),
    ...(rules ? examples.map((rule) => ({ insert: rule, label: rule })) : []),
  ];
}

function namesOf(recording: Recording, names: NonNullable<Expected['names']>): string[] {
  switch (names) {
    case 'process':
      return processLabels(recording).filter((_, index) => !recording.processes[index]!.collector);
    case 'channel':
      return recording.channels.flatMap(({ id, name }) => (name === undefined ? [id] : [name, id]));
    case 'task':
      return recording.tasks.map(({ name }) => name);
  }
}

/** In parentheses a quotation mark begins a text that must occur: in a name, what would end the word is left to the pattern. */
const asPattern = (name: string): string => name.replace(/[\s()"<>=!#]+/g, '*');
