/** A recording as OTLP JSON: requests of a few hundred spans, as a file of one a line or for a collector's endpoint. */
import type { Recording } from '../../recording/index.js';
import { json } from '../json.js';
import type { Selection } from '../selection.js';
import { attributes, type Request, type ResourceSpans, type Span } from './format.js';
import { Spans } from './spans.js';

/** Each request is a whole `ExportTraceServiceRequest`. */
export function* requests(recording: Recording, selection: Selection): Generator<Request> {
  const spans = new Spans(recording, selection);
  let batch = new Batch();
  for (const index of selection.processes()) {
    batch.begin(resourceOf(recording, index), recording.header?.tool ?? '');
    for (const span of spans.of(index)) {
      if (batch.full) {
        yield batch.request;
        batch = new Batch();
        batch.begin(resourceOf(recording, index), recording.header?.tool ?? '');
      }
      batch.add(span);
    }
  }
  yield batch.request;
}

/** One request a line, as a collector's file exporter writes them. */
export function* otlp(recording: Recording, selection: Selection): Generator<string> {
  for (const request of requests(recording, selection)) yield `${json(request)}\n`;
}

/** Collectors take 20 MB at once, their exporters ask for 512 spans. */
const MOST_SPANS = 512;
const MOST_LINKS = 8192;

class Batch {
  readonly request: Request = { resourceSpans: [] };
  private spans: Span[] = [];
  private count = 0;
  private links = 0;

  get full(): boolean {
    return this.count >= MOST_SPANS || this.links >= MOST_LINKS;
  }

  begin(resource: ResourceSpans['resource'], version: string): void {
    this.spans = [];
    this.request.resourceSpans.push({
      resource,
      scopeSpans: [{ scope: { name: 'process-view', version }, spans: this.spans }],
    });
  }

  add(span: Span): void {
    this.spans.push(span);
    this.count++;
    this.links += span.links?.length ?? 0;
  }
}

/** Who the process is, in OpenTelemetry's words. */
function resourceOf(recording: Recording, index: number): ResourceSpans['resource'] {
  const { header } = recording;
  const { pid, ppid, command, cwd, runtime } = recording.processes[index]!;
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
