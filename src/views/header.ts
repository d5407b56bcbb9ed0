/** Reads the first line of a recording's file, packed or plain. */
import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import { decode } from '../wire/codec.js';
import type { Header } from '../wire/events.js';

const HEADER_BYTES = 64 * 1024;

/** Undefined where the file does not begin with a header. */
export async function headerOf(file: string): Promise<Header | undefined> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const bytes = unpacked(buffer.subarray(0, bytesRead));
    const event = decode(bytes.toString('utf8').split('\n', 1)[0]!);
    return event?.type === 'header' ? event : undefined;
  } finally {
    await handle.close();
  }
}

/** The beginning of a packed file is enough. */
const unpacked = (bytes: Buffer): Buffer =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes;
