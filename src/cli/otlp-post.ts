/** One request to a collector, by OTLP over HTTP as protobuf, and what comes of it. */

import type { Request } from '../export/otlp/format.js';
import { decodeResponse, encodeRequest } from '../export/otlp/protobuf.js';
import type { Endpoint } from './otlp-endpoint.js';

export type Answer =
  | { kind: 'taken'; rejected: number; why: string }
  /** It asks to be asked again, in so many milliseconds if it says so. */
  | { kind: 'busy'; after: number | undefined; why: string }
  | { kind: 'unreached'; why: string }
  | { kind: 'refused'; why: string };

const PROTOBUF = 'application/x-protobuf';
/** With these the protocol asks to try again. */
const PASSING = new Set([429, 502, 503, 504]);

export async function post(request: Request, { url, headers, timeoutMs }: Endpoint, most = timeoutMs): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': PROTOBUF, ...headers },
      body: encodeRequest(request),
      signal: AbortSignal.timeout(Math.max(Math.min(timeoutMs, most), 1)),
    });
    const body = new Uint8Array(await response.arrayBuffer());
    return response.ok ? taken(response, body) : notTaken(response, body);
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message || `${(cause as NodeJS.ErrnoException).code}` : message;
    return { kind: 'unreached', why };
  }
}

export const spansIn = ({ resourceSpans }: Request): number =>
  resourceSpans.reduce((sum, { scopeSpans }) => sum + scopeSpans.reduce((n, { spans }) => n + spans.length, 0), 0);

function notTaken({ status, statusText, headers }: Response, body: Uint8Array): Answer {
  const said = /text|json/.test(headers.get('content-type') ?? '') ? textOf(body).slice(0, 200).trim() : '';
  const why = `${status} ${said || statusText}`;
  if (!PASSING.has(status)) return { kind: 'refused', why };
  const seconds = Number(headers.get('retry-after'));
  return { kind: 'busy', why, after: seconds > 0 ? seconds * 1000 : undefined };
}

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

/** It may answer in JSON, too, with nothing, or with a page. */
function taken({ headers }: Response, body: Uint8Array): Answer {
  try {
    const inProtobuf = headers.get('content-type')?.startsWith(PROTOBUF) === true;
    return { kind: 'taken', ...(inProtobuf ? decodeResponse(body) : jsonResponse(textOf(body))) };
  } catch {
    return { kind: 'taken', rejected: 0, why: '' };
  }
}

function jsonResponse(text: string): { rejected: number; why: string } {
  const { partialSuccess } = JSON.parse(text) as { partialSuccess?: { rejectedSpans?: string; errorMessage?: string } };
  return { rejected: Number(partialSuccess?.rejectedSpans ?? 0), why: partialSuccess?.errorMessage ?? '' };
}
