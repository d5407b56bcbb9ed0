/** A recording from a file, however it was cut; what is wrong with it is said, and the rest is shown. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Recording } from '../recording/recording.js';
import { decode, LineSplitter } from '../wire/codec.js';
import type { Site } from '../wire/events.js';
import { FileError } from './errors.js';
import { texts } from './texts.js';

export interface Loaded {
  recording: Recording;
  /** The places in the source as they were written; the model has them resolved only. */
  sites: Site[];
}

export async function load(file: string): Promise<Loaded> {
  const recording = new Recording();
  const sites: Site[] = [];
  const splitter = new LineSplitter({ line: (line) => keepSite(line, sites) });
  for await (const chunk of chunksOf(file)) {
    recording.appendBytes(chunk);
    splitter.push(chunk);
  }
  recording.finish();
  return { recording, sites };
}

/** The bytes of a recording's file, unpacked. */
export async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    const bytes = createReadStream(file, { highWaterMark: 1 << 20 });
    yield* (file.endsWith('.gz') ? pipeline(bytes, createGunzip(), () => {}) : bytes) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new FileError(texts.unreadable(file, reasonOf(cause)), { cause });
  }
}

function keepSite(line: string, sites: Site[]): void {
  if (!line.startsWith('{"type":"site"')) return;
  const event = decode(line);
  if (event?.type === 'site') sites.push(event);
}

/** Why a file cannot be read, as the middle of a sentence. */
export function reasonOf(error: unknown): string {
  const code = String((error as NodeJS.ErrnoException).code);
  return texts.fileReasons[code] ?? (error as Error).message;
}

/** What is wrong with the file, one sentence each. */
export function complaints({ problems, length }: Recording): string[] {
  return [
    ...(problems.cutBytes > 0 ? [texts.cut(problems.cutBytes, length)] : []),
    ...(problems.garbage > 0 ? [texts.garbage(problems.garbage)] : []),
    ...(problems.tooLong > 0 ? [texts.tooLong(problems.tooLong)] : []),
  ];
}
