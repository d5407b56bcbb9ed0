/** Finds the number of a string by the string's bytes, without making the string. */
import { ascii, hashOf } from './scan.js';

export class ByteTable {
  /** Slots of two: a string's number and 1, and its hash. */
  private slots = new Int32Array(64);
  private readonly names: (Uint8Array | undefined)[] = [];
  private size = 0;

  /** The number of `bytes[from..to)`, whose hash is known, or -1. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 2;
    for (let slot = mixed(hash) & mask; slots[slot] !== 0; slot = (slot + 2) & mask) {
      const number = slots[slot]! - 1;
      if (slots[slot + 1] === hash && equal(bytes, from, to, this.names[number]!)) return number;
    }
    return -1;
  }

  /** The bytes of a string that is in the table. */
  bytesOf(number: number): Uint8Array {
    return this.names[number]!;
  }

  add(text: string, number: number): void {
    if (this.names[number] !== undefined) return;
    const name = ascii(text);
    this.names[number] = name;
    this.size++;
    if (this.size * 4 > this.slots.length) this.rebuild();
    else this.put(hashOf(name), number);
  }

  clear(): void {
    this.slots = new Int32Array(64);
    this.names.length = 0;
    this.size = 0;
  }

  private rebuild(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (const [number, name] of this.names.entries()) if (name) this.put(hashOf(name), number);
  }

  private put(hash: number, number: number): void {
    const mask = this.slots.length - 2;
    let slot = mixed(hash) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 2) & mask;
    this.slots[slot] = number + 1;
    this.slots[slot + 1] = hash;
  }
}

/** Names that count up have hashes that lie side by side: spread them, so that looking for a free slot stays short. */
const mixed = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 7;

function equal(bytes: Uint8Array, from: number, to: number, name: Uint8Array): boolean {
  if (to - from !== name.length) return false;
  for (let i = 0; i < name.length; i++) if (bytes[from + i] !== name[i]) return false;
  return true;
}
