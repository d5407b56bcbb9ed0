/** Chunks into a file or onto standard output, without piling up; a reader that has seen enough ends it quietly. */
import { once } from 'node:events';
import { createWriteStream, realpathSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { FileError, UsageError } from './errors.js';
import { exportTexts } from './export-texts.js';
import { reasonOf } from './load.js';

export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Returns how many bytes were written. */
export async function writeAll(chunks: Chunks, file: string | undefined): Promise<number> {
  if (file === undefined) return pour(chunks, process.stdout);
  const stream = createWriteStream(file);
  try {
    await once(stream, 'open');
    const bytes = await pour(chunks, stream);
    if (stream.errored) throw stream.errored;
    await new Promise<void>((resolve, reject) => {
      stream.once('error', reject);
      stream.end(resolve);
    });
    return bytes;
  } catch (cause) {
    stream.destroy();
    throw new FileError(exportTexts.unwritable(file, reasonOf(cause)), { cause });
  }
}

async function pour(chunks: Chunks, stream: Writable): Promise<number> {
  let bytes = 0;
  let broken = false;
  stream.on('error', () => {
    broken = true;
  });
  for await (const chunk of chunks) {
    bytes += Buffer.byteLength(chunk);
    if (broken) break;
    if (stream.write(chunk)) continue;
    await Promise.race([once(stream, 'drain'), once(stream, 'close')]).catch(() => {});
  }
  return bytes;
}

/** A slip of the hand must not cost a person a recording: what is exported is none, and never goes where one is read from. */
export function refuseRecording(out: string, recording: string): void {
  if (/\.pvrec(\.gz)?$/.test(out)) throw new UsageError(exportTexts.ownFile(out));
  refuseInput(out, [recording]);
}

export function refuseInput(out: string, recordings: readonly string[]): void {
  if (recordings.some((file) => real(file) === real(out))) throw new UsageError(exportTexts.ownFile(out));
}

function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file; // It is not there yet; reading or writing it says what is the matter.
  }
}
