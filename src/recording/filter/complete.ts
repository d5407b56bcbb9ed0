/** What could be typed next in a filter. */

import { processLabels } from '../labels.js';
import type { Recording } from '../recording.js';
import { stepTypes } from '../rows.js';
import { baseName } from '../tree.js';
import { examples, fields, messageStates } from './syntax.js';

export interface Completion {
  /** The part of the text to be replaced. */
  from: number;
  to: number;
  items: CompletionItem[];
}

export interface CompletionItem {
  /** What comes in its place. */
  insert: string;
  /** What is shown. */
  label: string;
  /** An example of a field; undefined for a value. */
  detail?: string;
}

/** At most this many are offered. */
const MOST = 50;

/** What could stand at the caret: fields where a term begins, the recording's own names after a field. */
export function completeFilter(recording: Recording, text: string, caret: number): Completion {
  const word = /[^\s()]*$/.exec(text.slice(0, caret))![0];
  const [, minus = '', field, typed = ''] = /^(-?)(?:([A-Za-z]+):)?(.*)$/s.exec(word)!;
  const from = caret - typed.length;
  if (field === undefined) return { from: caret - word.length, to: caret, items: fieldItems(minus, typed) };
  const comma = typed.lastIndexOf(',') + 1;
  return { from: from + comma, to: caret, items: valueItems(recording, field.toLowerCase(), typed.slice(comma)) };
}

function fieldItems(minus: string, typed: string): CompletionItem[] {
  return fields
    .filter((field) => field.startsWith(typed.toLowerCase()))
    .map((field) => {
      const relation = ['size', 'latency', 'time', 'step'].includes(field) ? '>' : ':';
      return { insert: `${minus}${field}${relation}`, label: `${field}${relation}`, detail: examples[field]! };
    });
}

function valueItems(recording: Recording, field: string, typed: string): CompletionItem[] {
  const wanted = typed.replace(/^"/, '').toLowerCase();
  const values = [...new Set(valuesOf(recording, field))];
  const begins = values.filter((value) => value.toLowerCase().startsWith(wanted));
  const holds = values.filter((value) => !begins.includes(value) && value.toLowerCase().includes(wanted));
  return [...begins, ...holds].slice(0, MOST).map((label) => ({ insert: quoted(label), label }));
}

const quoted = (value: string): string => (/[\s()",]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value);

function valuesOf(recording: Recording, field: string): string[] {
  const { store, channels, processes, lanes } = recording;
  switch (field) {
    case 'from':
    case 'to':
    case 'process':
      return processLabels(recording);
    case 'pid':
      return processes.map(({ pid }) => `${pid}`);
    case 'thread':
      return lanes.map(({ thread }) => `${thread}`);
    case 'channel':
      return channels.flatMap(({ id, name }) => (name === undefined ? [id] : [name, id]));
    case 'kind':
      return [...Array.from({ length: store.kinds.size - 1 }, (_, i) => store.kinds.get(i + 1)!), ...stepTypes];
    case 'type':
      return [...stepTypes];
    case 'state':
      return [...messageStates];
    case 'at':
      return store.sites.all.map(({ file, line }) => `${baseName(file)}:${line}`);
    default:
      return [];
  }
}
