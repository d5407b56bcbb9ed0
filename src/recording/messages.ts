/** The messages as columns: where each was sent and where it was received. */
import { grown, larger } from './rows.js';

export class MessageTable {
  length = 0;
  /** -1 where no send was heard of. */
  sendRow = new Int32Array(FIRST_CAPACITY);
  /** -1 where no receive was heard of. */
  receiveRow = new Int32Array(FIRST_CAPACITY);
  direction = new Uint32Array(FIRST_CAPACITY);
  /** Its number in its direction, 0 where its name has none. */
  number = new Uint32Array(FIRST_CAPACITY);

  add(direction: number, number: number): number {
    const message = this.length++;
    if (message === this.direction.length) this.grow(larger(message));
    this.sendRow[message] = -1;
    this.receiveRow[message] = -1;
    this.direction[message] = direction;
    this.number[message] = number;
    return message;
  }

  makeRoom(capacity: number): void {
    if (capacity > this.direction.length) this.grow(capacity);
  }

  private grow(capacity: number): void {
    this.sendRow = grown(this.sendRow, new Int32Array(capacity));
    this.receiveRow = grown(this.receiveRow, new Int32Array(capacity));
    this.direction = grown(this.direction, new Uint32Array(capacity));
    this.number = grown(this.number, new Uint32Array(capacity));
  }
}

const FIRST_CAPACITY = 256;
