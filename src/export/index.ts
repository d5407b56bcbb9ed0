/**
 * A recording in the words of other programs: `exportRecording(format, recording, selection)` gives it in chunks of text or bytes.
 * `html` is apart, as it takes the recording's own bytes and the panel's script: `htmlPage`.
 */
import type { Recording } from '../recording/index.js';
import { assertNever } from '../wire/events.js';
import { chrome } from './chrome.js';
import { csv } from './csv.js';
import { mermaid } from './diagram/mermaid.js';
import { svg } from './diagram/svg.js';
import { otlp } from './otlp/requests.js';
import { perfetto } from './perfetto/trace.js';
import type { Selection } from './selection.js';

export { MERMAID_MOST_CHARACTERS } from './diagram/mermaid.js';
export { type HtmlParts, htmlPage } from './html.js';
export { oneScript } from './one-script.js';
export type { Request, Span } from './otlp/format.js';
export { requests as otlpRequests } from './otlp/requests.js';
export { Selection, type SelectionOptions } from './selection.js';

/** Each format with the ending of its files. */
export const formats = {
  perfetto: '.perfetto-trace',
  chrome: '.trace.json',
  otlp: '.otlp.jsonl',
  csv: '.csv',
  html: '.html',
  mermaid: '.mmd',
  svg: '.svg',
} as const;

export type Format = keyof typeof formats;

export const isFormat = (word: string): word is Format => Object.hasOwn(formats, word);

export function exportRecording(
  format: Exclude<Format, 'html'>,
  recording: Recording,
  selection: Selection,
): Iterable<string | Uint8Array> {
  switch (format) {
    case 'perfetto':
      return perfetto(recording, selection);
    case 'chrome':
      return chrome(recording, selection);
    case 'otlp':
      return otlp(recording, selection);
    case 'csv':
      return csv(recording, selection);
    case 'mermaid':
      return mermaid(recording, selection);
    case 'svg':
      return svg(recording, selection);
    default:
      return assertNever(format);
  }
}
