/** `process-view export`: a recording for other programs, as a file, on standard output, or sent to a collector. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  exportRecording,
  type Format,
  formats,
  isFormat,
  MERMAID_MOST_CHARACTERS,
  otlpRequests,
  Selection,
} from '../export/index.js';
import { matchSteps } from '../recording/filter/matches.js';
import { parseFilter } from '../recording/filter/parse.js';
import { filterErrorText } from '../recording/filter/syntax.js';
import type { Recording } from '../recording/index.js';
import { UsageError } from './errors.js';
import { sendSpans } from './export-endpoint.js';
import { page } from './export-html.js';
import { exportTexts } from './export-texts.js';
import { size } from './format.js';
import { complaints, load } from './load.js';
import { parsing } from './options.js';
import { type Endpoint, endpointNamed } from './otlp-endpoint.js';
import { texts } from './texts.js';
import { type Chunks, refuseRecording, writeAll } from './write.js';

export async function exportCommand(args: string[]): Promise<number> {
  const asked = exportOptions(args);
  if (asked.out !== undefined) refuseRecording(asked.out, asked.file);
  const { recording } = await load(asked.file);
  for (const complaint of complaints(recording)) say(complaint);
  const selection = selectionOf(recording, asked);
  if (asked.endpoint !== undefined) await send(recording, selection, asked.endpoint);
  if (asked.endpoint === undefined || asked.out !== undefined) await write(recording, selection, asked);
  return 0;
}

const say = (line: string): void => void process.stderr.write(`process-view: ${line}\n`);

interface Asked {
  file: string;
  format: Format;
  out: string | undefined;
  filter: string | undefined;
  /** Steps as a person counts them, from 1. */
  from: number | undefined;
  to: number | undefined;
  endpoint: Endpoint | undefined;
}

const options = {
  to: { type: 'string' },
  out: { type: 'string', short: 'o' },
  filter: { type: 'string' },
  'from-step': { type: 'string' },
  'to-step': { type: 'string' },
  endpoint: { type: 'string' },
} as const;

function exportOptions(args: string[]): Asked {
  const { values, positionals } = parsing(() => parseArgs({ args, options, allowPositionals: true }));
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError(texts.noFile('export'));
  if (more.length > 0) throw new UsageError(texts.oneFile('export'));
  const format = formatNamed(values.to);
  if (values.endpoint !== undefined && format !== 'otlp') throw new UsageError(exportTexts.onlyOtlp);
  if (values['to-step'] !== undefined && format === 'html') throw new UsageError(exportTexts.wholeOnly);
  return {
    ...{ file, format, out: values.out, filter: values.filter },
    from: step('--from-step', values['from-step']),
    to: step('--to-step', values['to-step']),
    endpoint: values.endpoint === undefined ? undefined : endpointNamed(values.endpoint, process.env),
  };
}

const choices = Object.keys(formats).join(', ');

function formatNamed(word: string | undefined): Format {
  if (word === undefined) throw new UsageError(exportTexts.noFormat(choices));
  if (!isFormat(word)) throw new UsageError(exportTexts.unknownFormat(word, choices));
  return word;
}

function step(option: string, word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  if (!/^\d+$/.test(word)) throw new UsageError(texts.notANumber(option, word));
  return Number(word);
}

function selectionOf(recording: Recording, { filter, from = 1, to = recording.length, format }: Asked): Selection {
  for (const [option, step] of [
    ['--from-step', from],
    ['--to-step', to],
  ] as const) {
    const exists = step >= 1 && step <= recording.length;
    if (!exists && recording.length > 0) throw new UsageError(exportTexts.noSuchStep(option, step, recording.length));
  }
  if (from > to && recording.length > 0) throw new UsageError(exportTexts.emptyRange(from, to));
  const matches = filter === undefined ? undefined : matching(recording, filter);
  const selection = new Selection(recording, { from: from - 1, to: to - 1, matches });
  const isEmpty = !selection.whole && selection.steps().next().done === true;
  if (isEmpty && format !== 'html') throw new UsageError(exportTexts.nothingLeft);
  return selection;
}

function matching(recording: Recording, filter: string) {
  const parsed = parseFilter(filter);
  if (parsed.error) throw new UsageError(texts.badFilter(filter, filterErrorText(parsed.error)));
  return matchSteps(recording, parsed.filter);
}

async function send(recording: Recording, selection: Selection, endpoint: Endpoint): Promise<void> {
  const { spans, rejected, why } = await sendSpans(otlpRequests(recording, selection), endpoint);
  if (rejected > 0) say(exportTexts.rejected(rejected, why));
  say(exportTexts.sent(spans - rejected, endpoint.url));
}

async function write(recording: Recording, selection: Selection, asked: Asked): Promise<void> {
  const { format, out } = asked;
  const binary = format === 'perfetto' || format === 'html';
  if (out === undefined && binary && process.stdout.isTTY) throw new UsageError(exportTexts.needsFile(format));
  const bytes = await writeAll(chunksOf(recording, selection, asked), out);
  if (out !== undefined) say(exportTexts.written(path.normalize(out), size(bytes), exportTexts.hints[format] ?? ''));
  if (format === 'mermaid' && bytes > MERMAID_MOST_CHARACTERS)
    say(exportTexts.tooLongForMermaid(bytes, MERMAID_MOST_CHARACTERS));
}

function chunksOf(recording: Recording, selection: Selection, { file, format, filter, from }: Asked): Chunks {
  if (format !== 'html') return exportRecording(format, recording, selection);
  return page(file, { filter, step: from === undefined ? undefined : from - 1 });
}
