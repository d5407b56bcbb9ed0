/** A queue: its items, and for a JoinableQueue the count of those that nobody has declared done. */
import { ItemRoom } from './item-room.js';
import type { Link } from './link.js';
import { type Op, WaitingLine } from './room.js';

export class QueueRoom extends ItemRoom {
  readonly #id: number;
  readonly #joiners = new WaitingLine();
  #unfinished = 0;

  constructor(id: number, capacity: number, joinable: boolean) {
    super(id, { items: capacity > 0 ? capacity : Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY });
    this.#id = id;
    if (joinable) {
      this.onAccepted = (count) => {
        this.#unfinished += count;
      };
    }
  }

  override request(link: Link, request: number, op: Op): void {
    if (op.op === 'join') {
      this.#joiners.push({ link, request });
      this.#settleJoins();
    } else if (op.op === 'taskDone') this.#taskDone(link, request);
    else super.request(link, request, op);
  }

  override cancel(link: Link, request: number): void {
    if (this.#joiners.remove(link, request)) link.reply(this.#id, request, { cancelled: true });
    else super.cancel(link, request);
  }

  override leave(link: Link, orderly: boolean): void {
    this.#joiners.removeLink(link);
    super.leave(link, orderly);
  }

  #taskDone(link: Link, request: number): void {
    if (this.#unfinished === 0) {
      link.reply(this.#id, request, {
        error: 'taskDone() was called more often than there were items',
        name: 'ValueError',
      });
      return;
    }
    this.#unfinished--;
    link.reply(this.#id, request, { value: true });
    this.#settleJoins();
  }

  #settleJoins(): void {
    if (this.#unfinished > 0) return;
    for (const { link, request } of this.#joiners.clear()) link.reply(this.#id, request, { value: true });
  }
}
