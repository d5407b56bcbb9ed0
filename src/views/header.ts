/** Reads the first line of a recording's file. */
import { open } from 'node:fs/promises';
import { decode } from '../wire/codec.js';
import type { Header } from '../wire/events.js';

const HEADER_BYTES = 64 * 1024;

/** Undefined where the file does not begin with a header. */
export async function headerOf(file: string): Promise<Header | undefined> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const event = decode(buffer.toString('utf8', 0, bytesRead).split('\n', 1)[0]!);
    return event?.type === 'header' ? event : undefined;
  } finally {
    await handle.close();
  }
}
