/** What the readers of others find in what was exported, as counts. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { packages } from '../packages.mjs';
import { TraceProcessor } from './trace-processor.js';

/** What a recording has, however it is told. */
export interface Counts {
  processes: number;
  sends: number;
  receives: number;
  /** Messages of which both ends are known. */
  messages: number;
  waits: number;
}

/** Perfetto's trace processor, of its own format and of Chrome's. */
export async function readTrace(trace: Iterable<Uint8Array | string>): Promise<Counts & { problems: number }> {
  const processor = await TraceProcessor.of(trace);
  const slices = (where: string) => processor.count(`select count(*) from slice where ${where}`);
  const ends = (direction: string) => processor.count(`select count(distinct slice_${direction}) from flow`);
  const processes = processor.count("select count(*) from slice where category = 'life'");
  const messages = processor.count('select count(*) from flow');
  if (ends('out') !== messages || ends('in') !== messages) throw new Error('A flow has not one end each.');
  if (processes !== processor.count('select count(*) from process where pid != 0'))
    throw new Error('Processes were mixed up.');
  return {
    processes,
    messages,
    ...marksOf(processor),
    waits: slices("category = 'waits'"),
    problems: processor.count("select count(*) from stats where value != 0 and severity in ('error', 'data_loss')"),
  };
}

/** Whether an end of a message is a send can be told by its flow; of one without, by its kind. */
function marksOf(processor: TraceProcessor): Pick<Counts, 'sends' | 'receives'> {
  const out = processor.count('select count(*) from slice join flow on slice.id = slice_out');
  const into = processor.count('select count(*) from slice join flow on slice.id = slice_in');
  const all = processor.count("select count(*) from slice where category = 'message'");
  const lone =
    "select count(*) from slice where category = 'message' and id not in (select slice_out from flow union select slice_in from flow)";
  const loneReceives = processor.count(`${lone} and name in ('receive', 'get', 'recv')`);
  const loneSends = processor.count(lone) - loneReceives;
  if (all !== out + into + loneReceives + loneSends) throw new Error('Some ends of messages are neither.');
  return { sends: out + loneSends, receives: into + loneReceives };
}

interface ProtobufType {
  fromObject(object: object): object;
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): { resourceSpans: OtlpResource[] };
}

interface OtlpAttribute {
  key: string;
  value: { stringValue?: string; intValue?: string };
}

export interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: OtlpAttribute[];
  links?: { spanId: string; attributes?: OtlpAttribute[] }[];
}

interface OtlpResource {
  scopeSpans: { spans: OtlpSpan[] }[];
}

/** OpenTelemetry's own protobuf definitions: what is not in them, or of another type there, does not come back. */
export async function otlpReader(): Promise<(request: string) => OtlpSpan[]> {
  const type = (await traceService()).ExportTraceServiceRequest;
  return (request) => {
    // The one way in which OTLP's JSON is not protobuf's: ids are hexadecimal.
    const given = JSON.parse(request, (key, value) =>
      /^(trace|span|parentSpan)Id$/.test(key) ? base64(value) : value,
    );
    const bytes = type.encode(type.fromObject(given)).finish();
    const read = type.toObject(type.decode(bytes), { longs: String, bytes: String, enums: Number });
    if (canonical(read) !== canonical(given))
      throw new Error(`Not what was written: ${canonical(read)}\n${canonical(given)}`);
    return spansIn(read);
  };
}

interface TraceService {
  ExportTraceServiceRequest: ProtobufType;
  ExportTraceServiceResponse: ProtobufType;
}

async function traceService(): Promise<TraceService> {
  const folder = await packages('@opentelemetry/otlp-transformer@0.57.2', '@opentelemetry/api@1.9.0');
  const root = createRequire(path.join(folder, 'x.js'))('@opentelemetry/otlp-transformer/build/src/generated/root.js');
  return root.opentelemetry.proto.collector.trace.v1;
}

const spansIn = ({ resourceSpans }: { resourceSpans: OtlpResource[] }): OtlpSpan[] =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

export interface OtlpProtobuf {
  /** The spans of a request, their names as hexadecimal digits; throws where a field is not in the definitions. */
  read(request: Uint8Array): OtlpSpan[];
  /** An answer that has not taken them all. */
  partly(rejectedSpans: number, errorMessage: string): Uint8Array;
}

/** The same, for what comes over the network. */
export async function otlpProtobuf(): Promise<OtlpProtobuf> {
  const { ExportTraceServiceRequest: request, ExportTraceServiceResponse: response } = await traceService();
  return {
    read: (bytes) => {
      const message = request.decode(bytes);
      // What it does not know is not written again.
      if (request.encode(message).finish().length !== bytes.length)
        throw new Error('There are fields that it does not know.');
      const read = request.toObject(message, { longs: String, bytes: String, enums: Number });
      return JSON.parse(JSON.stringify(spansIn(read)), (key, value) =>
        /^(trace|span|parentSpan)Id$/.test(key) ? Buffer.from(value, 'base64').toString('hex') : value,
      );
    },
    partly: (rejectedSpans, errorMessage) =>
      response.encode(response.fromObject({ partialSuccess: { rejectedSpans, errorMessage } })).finish(),
  };
}

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** Without what stands for itself where it is left out: empty lists and messages, and the order of fields. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, field) => {
    if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
    const kept = Object.entries(field).filter(([, inner]) => !isEmpty(inner));
    return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
  });

const isEmpty = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

export const attribute = ({ attributes }: { attributes?: OtlpAttribute[] }, key: string): string | undefined => {
  const value = attributes?.find((told) => told.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
};

/** Counts the spans of all requests, and sees that they make one tree and that every link leads to one of them. */
export function countSpans(spans: readonly OtlpSpan[]): Counts {
  const kind = (name: string) => spans.filter((span) => attribute(span, 'process_view.kind') === name);
  const ids = new Set(spans.map(({ spanId }) => spanId));
  if (ids.size !== spans.length) throw new Error('Two spans have one id.');
  const links = spans.flatMap((span) => span.links ?? []);
  const parents = spans.flatMap(({ parentSpanId }) => parentSpanId ?? []);
  for (const id of [...links.map(({ spanId }) => spanId), ...parents])
    if (!ids.has(id)) throw new Error(`No span ${id}.`);
  const sum = (key: string) => kind('process').reduce((total, span) => total + Number(attribute(span, key)), 0);
  return {
    processes: kind('process').length,
    messages: links.filter((link) => attribute(link, 'messaging.message.id') !== undefined).length,
    sends: sum('process_view.messages.sent'),
    receives: sum('process_view.messages.received'),
    waits: kind('wait').length,
  };
}

type CsvParse = (text: string, options: object) => Record<string, string>[];

/** Rows by their headings. */
export async function csvReader(): Promise<(text: string) => Record<string, string>[]> {
  const folder = await packages('csv-parse@7.0.3');
  const { parse }: { parse: CsvParse } = createRequire(path.join(folder, 'x.js'))('csv-parse/sync');
  return (text) => parse(text, { columns: true, bom: true, record_delimiter: '\r\n' });
}

export interface Diagram {
  actors: number;
  arrows: number;
  /** The drawing that came of it. */
  drawn: string;
}

/** A page that has Mermaid. */
export async function pageWithMermaid(browser: Browser): Promise<Page> {
  const folder = await packages('mermaid@12.3.0');
  const page = await browser.newPage();
  await page.setContent('<!doctype html><body></body>');
  await page.addScriptTag({ path: path.join(folder, 'node_modules/mermaid/dist/mermaid.min.js') });
  return page;
}

/** Mermaid itself, in a browser as everywhere. */
export const readMermaid = (page: Page, text: string): Promise<Diagram> => page.evaluate(drawDiagram, text);

/** In the browser. */
async function drawDiagram(text: string): Promise<Diagram> {
  interface Db {
    getActors(): Map<string, unknown>;
    getMessages(): { from?: string; to?: string; type: number }[];
  }
  const { mermaid } = globalThis as unknown as {
    mermaid: {
      initialize(options: object): void;
      mermaidAPI: { getDiagramFromText(text: string): Promise<{ db: Db }> };
      render(id: string, text: string): Promise<{ svg: string }>;
    };
  };
  mermaid.initialize({ startOnLoad: false });
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const NOTE = 2;
  const actors = db.getActors().size;
  const arrows = db.getMessages().filter(({ from, to, type }) => from && to && type !== NOTE).length;
  const { svg } = await mermaid.render('diagram', text);
  return { actors, arrows, drawn: svg };
}

/** A drawing as the browser reads it, strictly as XML. */
export async function readSvg(page: Page, text: string): Promise<{ lanes: number; messages: number; scripts: number }> {
  return page.evaluate((svg) => {
    const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
    if (document.querySelector('parsererror')) throw new Error(document.documentElement.textContent ?? '');
    const count = (selector: string) => document.querySelectorAll(selector).length;
    return { lanes: count('.head'), messages: count('.message'), scripts: count('script, [onload], [onclick]') };
  }, text);
}
