/** A Barrier: lets nobody through until all its parties have come; broken by a timeout, by abort(), and by the death of one who waits. */
import type { Link } from './link.js';
import { type Op, type Room, WaitingLine } from './room.js';

const BROKEN = { error: 'the barrier is broken', name: 'BrokenBarrierError' };

export class BarrierRoom implements Room {
  readonly #id: number;
  readonly #parties: number;
  readonly #line = new WaitingLine();
  #broken = false;

  constructor(id: number, parties: number) {
    this.#id = id;
    this.#parties = parties;
  }

  frame(): void {
    // A barrier knows requests only.
  }

  request(link: Link, request: number, op: Op): void {
    switch (op.op) {
      case 'wait':
        this.#wait(link, request);
        return;
      case 'abort':
        this.#break();
        break;
      case 'reset':
        this.#break();
        this.#broken = false;
        break;
    }
    link.reply(this.#id, request, { value: { waiting: this.#line.length, broken: this.#broken } });
  }

  /** One who waits no longer will never come: the others need not wait either. */
  cancel(link: Link, request: number): void {
    if (!this.#line.remove(link, request)) return;
    this.#break();
    link.reply(this.#id, request, { cancelled: true });
  }

  leave(link: Link): void {
    if (this.#line.removeLink(link).length > 0) this.#break();
  }

  #wait(link: Link, request: number): void {
    if (this.#broken) {
      link.reply(this.#id, request, BROKEN);
      return;
    }
    this.#line.push({ link, request });
    if (this.#line.length < this.#parties) return;
    this.#line.clear().forEach((waiting, index) => {
      waiting.link.reply(this.#id, waiting.request, { value: index });
    });
  }

  #break(): void {
    this.#broken = true;
    for (const { link, request } of this.#line.clear()) link.reply(this.#id, request, BROKEN);
  }
}
