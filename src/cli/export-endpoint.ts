/** The spans of a recording to a collector: again where it asks for that, and in its own words where it refuses. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request } from '../export/index.js';
import { FileError } from './errors.js';
import { exportTexts } from './export-texts.js';
import type { Endpoint } from './otlp-endpoint.js';
import { post, spansIn } from './otlp-post.js';

export interface Sent {
  spans: number;
  /** Of those. */
  rejected: number;
  why: string;
}

export async function sendSpans(requests: Iterable<Request>, endpoint: Endpoint): Promise<Sent> {
  const sent: Sent = { spans: 0, rejected: 0, why: '' };
  for (const request of requests) {
    const { rejected, why } = await send(request, endpoint);
    sent.spans += spansIn(request);
    sent.rejected += rejected;
    sent.why = why || sent.why;
  }
  return sent;
}

const TRIES = 4;
const LONGEST_MS = 10_000;

async function send(request: Request, endpoint: Endpoint): Promise<{ rejected: number; why: string }> {
  for (let attempt = 1; ; attempt++) {
    const answer = await post(request, endpoint);
    if (answer.kind === 'taken') return answer;
    if (answer.kind !== 'busy' || attempt === TRIES) throw new FileError(exportTexts.refused(endpoint.url, answer.why));
    await sleep(Math.min(answer.after ?? 250 * 2 ** attempt, LONGEST_MS));
  }
}
