/**
 * Takes the lines that the sidebar has no use for (messages, output) out of a recording's bytes before anybody parses them: in a
 * flood they are nearly all, and the extension host is shared with every other extension.
 */

const NEWLINE = 0x0a;
const hot = ['send', 'receive', 'output'].map((type) => new TextEncoder().encode(`{"type":"${type}"`));

/** Gives, chunk by chunk, the bytes that remain, whole lines or parts of them, in order. */
export class QuietLines {
  /** The beginning of a line whose kind cannot be told yet. */
  private undecided: Uint8Array = new Uint8Array(0);
  /** What to do with the rest of a line that began in an earlier chunk. */
  private rest: 'none' | 'keep' | 'drop' = 'none';

  constructor(private readonly keep: (bytes: Uint8Array) => void) {}

  push(chunk: Uint8Array): void {
    const bytes = this.undecided.length > 0 ? concatenated(this.undecided, chunk) : chunk;
    this.undecided = new Uint8Array(0);
    let keptFrom = 0;
    let at = 0;
    while (at < bytes.length) {
      const end = bytes.indexOf(NEWLINE, at);
      const verdict = this.rest !== 'none' ? this.rest : kindOf(bytes, at, end);
      if (verdict === 'undecided') break;
      const next = end < 0 ? bytes.length : end + 1;
      if (verdict === 'drop') {
        this.emit(bytes, keptFrom, at);
        keptFrom = next;
      }
      this.rest = end < 0 ? verdict : 'none';
      at = next;
    }
    this.emit(bytes, keptFrom, at);
    if (at < bytes.length) this.undecided = bytes.slice(at);
  }

  /** The input is over: what was undecided is part of a line that was cut off. */
  finish(): void {
    this.emit(this.undecided, 0, this.undecided.length);
    this.undecided = new Uint8Array(0);
  }

  private emit(bytes: Uint8Array, from: number, to: number): void {
    if (to > from) this.keep(bytes.subarray(from, to));
  }
}

function kindOf(bytes: Uint8Array, at: number, end: number): 'keep' | 'drop' | 'undecided' {
  const available = (end < 0 ? bytes.length : end) - at;
  for (const prefix of hot) {
    const length = Math.min(prefix.length, available);
    if (!beginsWith(bytes, at, prefix, length)) continue;
    if (length === prefix.length) return 'drop';
    if (end < 0) return 'undecided';
  }
  return 'keep';
}

function beginsWith(bytes: Uint8Array, at: number, prefix: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[at + i] !== prefix[i]) return false;
  return true;
}

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
