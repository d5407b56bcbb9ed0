/** The recording's file as `process-view open` reads it: checked at the beginning, followed while it grows. */
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { texts } from './texts.js';

export interface Recorded {
  file: string;
  /** True for a `.pvrec.gz`. */
  compressed: boolean;
}

/** See whether the file can be read and is not something else; the error says what to do. */
export async function checkRecording(file: string): Promise<Recorded> {
  const handle = await open(file, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new Error(texts.cannotOpen(file, texts.openReasons[cause.code ?? ''] ?? cause.message), { cause });
  });
  try {
    if (!(await handle.stat()).isFile()) throw new Error(texts.cannotOpen(file, texts.openReasons.other!));
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return { file, compressed: buffer[0] === 0x1f && buffer[1] === 0x8b };
  } finally {
    await handle.close();
  }
}

/** A run writes at least a sample a second: a file that has stood still for so long belongs to a run that is over. */
const STILL_MS = 10_000;
const POLL_MS = 40;
const CHUNK_BYTES = 256 * 1024;

/** How much there is now, and whether more is to be expected. */
export async function isGrowing({ file, compressed }: Recorded): Promise<{ size: number; growing: boolean }> {
  const handle = await open(file, 'r');
  try {
    const { size, mtimeMs } = await handle.stat();
    return { size, growing: !compressed && Date.now() - mtimeMs < STILL_MS };
  } finally {
    await handle.close();
  }
}

/** All bytes of the file, and if wanted of a growing one those that come, until it stands still. */
export async function* recordingBytes({ file, compressed }: Recorded, follow: boolean): AsyncGenerator<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    if (compressed) yield* handle.createReadStream({ autoClose: false }).pipe(createGunzip());
    else if (follow) yield* growingBytes(handle);
    else yield* handle.createReadStream({ autoClose: false });
  } finally {
    await handle.close();
  }
}

async function* growingBytes(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let offset = 0; ; ) {
    const chunk = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, offset);
    if (chunk.bytesRead > 0) yield chunk.buffer.subarray(0, chunk.bytesRead);
    else if (Date.now() - (await handle.stat()).mtimeMs > STILL_MS) return;
    else await after(POLL_MS);
    offset += chunk.bytesRead;
  }
}
