/** A collector for tests: a real HTTP server that reads what it is sent by OpenTelemetry's own definitions. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type OtlpProtobuf, type OtlpSpan, otlpProtobuf } from './readers.js';

export interface Collector {
  address: string;
  /** Of what it took. */
  readonly spans: OtlpSpan[];
  readonly requests: { url: string; headers: IncomingHttpHeaders }[];
  /** Resolves as soon as what it took is as asked. */
  until(asked: (spans: readonly OtlpSpan[]) => boolean): Promise<void>;
}

/** `answer` says what becomes of the n-th request, from 1; left out, all are taken. False is an answer that is no taking. */
export type Answer = (response: ServerResponse, n: number, protobuf: OtlpProtobuf) => boolean;

const take: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  return true;
};

export async function collector(t: { after(fn: () => void): void }, answer: Answer = take): Promise<Collector> {
  const protobuf = await otlpProtobuf();
  const spans: OtlpSpan[] = [];
  const requests: Collector['requests'] = [];
  const heard = new EventTarget();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      requests.push({ url: `${request.method} ${request.url}`, headers: request.headers });
      if (!answer(response, requests.length, protobuf)) return;
      spans.push(...protobuf.read(Buffer.concat(parts)));
      heard.dispatchEvent(new Event('spans'));
    });
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    ...{ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, requests },
    until: async (asked) => {
      while (!asked(spans)) await new Promise((resolve) => heard.addEventListener('spans', resolve, { once: true }));
    },
  };
}
