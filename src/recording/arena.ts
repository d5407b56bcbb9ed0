/** Where texts are kept: bytes one after the other in chunks of a megabyte, named by a 32-bit place. */

const CHUNK_BITS = 20;
const CHUNK_BYTES = 1 << CHUNK_BITS;
const FIRST_CHUNK_BYTES = 1 << 14;
const LENGTH_BYTES = 4;

export class Arena {
  private chunks: Uint8Array[] = [];
  private current = new Uint8Array(0);
  private used = 0;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** Bytes held. */
  get bytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** Keeps `source[from..to)` and returns its place, which is never 0; 0 where there is no room left (4 GB). */
  add(source: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (this.used + LENGTH_BYTES + length > this.current.length && !this.newChunk(length)) return 0;
    const place = ((this.chunks.length - 1) * CHUNK_BYTES + this.used) >>> 0;
    const chunk = this.current;
    let at = this.used;
    chunk[at++] = length;
    chunk[at++] = length >>> 8;
    chunk[at++] = length >>> 16;
    chunk[at++] = length >>> 24;
    if (length > LONG) chunk.set(source.subarray(from, to), at);
    else for (let i = from; i < to; i++) chunk[at++] = source[i]!;
    this.used += LENGTH_BYTES + length;
    return place;
  }

  addString(text: string): number {
    const bytes = this.encoder.encode(text);
    return this.add(bytes, 0, bytes.length);
  }

  get(place: number): string {
    return this.decoder.decode(this.view(place));
  }

  /** The bytes at a place, not copied. */
  view(place: number): Uint8Array {
    const chunk = this.chunks[place >>> CHUNK_BITS]!;
    const at = place & (CHUNK_BYTES - 1);
    return chunk.subarray(at + LENGTH_BYTES, at + LENGTH_BYTES + lengthAt(chunk, at));
  }

  /** The chunk in which a place lies and where its bytes begin and end, for loops over many: `look` is filled, not made. */
  locate(place: number, look: Look): void {
    const chunk = this.chunks[place >>> CHUNK_BITS]!;
    const at = place & (CHUNK_BYTES - 1);
    look.chunk = chunk;
    look.from = at + LENGTH_BYTES;
    look.to = look.from + lengthAt(chunk, at);
  }

  /** A text never lies across two chunks; a long one has a chunk of its own. */
  private newChunk(length: number): boolean {
    if (this.chunks.length === MOST_CHUNKS) return false;
    // Place 0 means "no text", so the very first one begins a little later.
    this.used = this.chunks.length === 0 ? LENGTH_BYTES : 0;
    const usual = this.chunks.length === 0 ? FIRST_CHUNK_BYTES : CHUNK_BYTES;
    this.current = new Uint8Array(Math.max(usual, this.used + LENGTH_BYTES + length));
    this.chunks.push(this.current);
    return true;
  }
}

export interface Look {
  chunk: Uint8Array;
  from: number;
  to: number;
}

const MOST_CHUNKS = 2 ** (32 - CHUNK_BITS);
/** From this many bytes on, `set` is quicker than a loop. */
const LONG = 48;

const lengthAt = (chunk: Uint8Array, at: number): number =>
  chunk[at]! + chunk[at + 1]! * 0x100 + chunk[at + 2]! * 0x10000 + chunk[at + 3]! * 0x1000000;
