/** The log as CSV (RFC 4180): the panel's columns, with plain numbers whose units stand in the heading. */
import type { Recording } from '../recording/index.js';
import { channelName, detailOf, endsOf, kindOf, placeOf } from './names.js';
import type { Selection } from './selection.js';

/** One heading and then a line a step, in chunks; every line ends as the standard says. */
export function* csv(recording: Recording, selection: Selection): Generator<string> {
  let chunk = `${BYTE_ORDER_MARK}${columns.map(({ title }) => cell(title)).join(',')}\r\n`;
  for (const step of selection.steps()) {
    chunk += `${columns.map(({ text }) => cell(text(recording, step))).join(',')}\r\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Without it, a spreadsheet takes the text for that of its machine's old encoding. */
const BYTE_ORDER_MARK = '\ufeff';
const CHUNK = 1 << 16;

interface Column {
  title: string;
  text(recording: Recording, step: number): string | number | undefined;
}

const columns: readonly Column[] = [
  { title: '#', text: (_, step) => step + 1 },
  { title: 'Time (s)', text: (recording, step) => (recording.time(step) / 1e6).toFixed(6) },
  { title: 'Δ (µs)', text: (recording, step) => (step === 0 ? '' : recording.time(step) - recording.time(step - 1)) },
  { title: 'From', text: (recording, step) => endsOf(recording, step).from },
  { title: 'To', text: (recording, step) => endsOf(recording, step).to },
  { title: 'Channel', text: (recording, step) => channelName(recording, recording.channel(step)) },
  { title: 'Kind', text: kindOf },
  { title: 'Size (bytes)', text: (recording, step) => recording.size(step) },
  { title: 'Latency (µs)', text: latency },
  { title: 'Source', text: placeOf },
  { title: 'Preview', text: detailOf },
];

function latency(recording: Recording, step: number): number | undefined {
  const message = recording.message(step);
  return message < 0 ? undefined : recording.messages.latency(message);
}

/** A text that begins like a formula would be run by a spreadsheet: an apostrophe makes it a text. */
function cell(value: string | number | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : `${value}`;
  const safe = FORMULA.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Also behind blanks, and in the wide forms that some of them take for the same. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a spreadsheet looks past it.
const FORMULA = /^[\s\u0000]*[=+\-@＝＋－＠]|^[\t\r\n]/;
const QUOTED = /[",\r\n']/;
