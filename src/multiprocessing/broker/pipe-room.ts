/**
 * A pipe: two directions, who holds which end, and the introduction of its two users to each other.
 *
 * What is sent goes through the broker, unless each end is held by exactly one process and both use it: then those two are introduced,
 * and talk directly. As soon as an end sets out for a third they are parted, and everything goes through the broker again, for what
 * lies in a socket only one process can take.
 */
import { randomBytes } from 'node:crypto';
import { ItemRoom } from './item-room.js';
import type { Link } from './link.js';
import { Holders, type Op, type Room } from './room.js';

export type End = 'a' | 'b';
export const otherEnd = (end: End): End => (end === 'a' ? 'b' : 'a');

/** What a pipe's end is told unasked; it goes to the number of its inbox. */
export type PipeNotice =
  | { listen: string }
  | { dial: string; path: string; pid: number }
  | { part: true }
  | { broken: true };

/** As much as a pipe of the system holds before its writer has to wait. */
const ROOM = 64 * 1024;

type Introduction =
  | { state: 'strangers' }
  | { state: 'together'; listener: Link; dialler: Link; cookie: string }
  | { state: 'parted' };

export class PipeRoom {
  readonly #id: number;
  /** What waits to be received at each end; `b` has the number after the pipe's own. */
  readonly inbox: Record<End, ItemRoom>;
  readonly holders: Record<End, Holders> = { a: new Holders(), b: new Holders() };
  readonly #users: Record<End, Set<Link>> = { a: new Set(), b: new Set() };
  #introduction: Introduction = { state: 'strangers' };

  constructor(id: number) {
    this.#id = id;
    const limits = { items: Number.POSITIVE_INFINITY, bytes: ROOM };
    this.inbox = { a: new ItemRoom(id, limits), b: new ItemRoom(id + 1, limits) };
  }

  /** The room behind one of the pipe's two numbers. */
  room(end: End): Room {
    const inbox = this.inbox[end];
    return {
      frame: (link, type, buf, at, stop) => inbox.frame(link, type, buf, at, stop),
      request: (link, request, op) => (this.#own(link, request, op) ? undefined : inbox.request(link, request, op)),
      cancel: (link, request) => inbox.cancel(link, request),
      leave: (link, orderly) => inbox.leave(link, orderly),
    };
  }

  /** A process has dropped an end, or died with it. */
  left(link: Link, end: End, orderly: boolean): void {
    this.inbox[end].leave(link, orderly);
    this.#users[end].delete(link);
    this.settle(end);
  }

  /** Tells the other side where an end is held by nobody any more. */
  settle(end: End): void {
    if (!this.holders[end].none) {
      this.changed();
      return;
    }
    const other = otherEnd(end);
    this.inbox[other].ended = true;
    this.inbox[other].serve();
    this.inbox[end].refuse();
    for (const link of this.holders[other].links) this.#notice(link, other, { broken: true });
  }

  #own(link: Link, request: number, op: Op): boolean {
    if (op.op === 'use') this.#use(link, op.end as End);
    else if (op.op === 'listening') this.#listening(link, String(op.path));
    else return false;
    link.reply(this.#id, request, { value: true });
    return true;
  }

  #use(link: Link, end: End): void {
    this.#users[end].add(link);
    this.changed();
  }

  /** Somebody holds an end, or no longer, or it is on its way: introduces the two users, or parts them. */
  changed(): void {
    const atA = this.#only('a');
    const atB = this.#only('b');
    if (this.#introduction.state === 'together') {
      if (!atA || !atB) this.#part();
      return;
    }
    if (this.#introduction.state === 'parted' || !atA || !atB || atA === atB) return;
    const cookie = randomBytes(16).toString('hex');
    this.#introduction = { state: 'together', listener: atA, dialler: atB, cookie };
    this.#notice(atA, 'a', { listen: cookie });
  }

  /** The one process that holds and uses an end. */
  #only(end: End): Link | undefined {
    const { links, tickets } = this.holders[end];
    const [only] = links;
    return links.size === 1 && tickets.size === 0 && only && this.#users[end].has(only) ? only : undefined;
  }

  #listening(link: Link, path: string): void {
    const { state } = this.#introduction;
    if (state !== 'together' || this.#introduction.listener !== link) return;
    const { dialler, cookie } = this.#introduction;
    this.#notice(dialler, 'b', { dial: cookie, path, pid: link.pid });
  }

  #part(): void {
    const introduction = this.#introduction;
    this.#introduction = { state: 'parted' };
    if (introduction.state !== 'together') return;
    this.#notice(introduction.listener, 'a', { part: true });
    this.#notice(introduction.dialler, 'b', { part: true });
  }

  #notice(link: Link, end: End, notice: PipeNotice): void {
    link.notice(end === 'a' ? this.#id : this.#id + 1, notice);
  }
}
