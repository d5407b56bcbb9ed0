/** What every resource of a broker is: it knows who holds its ends, answers requests, and copes with a holder's death. */
import type { Link } from './link.js';

/** A request of a client, of which `op` says what is wanted. */
export interface Op {
  op: string;
  [field: string]: unknown;
}

export interface Room {
  /** A frame that is neither a request nor a cancellation. */
  frame(link: Link, type: number, buf: Buffer, at: number, end: number): void;
  request(link: Link, request: number, op: Op): void;
  cancel(link: Link, request: number): void;
  /** This link holds the end no longer; `orderly` unless its process died with it. */
  leave(link: Link, orderly: boolean): void;
}

/** Who holds an end, and the tickets with which it is on its way to somebody. */
export class Holders {
  readonly links = new Set<Link>();
  readonly tickets = new Set<string>();

  get none(): boolean {
    return this.links.size === 0 && this.tickets.size === 0;
  }
}

/** A request that cannot be answered yet. */
export interface Waiting {
  link: Link;
  request: number;
}

/** Requests that wait, first come first served. */
export class WaitingLine<T extends Waiting = Waiting> {
  #line: T[] = [];

  get length(): number {
    return this.#line.length;
  }

  push(waiting: T): void {
    this.#line.push(waiting);
  }

  shift(): T | undefined {
    return this.#line.shift();
  }

  /** Takes one out of the line; undefined where it is in it no longer. */
  remove(link: Link, request: number): T | undefined {
    const index = this.#line.findIndex((w) => w.link === link && w.request === request);
    return index < 0 ? undefined : this.#line.splice(index, 1)[0];
  }

  /** Takes out all of a link, and gives them. */
  removeLink(link: Link): T[] {
    const gone = this.#line.filter((w) => w.link === link);
    this.#line = this.#line.filter((w) => w.link !== link);
    return gone;
  }

  /** Takes out all. */
  clear(): T[] {
    const all = this.#line;
    this.#line = [];
    return all;
  }

  peek(): T | undefined {
    return this.#line[0];
  }
}
