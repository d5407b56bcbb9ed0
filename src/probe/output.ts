/** What the program writes on its standard output and error, the console's included, told per write. */

import { micros } from './clock.js';
import { emitFields } from './emit.js';
import { apply, defineProperty, getOwnPropertyDescriptor, stringify } from './primordials.js';
import { quiet, replace } from './replace.js';
import { listening } from './sink.js';
import { cut } from './text.js';

type StreamName = 'stdout' | 'stderr';

/** Watches both streams from the moment at which the program first asks for them: making one costs milliseconds. */
export function watchOutput(): void {
  watchStream('stdout');
  watchStream('stderr');
}

function watchStream(name: StreamName): void {
  const had = getOwnPropertyDescriptor(process, name);
  if (had?.get === undefined || had.configurable !== true) return;
  const make = had.get;
  const seen = new WeakSet<object>();
  const get = function (this: unknown) {
    const stream = apply(make, this, []) as NodeJS.WriteStream;
    if (!seen.has(stream)) {
      seen.add(stream);
      watchWrites(stream, name);
    }
    return stream;
  };
  defineProperty(get, 'name', { value: make.name });
  defineProperty(process, name, { ...had, get });
}

interface Writer {
  write(this: unknown, ...args: unknown[]): boolean;
}

function watchWrites(stream: NodeJS.WriteStream, name: StreamName): void {
  const own = getOwnPropertyDescriptor(stream, 'write');
  replace(
    stream as unknown as Writer,
    'write',
    (original) =>
      function write(this: unknown, ...args: unknown[]) {
        if (!relaying) tellOutput(name, args[0], args[1]);
        return apply(original, this, args);
      },
  );
  // The streams are made by Node with no `write` of their own: keep ours out of their enumeration.
  if (own === undefined) defineProperty(stream, 'write', { enumerable: false });
}

let relaying = false;

/** What a thread writes, the thread itself has told: not told again where its parent passes it on. */
export function watchRelay(...streams: NodeJS.ReadableStream[]): void {
  for (const stream of streams) replace(stream as unknown as Emitter, 'emit', relayHook);
}

interface Emitter {
  emit(this: unknown, ...args: unknown[]): boolean;
}

const relayHook = (original: Emitter['emit']) =>
  function emit(this: unknown, ...args: unknown[]): boolean {
    const before = relaying;
    relaying ||= args[0] === 'data';
    try {
      return apply(original, this, args);
    } finally {
      relaying = before;
    }
  };

const tellOutput = quiet((stream: StreamName, chunk: unknown, encoding: unknown) => {
  if (!listening()) return;
  const text = textOf(chunk, encoding);
  if (text === undefined || text === '') return;
  const short = text.length > MOST ? cut(text, MOST) : text;
  const rest = short === text ? '' : `,"truncated":true,"bytes":${Buffer.byteLength(text)}`;
  emitFields('output', micros(), `,"stream":"${stream}","text":${stringify(short)}${rest}`);
});

/** The most of one write that is told, bytes. */
const MOST = 4096;

function textOf(chunk: unknown, encoding: unknown): string | undefined {
  if (typeof chunk === 'string') {
    const plain = typeof encoding !== 'string' || /^utf-?8$/i.test(encoding);
    return plain ? chunk : Buffer.from(chunk, encoding as BufferEncoding).toString();
  }
  if (!ArrayBuffer.isView(chunk)) return undefined; // Node refuses it with an error of its own.
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString();
}
