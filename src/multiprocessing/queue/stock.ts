/** The items that a consumer holds and has not handed over, still as the bytes in which they came. */
import { RECORD_HEADER, recordEnd, u32 } from '../frames/frames.js';

/** An item as it stands in its bytes. */
export interface Item {
  buf: Buffer;
  /** Where its record begins. */
  at: number;
  /** Where its record ends. */
  end: number;
}

export const bodyOf = ({ at }: Item): number => at + RECORD_HEADER;
export const kindOf = ({ buf, at }: Item): number => buf[at + 14]!;

/** Who sent it and as which of its items, as in `4711>q#3`. */
export function nameOf({ buf, at }: Item, to: string): string {
  const thread = buf[at + 8]! | (buf[at + 9]! << 8);
  return `${u32(buf, at + 4)}${thread === 0 ? '' : `.${thread}`}>${to}#${u32(buf, at + 10)}`;
}

interface Stretch {
  buf: Buffer;
  at: number;
  end: number;
}

export class Stock {
  #stretches: Stretch[] = [];
  count = 0;
  bytes = 0;

  push(buf: Buffer, at: number, end: number, count: number): void {
    if (count === 0) return;
    this.#stretches.push({ buf, at, end });
    this.count += count;
    this.bytes += end - at;
  }

  /** The next item, without taking it. */
  peek(): Item | undefined {
    const first = this.#stretches[0];
    return first && { buf: first.buf, at: first.at, end: recordEnd(first.buf, first.at) };
  }

  shift(): Item | undefined {
    const first = this.#stretches[0];
    if (!first) return undefined;
    const { buf, at } = first;
    const end = recordEnd(buf, at);
    if (end >= first.end) this.#stretches.shift();
    else first.at = end;
    this.count--;
    this.bytes -= end - at;
    return { buf, at, end };
  }

  /** Forgets the last `count`, which somebody else will have. */
  dropLast(count: number): void {
    if (count === 0) return;
    const kept: Item[] = [];
    for (let left = this.count - count; left > 0; left--) kept.push(this.shift()!);
    this.clear();
    for (const { buf, at, end } of kept) this.push(buf, at, end, 1);
  }

  clear(): void {
    this.#stretches = [];
    this.count = 0;
    this.bytes = 0;
  }

  /** All that is left, as it stands. */
  stretches(): readonly Stretch[] {
    return this.#stretches;
  }
}
