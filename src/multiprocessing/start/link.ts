/** The pipe between a process and each of its children, file descriptor 3 in the child: how its first message is written and read. */
import { readSync } from 'node:fs';

export const LINK_FD = 3;

/** The first message's head; its body is a pickled value. */
export interface ChildHead {
  mode: 'process' | 'pool';
  name: string;
  daemon: boolean;
  numbers: number[];
  parent: { pid: number; name: string };
  /** The program's argv: a child sees the same. */
  argv: string[];
  mainFile: string | undefined;
  /** Whether the child has to watch file descriptor 4, as the kernel will not end it with its parent. */
  lifeline: boolean;
  /** For a process that was started in reserve, before these were known. */
  late?: { env: Record<string, string | undefined>; cwd: string };
}

/** The first message as bytes: two lengths, the head, the body. */
export function encodeFirst(head: ChildHead, body: Uint8Array): Buffer {
  const text = Buffer.from(JSON.stringify(head));
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(text.length, 0);
  lengths.writeUInt32LE(body.length, 4);
  return Buffer.concat([lengths, text, body]);
}

/**
 * Waits, with the whole thread, for the first message: a process that is not told what to do has nothing else to do, and needs no
 * event loop for it. Undefined where the parent is gone.
 */
export function readFirst(): { head: ChildHead; body: Buffer } | undefined {
  const lengths = readExactly(8);
  if (!lengths) return undefined;
  const head = readExactly(lengths.readUInt32LE(0));
  const body = readExactly(lengths.readUInt32LE(4));
  return head && body && { head: JSON.parse(head.toString()) as ChildHead, body };
}

function readExactly(length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const count = readSome(bytes, at);
    if (count === 0) return undefined;
    at += count;
  }
  return bytes;
}

function readSome(bytes: Buffer, at: number): number {
  try {
    return readSync(LINK_FD, bytes, at, bytes.length - at, null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EOF' || code === 'ECONNRESET' || code === 'EPIPE') return 0;
    throw error;
  }
}
