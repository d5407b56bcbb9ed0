/** `process-view open FILE [FILE]`: serves the panel, the very one of the extension, on this machine's own address for any browser. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Answer, answerTo } from './open-answers.js';
import { checkRecording } from './open-file.js';
import { texts } from './texts.js';

export interface OpenIo {
  /** Print a line for the person, newline excluded. */
  print(line: string): void;
  /** Where `webview/main.js` and `main.css` are; left out for the folder of this program. */
  distDir?: string;
  /** The language of the panel, as in `zh-CN`; left out for the browser's. */
  language?: string;
  /** A second recording, with which the first is compared. */
  other?: string;
}

/** A panel that is being served. */
export interface OpenedPanel {
  /** `http://127.0.0.1:PORT/SECRET/`: whoever has it can read the recording; nobody else can. */
  address: string;
  close(): Promise<void>;
}

/**
 * Serve the panel of a recording, also of one that still grows, until `close`. Throws an error with a sentence for the person
 * where the file cannot be read.
 */
export async function open(file: string, io: OpenIo): Promise<OpenedPanel> {
  const recording = await checkRecording(path.resolve(file));
  const other = io.other === undefined ? {} : { other: await checkRecording(path.resolve(io.other)) };
  const secret = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    if (!isForUs(request)) return refuse(response, 403);
    const webview = path.join(io.distDir ?? __dirname, 'webview');
    const site = { secret, recording, webview, ...other, ...languageOf(io) };
    const answer = request.method === 'GET' ? answerTo(request.url ?? '/', site) : undefined;
    if (!answer) return refuse(response, 404);
    void respond(response, answer);
  });
  const address = `http://127.0.0.1:${await listening(server)}/${secret}/`;
  io.print(texts.panelAt(nameOf(file, io.other), address));
  io.print(texts.openPanel);
  return { address, close: () => closed(server) };
}

const nameOf = (file: string, other: string | undefined): string =>
  other === undefined ? path.basename(file) : texts.beside(path.basename(file), path.basename(other));

const languageOf = ({ language }: OpenIo) => (language ? { language } : {});

/** A page of another site that resolves its own name to this machine (DNS rebinding) comes with that name as its host. */
const isForUs = ({ headers }: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(headers.host ?? '');

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 404 ? 'Not found.' : 'Forbidden.');
}

async function respond(response: ServerResponse, { type, body }: Answer): Promise<void> {
  response.writeHead(200, { ...protection, 'content-type': type });
  try {
    for await (const part of body) if (!(await written(response, part))) break;
    response.end();
  } catch (error) {
    // The head is sent: breaking the connection off is the one way to say that the rest is missing.
    response.destroy(error instanceof Error ? error : undefined);
  }
}

const protection = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Write a part and wait until the browser can take more; false when it has gone. */
async function written(response: ServerResponse, part: Uint8Array | string): Promise<boolean> {
  if (response.destroyed) return false;
  if (response.write(part)) return true;
  const gone = new AbortController();
  await Promise.race(['drain', 'close'].map((name) => once(response, name, { signal: gone.signal }).catch(() => [])));
  gone.abort();
  return !response.destroyed;
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
