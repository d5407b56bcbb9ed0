/** Numbers that somebody else counts out (a direction's messages, a thread's waits), each leading to an index of ours. */
import { grown } from './rows.js';

/** Dense from 1, and with room for a stray number far away. */
export class Numbered {
  /** By number; 0 for none, else the index and 1. */
  private dense = EMPTY;
  private readonly far = new Map<number, number>();
  /** The highest number in the dense part. */
  length = 0;
  /** How many have been set. */
  private count = 0;

  /** How many numbers there is room for. */
  get places(): number {
    return this.dense.length;
  }

  get(number: number): number {
    return (number < this.dense.length ? this.dense[number]! : (this.far.get(number) ?? 0)) - 1;
  }

  set(number: number, index: number): void {
    if (number >= this.dense.length && number <= this.count * SPARSEST + FAR) this.grow(number);
    this.count++;
    if (number >= this.dense.length) this.far.set(number, index + 1);
    else {
      this.dense[number] = index + 1;
      if (number > this.length) this.length = number;
    }
  }

  /** Room for a number; what was far and is near now moves in. */
  private grow(number: number): void {
    this.dense = grown(this.dense, new Uint32Array(Math.ceil((number + 1) * 1.5)));
    for (const [far, value] of this.far) {
      if (far >= this.dense.length) continue;
      this.dense[far] = value;
      if (far > this.length) this.length = far;
      this.far.delete(far);
    }
  }
}

const EMPTY = new Uint32Array(0);

/** So many places for each number are given away before a map takes less: threads that count together have few of them each. */
const SPARSEST = 4;
const FAR = 1024;
