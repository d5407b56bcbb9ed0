/** Spans as OTLP's requests of a few hundred, as a file of one a line or for a collector's endpoint. */
import type { Process, Recording } from '../../recording/index.js';
import type { Header } from '../../wire/events.js';
import { json } from '../json.js';
import type { Selection } from '../selection.js';
import { attributes, type Request, type ResourceSpans, type Span } from './format.js';
import { Spans } from './spans.js';

/** Each request is a whole `ExportTraceServiceRequest`. */
export function requests(recording: Recording, selection: Selection): Generator<Request> {
  return batched(spansOf(recording, selection), recording.header);
}

function* spansOf(recording: Recording, selection: Selection): Generator<OfProcess> {
  const spans = new Spans(recording, selection);
  for (const index of selection.processes())
    for (const span of spans.of(index)) yield { process: recording.processes[index]!, span };
}

/** One request a line, as a collector's file exporter writes them. */
export function* otlp(recording: Recording, selection: Selection): Generator<string> {
  for (const request of requests(recording, selection)) yield `${json(request)}\n`;
}

export interface OfProcess {
  process: Process;
  span: Span;
}

export function* batched(spans: Iterable<OfProcess>, header: Header | undefined): Generator<Request> {
  let batch = new Batch(header);
  for (const { process, span } of spans) {
    if (batch.full) {
      yield batch.request;
      batch = new Batch(header);
    }
    batch.add(process, span);
  }
  if (batch.request.resourceSpans.length > 0) yield batch.request;
}

/** Collectors take 20 MB at once, their exporters ask for 512 spans. */
const MOST_SPANS = 512;
const MOST_LINKS = 8192;

class Batch {
  readonly request: Request = { resourceSpans: [] };
  private process: Process | undefined;
  private spans: Span[] = [];
  private count = 0;
  private links = 0;

  constructor(private readonly header: Header | undefined) {}

  get full(): boolean {
    return this.count >= MOST_SPANS || this.links >= MOST_LINKS;
  }

  add(process: Process, span: Span): void {
    if (process !== this.process) this.begin(process);
    this.spans.push(span);
    this.count++;
    this.links += span.links?.length ?? 0;
  }

  private begin(process: Process): void {
    this.process = process;
    this.spans = [];
    const scope = { name: 'process-view', version: this.header?.tool ?? '' };
    this.request.resourceSpans.push({
      resource: resourceOf(process, this.header),
      scopeSpans: [{ scope, spans: this.spans }],
    });
  }
}

/** Who the process is, in OpenTelemetry's words. */
function resourceOf(process: Process, header: Header | undefined): ResourceSpans['resource'] {
  const { pid, ppid, command, cwd, runtime } = process;
  const [runtimeName, runtimeVersion] = runtime?.split(' ') ?? [];
  return {
    attributes: attributes({
      'service.name': serviceName(header?.command),
      'service.instance.id': `${header?.hostname}:${pid}`,
      'host.name': header?.hostname,
      'process.pid': pid,
      'process.parent_pid': ppid,
      'process.command_args': command,
      'process.working_directory': cwd,
      'process.runtime.name': runtimeName === 'node' ? 'nodejs' : runtimeName,
      'process.runtime.version': runtimeVersion,
    }),
  };
}

/** The script of the run: the first word that is neither the Node nor an option of it. */
function serviceName(command: readonly string[] = []): string {
  const script = command.find((word, i) => i > 0 && !word.startsWith('-')) ?? command[0] ?? 'process-view';
  return script
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.[cm]?[jt]sx?$/, '');
}
