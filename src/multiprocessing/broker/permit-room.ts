/** Permits: a Lock (one), a Semaphore (some), an RLock (one, again and again for the same process). A dead holder's come back. */
import type { Link } from './link.js';
import { type Op, type Room, type Waiting, WaitingLine } from './room.js';

export interface Permits {
  value: number;
  /** The most there may be; null where releasing more than was acquired is allowed. */
  bound: number | null;
  /** The same process may acquire again what it holds. */
  reentrant: boolean;
}

interface Acquirer extends Waiting {
  /** How deep a reentrant holder is once it has it. */
  depth: number;
  answer: unknown;
}

export class PermitRoom implements Room {
  readonly #id: number;
  readonly #permits: Permits;
  readonly #line = new WaitingLine<Acquirer>();
  readonly #held = new Map<Link, number>();
  #free: number;

  constructor(id: number, permits: Permits) {
    this.#id = id;
    this.#permits = permits;
    this.#free = permits.value;
  }

  frame(): void {
    // Permits know requests only.
  }

  request(link: Link, request: number, op: Op): void {
    switch (op.op) {
      case 'acquire':
        this.#acquire(link, request, op.wait !== false);
        return;
      case 'release':
        link.reply(this.#id, request, this.#release(link, Number(op.count ?? 1)));
        return;
      case 'value':
        link.reply(this.#id, request, { value: this.#free });
        return;
      default:
        link.reply(this.#id, request, { error: `no such operation: ${op.op}` });
        return;
    }
  }

  cancel(link: Link, request: number): void {
    if (this.#line.remove(link, request)) link.reply(this.#id, request, { cancelled: true });
  }

  leave(link: Link): void {
    this.#line.removeLink(link);
    const held = this.#held.get(link) ?? 0;
    this.#held.delete(link);
    if (held > 0) this.#free += this.#permits.reentrant ? 1 : held;
    this.#serve();
  }

  /** How deep `link` holds it. */
  depth(link: Link): number {
    return this.#held.get(link) ?? 0;
  }

  /** Gives up all that `link` holds, as a condition's wait does. */
  giveUp(link: Link): number {
    const depth = this.depth(link);
    this.#held.delete(link);
    this.#free++;
    this.#serve();
    return depth;
  }

  /** Gets it back `depth` deep and then gives the answer to the request that waited. */
  takeBack(waiting: Waiting, depth: number, answer: unknown): void {
    this.#line.push({ ...waiting, depth, answer });
    this.#serve();
  }

  #acquire(link: Link, request: number, wait: boolean): void {
    const depth = this.depth(link);
    if (this.#permits.reentrant && depth > 0) {
      this.#held.set(link, depth + 1);
      link.reply(this.#id, request, { value: true });
      return;
    }
    if (!wait && (this.#free === 0 || this.#line.length > 0)) {
      link.reply(this.#id, request, { value: false });
      return;
    }
    this.#line.push({ link, request, depth: 1, answer: { value: true } });
    this.#serve();
  }

  #serve(): void {
    while (this.#free > 0) {
      const next = this.#line.shift();
      if (!next) return;
      this.#free--;
      this.#held.set(next.link, this.depth(next.link) + next.depth);
      next.link.reply(this.#id, next.request, next.answer as { value: unknown });
    }
  }

  #release(link: Link, count: number): { value: true } | { error: string; name: string } {
    const { bound, reentrant } = this.#permits;
    if (reentrant) return this.#releaseOnce(link);
    if (bound !== null && this.#free + count > bound) {
      const error = bound === 1 ? 'the lock is not held' : 'semaphore released too many times';
      return { error, name: 'ValueError' };
    }
    for (let i = 0; i < count; i++) this.#takeFromHolder(link);
    this.#free += count;
    this.#serve();
    return { value: true };
  }

  #releaseOnce(link: Link): { value: true } | { error: string; name: string } {
    const depth = this.depth(link);
    if (depth === 0)
      return { error: 'attempt to release a recursive lock not owned by this process', name: 'ProcessError' };
    if (depth > 1) this.#held.set(link, depth - 1);
    else this.giveUp(link);
    return { value: true };
  }

  /** A process may release what another acquired; then that other's death gives nothing back. */
  #takeFromHolder(link: Link): void {
    const holder = this.#held.has(link) ? link : this.#held.keys().next().value;
    if (!holder) return;
    const left = this.depth(holder) - 1;
    if (left > 0) this.#held.set(holder, left);
    else this.#held.delete(holder);
  }
}
