/** Previews of payloads: short, made without running any of the program's code. */
import type { EnvironmentChange } from '../wire/events.js';
import { part } from './part.js';
import { stringify } from './primordials.js';
import { cut } from './text.js';

let limit = 1024;

/** Sets the most bytes of a preview; 0 makes none. */
export const setPreviewBytes = (bytes: number): void => {
  limit = bytes;
};

const { byteLength } = Buffer;

/** The preview of a payload that is already text, as JSON fields. */
export function textFields(text: string): string {
  if (limit === 0) return '';
  if (text.length <= limit && (text.length * 3 <= limit || byteLength(text) <= limit))
    return `,"payload":${stringify(text)}`;
  return `,"payload":${stringify(cut(text, limit))},"truncated":true`;
}

/** Whether the last value was looked at whole and is plain data, which can always be cloned. */
export let isPlain = false;

const values = () => part<typeof import('./values.js')>('values');

/** The preview of a live value, as JSON fields. */
export function valueFields(value: unknown): string {
  isPlain = false;
  if (limit === 0) return '';
  const shown = values().show(value, limit);
  isPlain = shown.isPlain;
  return textFields(shown.text);
}

/** The preview of an IPC message in advanced serialisation, as JSON fields. */
export function advancedFields(bytes: Buffer): string {
  return limit === 0 ? '' : textFields(values().showAdvanced(bytes, limit));
}

/** What a program changes of its environment for a child that is given the variables `NAME=value`. */
export const changeOf = (pairs: readonly string[]): EnvironmentChange | undefined =>
  part<typeof import('./environment-change.js')>('environment-change').environmentChange(pairs, limit > 0);
