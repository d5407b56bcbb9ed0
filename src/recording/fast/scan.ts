/**
 * Reads the pieces of a line of JSON straight from its bytes. Each method begins at a place, returns the place after what it read
 * or -1 where it is not sure, and leaves what it read in a field. Whatever is not plain is left to JSON.parse.
 */
/** Some bytes, and the same to be read four at a time. */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

export const chunkOf = (bytes: Uint8Array): Chunk => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

/** Bytes to be compared with, four at a time and the rest one by one. */
export interface Literal {
  readonly words: Uint32Array;
  readonly rest: Uint8Array;
}

export function literalOf(text: string): Literal {
  const { bytes, view } = chunkOf(ascii(text));
  const words = Uint32Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4));
  return { words, rest: bytes.slice(words.length * 4) };
}

export class Scan {
  /** The last number. */
  number = 0;
  /** Of the last word: the hash of all of it. */
  hash = 0;
  /** Of the last name: where its `#` stands, and the hash of what is before it. */
  prefixEnd = 0;
  prefixHash = 0;

  /** Exactly these bytes. */
  literal({ bytes, view }: Chunk, at: number, { words, rest }: Literal): number {
    if (at < 0 || at + words.length * 4 + rest.length > bytes.length) return -1;
    let i = at;
    for (let w = 0; w < words.length; w++, i += 4) if (view.getUint32(i) !== words[w]) return -1;
    for (let r = 0; r < rest.length; r++, i++) if (bytes[i] !== rest[r]) return -1;
    return i;
  }

  /** A whole number of at most 15 digits, as JSON writes it. */
  whole(bytes: Uint8Array, at: number): number {
    let value = 0;
    let i = at;
    for (let byte = bytes[i]!; byte >= ZERO && byte <= NINE; byte = bytes[++i]!) value = value * 10 + (byte - ZERO);
    this.number = value;
    const digits = i - at;
    return digits === 0 || digits > 15 || (bytes[at] === ZERO && digits > 1) ? -1 : i;
  }

  /** As `whole`, and with a fraction if there is one: digits over a power of ten, which divides exactly as JSON.parse rounds. */
  decimal(bytes: Uint8Array, at: number): number {
    const end = this.whole(bytes, at);
    if (end < 0 || bytes[end] !== DOT) return end;
    let value = this.number;
    let i = end + 1;
    for (let byte = bytes[i]!; byte >= ZERO && byte <= NINE; byte = bytes[++i]!) value = value * 10 + (byte - ZERO);
    const places = i - end - 1;
    if (places === 0 || i - at > 16) return -1;
    this.number = value / powers[places]!;
    return i;
  }

  /** A string of plain ASCII up to its closing mark, without escapes; leaves its hash. Returns the place of the mark. */
  word(bytes: Uint8Array, at: number): number {
    let hash = 0;
    let i = at;
    for (let byte = bytes[i]!; byte !== QUOTE; byte = bytes[++i]!) {
      if (!(byte >= SPACE && byte < ABOVE_ASCII) || byte === BACKSLASH) return -1;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    this.hash = hash;
    return i;
  }

  /** As `word`, for a message's name: leaves its last `#` and the number after it, which must be a plain one from 1. */
  name(bytes: Uint8Array, at: number): number {
    let hash = 0;
    let i = at;
    this.prefixEnd = -1;
    for (let byte = bytes[i]!; byte !== QUOTE; byte = bytes[++i]!) {
      if (!(byte >= SPACE && byte < ABOVE_ASCII) || byte === BACKSLASH) return -1;
      if (byte === HASH) {
        this.prefixEnd = i;
        this.prefixHash = hash;
      }
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (this.prefixEnd < 0) return -1;
    const end = this.whole(bytes, this.prefixEnd + 1);
    return end === i && this.number >= 1 && this.number <= MOST ? i : -1;
  }

  /** A string up to its closing mark, with the escapes that JSON.stringify writes for what is typed on a keyboard. */
  text(bytes: Uint8Array, at: number): number {
    let i = at;
    for (let byte = bytes[i]!; byte !== QUOTE; byte = bytes[++i]!) {
      if (!(byte >= SPACE)) return -1;
      if (byte === BACKSLASH && escapes[bytes[++i]!] !== 1) return -1;
    }
    return i;
  }
}

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The hash of some bytes, as `word` makes it. */
export function hashOf(bytes: Uint8Array): number {
  let hash = 0;
  for (const byte of bytes) hash = (Math.imul(hash, 31) + byte) | 0;
  return hash;
}

/** The most that a 32-bit column holds. */
export const MOST = 0xffff_ffff;

const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
const QUOTE = 0x22;
const HASH = 0x23;
const SPACE = 0x20;
const BACKSLASH = 0x5c;
const ABOVE_ASCII = 0x80;
const powers = Array.from({ length: 16 }, (_, i) => 10 ** i);
/** `\"`, `\\`, `\b`, `\f`, `\n`, `\r`, `\t`. */
const escapes = Uint8Array.from({ length: 256 }, (_, byte) => ('"\\bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0));
