/** A Condition: processes that hold its lock give it up, wait to be notified, and have the lock again when they go on. */
import type { Link } from './link.js';
import type { PermitRoom } from './permit-room.js';
import { type Op, type Room, type Waiting, WaitingLine } from './room.js';

interface Sleeper extends Waiting {
  depth: number;
}

export class ConditionRoom implements Room {
  readonly #id: number;
  readonly #lock: PermitRoom;
  readonly #line = new WaitingLine<Sleeper>();

  constructor(id: number, lock: PermitRoom) {
    this.#id = id;
    this.#lock = lock;
  }

  frame(): void {
    // A condition knows requests only.
  }

  request(link: Link, request: number, op: Op): void {
    if (this.#lock.depth(link) === 0) {
      const error = `${op.op}() needs the condition's lock: acquire it first`;
      link.reply(this.#id, request, { error, name: 'ProcessError' });
      return;
    }
    if (op.op === 'wait') this.#line.push({ link, request, depth: this.#lock.giveUp(link) });
    else {
      for (let left = Number(op.count); left > 0 && this.#line.length > 0; left--)
        this.#wake(this.#line.shift(), { value: true });
      link.reply(this.#id, request, { value: true });
    }
  }

  /** Who waits no longer has to have the lock again before it is told. */
  cancel(link: Link, request: number): void {
    this.#wake(this.#line.remove(link, request), { cancelled: true });
  }

  leave(link: Link): void {
    this.#line.removeLink(link);
  }

  #wake(sleeper: Sleeper | undefined, answer: unknown): void {
    if (sleeper) this.#lock.takeBack(sleeper, sleeper.depth, answer);
  }
}
