/** Every sentence of `process-view export` and `process-view merge`, in both languages. */
import { inLanguages } from '../language.js';
import { chinese } from './export-texts-zh-cn.js';

const english = {
  noFormat: (formats: string) =>
    `export needs --to and one of ${formats}, as in: process-view export run.pvrec --to perfetto --out run.perfetto-trace`,
  unknownFormat: (word: string, formats: string) => `There is no format "${word}". Choose one of ${formats}.`,
  onlyOtlp: '--endpoint is for --to otlp: it sends the spans to a collector.',
  badEndpoint: (word: string) => `"${word}" is no address of a collector. Give one as http://localhost:4318.`,
  noEndpointInEnv:
    'Neither OTEL_EXPORTER_OTLP_TRACES_ENDPOINT nor OTEL_EXPORTER_OTLP_ENDPOINT is set. Set one, or give the address itself.',
  wholeOnly:
    'The page has the whole recording in it: --to-step is for the other formats. --filter and --from-step say how it opens.',
  noSuchStep: (option: string, step: number, steps: number) =>
    `${option} ${step}: the recording has the steps 1 to ${steps}.`,
  emptyRange: (from: number, to: number) =>
    `From step ${from} to step ${to} there is nothing. Give the earlier one first.`,
  nothingLeft: 'No step is left by the filter and the range, so nothing was exported. Make them wider.',
  ownFile: (file: string) => `${file} is a recording and would be overwritten. Give another name with --out.`,
  needsFile: (format: string) => `${format} is not for reading in a terminal. Give a file with --out, or pipe it on.`,
  unwritable: (file: string, why: string) => `${file} cannot be written: ${why}.`,
  noPanel: (file: string) => `${file} is missing, so this installation is not whole. Install Process View again.`,
  written: (file: string, size: string, hint: string) => `Written to ${file} (${size}). ${hint}`,
  hints: {
    perfetto: 'Open it at ui.perfetto.dev: it stays in your browser.',
    chrome: 'Open it in chrome://tracing or at ui.perfetto.dev.',
    otlp: 'Give it to a collector, Jaeger or Tempo; one request a line.',
    csv: 'Open it in a spreadsheet.',
    html: 'Open it in a browser.',
    mermaid: 'Put it into Markdown as a block of mermaid.',
    svg: 'Open it in a browser.',
  } as Record<string, string>,
  tooLongForMermaid: (characters: number, most: number) =>
    `The diagram has ${characters} characters, and Mermaid reads ${most} unless its maxTextSize says otherwise. Choose less with --filter, --from-step and --to-step.`,
  sent: (spans: number, endpoint: string) => `${spans} ${spans === 1 ? 'span' : 'spans'} sent to ${endpoint}.`,
  rejected: (spans: number, why: string) =>
    `The collector took the rest and refused ${spans} ${spans === 1 ? 'span' : 'spans'}: ${why}`,
  refused: (endpoint: string, why: string) =>
    `The collector at ${endpoint} did not take the spans: ${why}. Check the address and whether it receives OTLP over HTTP.`,
  notSent: (spans: number, endpoint: string, why: string) =>
    `${spans === 0 ? 'No span was' : spans === 1 ? '1 span was not' : `${spans} spans were not`} sent to ${endpoint}${why === '' ? '' : `: ${why}`}. The run and its recording are not concerned.`,
  tooMuch: (megabytes: number) =>
    `The run told more than could be turned into spans in time: ${megabytes} MB of events are in no span. The recording has all.`,

  needsMerge:
    'merge needs two recordings or more and --out, as in: process-view merge a.pvrec b.pvrec --out both.pvrec',
  mergedInto: (file: string, events: number) => `${events} events merged into ${file}.`,
  shifted: (name: string, shift: string) => `${name}: shifted by ${shift}, as another began before it.`,
  mergedAsIs: (name: string) => `${name}: its times stay as they are.`,
  sameBoot: (name: string, shift: string) =>
    `${name}: shifted by ${shift}, exactly: it was recorded on the same machine, whose clock both have.`,
  byWallClock: (name: string, shift: string, uncertainty: string) =>
    `${name}: shifted by ${shift} by the wall clocks of the two machines, which may be off by ±${uncertainty}.`,
  byMessages: (name: string, shift: string, uncertainty: string, moved: string, messages: number) =>
    `${name}: shifted by ${shift}; its wall clock was off by ${moved}, as ${messages} messages between them show. Uncertain by ±${uncertainty}.`,
  contradicting: (name: string, excess: string) =>
    `${name}: its messages cannot all have come after they were sent, by ${excess}: a clock ran at another pace. Those receives are shown right after their sends.`,
  renumbered: (name: string, by: number) =>
    `${name}: ${by} was added to its pids, as pids of two machines may be the same.`,
};

export type ExportTexts = typeof english;
export const exportTexts = /* @__PURE__ */ inLanguages<ExportTexts>(english, chinese);
