/** An Event: a flag that processes wait for. */
import type { Link } from './link.js';
import { type Op, type Room, WaitingLine } from './room.js';

export class EventRoom implements Room {
  readonly #id: number;
  readonly #line = new WaitingLine();
  #set = false;

  constructor(id: number) {
    this.#id = id;
  }

  frame(): void {
    // An event knows requests only.
  }

  request(link: Link, request: number, op: Op): void {
    if (op.op === 'wait') {
      this.#line.push({ link, request });
      this.#serve();
      return;
    }
    if (op.op === 'set') this.#set = true;
    if (op.op === 'clear') this.#set = false;
    link.reply(this.#id, request, { value: this.#set });
    this.#serve();
  }

  cancel(link: Link, request: number): void {
    if (this.#line.remove(link, request)) link.reply(this.#id, request, { cancelled: true });
  }

  leave(link: Link): void {
    this.#line.removeLink(link);
  }

  #serve(): void {
    if (!this.#set) return;
    for (const { link, request } of this.#line.clear()) link.reply(this.#id, request, { value: true });
  }
}
