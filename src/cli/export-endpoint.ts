/** Spans to a collector, by OTLP over HTTP as JSON: again where it asks for that, and in its own words where it refuses. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request } from '../export/index.js';
import { FileError, UsageError } from './errors.js';
import { exportTexts } from './export-texts.js';

/** The address for traces: of a collector's own address, the path that the protocol gives them. */
export function endpointAddress(word: string): URL {
  const url = URL.canParse(word) ? new URL(word) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new UsageError(exportTexts.badEndpoint(word));
  if (url.pathname === '/') url.pathname = '/v1/traces';
  return url;
}

export interface Sent {
  spans: number;
  /** Of those. */
  rejected: number;
  why: string;
}

export async function sendSpans(requests: Iterable<Request>, endpoint: URL): Promise<Sent> {
  const sent: Sent = { spans: 0, rejected: 0, why: '' };
  for (const request of requests) {
    const spans = request.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
    if (spans.length === 0) continue;
    const { partialSuccess } = await post(JSON.stringify(request), endpoint);
    sent.spans += spans.length;
    sent.rejected += Number(partialSuccess?.rejectedSpans ?? 0);
    sent.why = partialSuccess?.errorMessage || sent.why;
  }
  return sent;
}

interface Answer {
  partialSuccess?: { rejectedSpans?: string | number; errorMessage?: string };
}

/** With these the protocol asks to try again. */
const PASSING = new Set([429, 502, 503, 504]);
const TRIES = 4;
const PATIENCE_MS = 10_000;

async function post(body: string, endpoint: URL): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const response = await request(body, endpoint);
    if (response.ok) return answerIn(await response.text());
    if (!PASSING.has(response.status) || attempt === TRIES) {
      const text = (await response.text()).slice(0, 200).trim();
      throw new FileError(exportTexts.refused(`${endpoint}`, `${response.status} ${text || response.statusText}`));
    }
    await sleep(pause(response, attempt));
  }
}

async function request(body: string, endpoint: URL): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...givenHeaders(process.env.OTEL_EXPORTER_OTLP_HEADERS) };
  try {
    return await fetch(endpoint, { method: 'POST', headers, body, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : message;
    throw new FileError(exportTexts.refused(`${endpoint}`, `${why}`), { cause: error });
  }
}

function pause({ headers }: Response, attempt: number): number {
  const asked = Number(headers.get('retry-after')) * 1000;
  return Math.min(asked > 0 ? asked : 250 * 2 ** attempt, PATIENCE_MS);
}

/** Some answer with nothing, or with a page. */
function answerIn(text: string): Answer {
  try {
    return (JSON.parse(text) as Answer | null) ?? {};
  } catch {
    return {};
  }
}

/** As OpenTelemetry's variable has them: `name=value,other=value`, the values percent-encoded. */
function givenHeaders(text = ''): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('='));
  return Object.fromEntries(
    pairs.flatMap(([name = '', ...value]) =>
      name.trim() === '' ? [] : [[name.trim(), decodeURIComponent(value.join('=').trim())]],
    ),
  );
}
