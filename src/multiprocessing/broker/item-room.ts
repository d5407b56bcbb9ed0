/**
 * Items in order, from any number of producers to any number of consumers: a queue, or one direction of a pipe.
 *
 * A quick consumer is granted many at once, as many as it can use at its pace, and is not slowed by asking for each. Several take
 * turns at that, or, where their work takes longer than asking, are given what they wait for one by one (`turns.ts` has the order).
 */
import { Frame, u32 } from '../frames/frames.js';
import { Consumer } from './consumer.js';
import { DeadLetters } from './dead-letters.js';
import type { Link } from './link.js';
import { type Op, type Room, type Waiting, WaitingLine } from './room.js';
import { type Run, Runs } from './runs.js';
import { Turns } from './turns.js';

const REFUSED = { error: 'the other side is closed everywhere', name: 'BrokenPipeError' };

interface Blocked extends Waiting {
  run: Run;
}

export interface Limits {
  /** The most items; Infinity where there is no bound. */
  items: number;
  /** The most bytes that wait before a sender has to; one that finds the room empty may be longer once somebody wants it. */
  bytes: number;
}

export class ItemRoom implements Room {
  readonly #id: number;
  readonly #limits: Limits;
  readonly #stored = new Runs();
  readonly #consumers = new Map<Link, Consumer>();
  /** Consumers with a get that waits, and consumers that only want to be ahead. */
  readonly #needy = new Set<Consumer>();
  readonly #eager = new Set<Consumer>();
  /** Requests that want an item only if there is one, and those that only ask whether there is. */
  readonly #impatient = new WaitingLine();
  readonly #pollers = new WaitingLine();
  readonly #blocked = new WaitingLine<Blocked>();
  readonly #deadLetters = new DeadLetters();
  readonly #turns = new Turns(
    (consumer) => consumer.link.recall(this.#id),
    () => this.serve(),
  );
  /** The places of the next item that is put, and of the next that comes back from outside. */
  #nextPlace = 0;
  #placeBefore = 0;
  /** Nobody will ever put again: who waits is told so once nothing is left. */
  ended = false;
  /** Nobody will ever take: who would put is refused. */
  #refusing = false;
  /** Who will still give back what had come to it by another way. */
  readonly #returning = new Set<Link>();
  /** Called with the number of items that went in. */
  onAccepted: (count: number) => void = () => undefined;

  constructor(id: number, limits: Limits) {
    this.#id = id;
    this.#limits = limits;
  }

  /** How many items nobody has been handed yet. */
  get size(): number {
    let size = this.#stored.count;
    for (const consumer of this.#consumers.values()) size += consumer.spare;
    return size;
  }

  frame(link: Link, type: number, buf: Buffer, at: number, end: number): void {
    switch (type) {
      case Frame.put:
        this.#accept({ buf, at: at + 4, end, count: u32(buf, at), first: 0 });
        return;
      case Frame.putBounded:
        this.#putBounded(link, u32(buf, at), buf[at + 4] === 1, { buf, at: at + 5, end, count: 1, first: 0 });
        return;
      case Frame.ask:
        this.#ask(this.#consumer(link), u32(buf, at), u32(buf, at + 4), u32(buf, at + 8));
        return;
      case Frame.mark:
        this.#mark(this.#consumer(link), u32(buf, at), u32(buf, at + 4));
        return;
      case Frame.unmark:
        this.#unmark(this.#consumer(link), u32(buf, at));
        return;
      case Frame.giveBack:
        this.#giveBack(this.#consumer(link), u32(buf, at));
        return;
      case Frame.pushBack:
        this.#pushBack({ buf, at: at + 4, end, count: u32(buf, at), first: 0 });
        return;
      case Frame.bye:
        this.#consumer(link).finish(u32(buf, at));
        this.leave(link, true);
        return;
    }
  }

  request(link: Link, request: number, { op }: Op): void {
    switch (op) {
      case 'size':
        link.reply(this.#id, request, { value: this.size });
        return;
      case 'take':
        this.#impatient.push({ link, request });
        this.serve();
        return;
      case 'poll':
        this.#pollers.push({ link, request });
        this.serve();
        return;
      case 'returning':
        this.#returning.add(link);
        link.reply(this.#id, request, { value: true });
        return;
      case 'returned':
        this.#returning.delete(link);
        link.reply(this.#id, request, { value: true });
        this.serve();
        return;
      case 'deadLetters':
        link.reply(this.#id, request, { value: this.#deadLetters.take() });
        return;
      default:
        link.reply(this.#id, request, { error: `no such operation: ${op}` });
        return;
    }
  }

  cancel(link: Link, request: number): void {
    const lines = [this.#blocked, this.#pollers, this.#impatient];
    if (lines.some((line) => line.remove(link, request))) link.reply(this.#id, request, { cancelled: true });
  }

  /** A consumer that stops gives back what it had not handed over; what a dead one had in its hands is a dead letter. */
  leave(link: Link, orderly: boolean): void {
    for (const line of [this.#blocked, this.#pollers, this.#impatient]) line.removeLink(link);
    this.#returning.delete(link);
    const consumer = this.#consumers.get(link);
    if (consumer) {
      this.#consumers.delete(link);
      this.#needy.delete(consumer);
      this.#eager.delete(consumer);
      this.#turns.leave(consumer);
      if (!orderly) this.#deadLetters.add(link, consumer.held.take(consumer.inHand));
      this.#stored.putBack(consumer.held.take(consumer.held.count));
    }
    this.serve();
  }

  /** From now on nobody takes. */
  refuse(): void {
    this.#refusing = true;
    for (const { link, request } of this.#blocked.clear()) link.reply(this.#id, request, REFUSED);
  }

  /** Gives out what there is, in order; then sees to those who go without. */
  serve(): void {
    this.#admit();
    for (let next = this.#next(); next && this.#stored.count > 0; next = this.#next()) {
      this.#grant(next);
      this.#admit();
    }
    while (this.#stored.count > 0 && this.#pollers.length > 0) this.#answer(this.#pollers, this.#stored.firstKind());
    this.#goWithout();
  }

  #consumer(link: Link): Consumer {
    let consumer = this.#consumers.get(link);
    if (!consumer) {
      consumer = new Consumer(link);
      this.#consumers.set(link, consumer);
    }
    return consumer;
  }

  #accept(run: Run): void {
    this.#store(run);
    this.onAccepted(run.count);
    this.serve();
  }

  #store(run: Run): void {
    run.first = this.#nextPlace;
    this.#nextPlace += run.count;
    this.#stored.pushBack(run);
  }

  #pushBack(run: Run): void {
    this.#placeBefore -= run.count;
    run.first = this.#placeBefore;
    this.#stored.putBack([run]);
    this.serve();
  }

  #putBounded(link: Link, request: number, mayWait: boolean, run: Run): void {
    if (this.#refusing) {
      link.reply(this.#id, request, REFUSED);
      return;
    }
    this.#blocked.push({ link, request, run });
    this.serve();
    if (!mayWait && this.#blocked.remove(link, request)) link.reply(this.#id, request, { value: false });
  }

  #ask(consumer: Consumer, done: number, need: number, window: number): void {
    consumer.finish(done);
    consumer.ask(need, window);
    this.#turns.note(consumer);
    this.#needy.delete(consumer);
    this.#eager.delete(consumer);
    if (consumer.need > 0) this.#needy.add(consumer);
    else if (window > 0) this.#eager.add(consumer);
    this.serve();
  }

  #mark(consumer: Consumer, done: number, count: number): void {
    consumer.finish(done);
    consumer.mark(count);
    this.#turns.note(consumer);
    if (this.#blocked.length > 0 || this.#isWanted) this.serve();
  }

  #unmark(consumer: Consumer, count: number): void {
    consumer.unmark(count);
    this.#turns.note(consumer);
    this.serve();
  }

  #giveBack(consumer: Consumer, count: number): void {
    this.#stored.putBack(consumer.giveBack(count));
    this.#turns.note(consumer);
    this.serve();
  }

  /** Lets in those who wait for room, as far as there is room. */
  #admit(): void {
    for (let first = this.#blocked.peek(); first && this.#hasRoom(first.run); first = this.#blocked.peek()) {
      this.#blocked.shift();
      this.#store(first.run);
      this.onAccepted(1);
      first.link.reply(this.#id, first.request, { value: true });
    }
  }

  #hasRoom(run: Run): boolean {
    if (this.size >= this.#limits.items) return false;
    const bytes = this.#stored.bytes + run.end - run.at;
    return bytes <= this.#limits.bytes || (this.#stored.count === 0 && (this.#isWanted || this.#eager.size > 0));
  }

  /** Somebody waits for an item. */
  get #isWanted(): boolean {
    return this.#needy.size + this.#impatient.length > 0;
  }

  /** Who is to be served next, if it is its turn: those who wait, then those who ask in passing, then those who would be ahead. */
  #next(): Consumer | Waiting | undefined {
    const next = firstOf(this.#needy) ?? this.#impatient.peek() ?? this.#firstEager();
    if (!next) return undefined;
    return this.#turns.isTurnOf(next instanceof Consumer ? next : this.#consumer(next.link)) ? next : undefined;
  }

  /** What one may have ahead would be missing to others, unless they can do without for as long. */
  #firstEager(): Consumer | undefined {
    const first = firstOf(this.#eager);
    return first && this.#share(first) > 1 ? first : undefined;
  }

  #grant(next: Consumer | Waiting): void {
    const consumer = next instanceof Consumer ? next : this.#consumer(next.link);
    if (!(next instanceof Consumer)) {
      consumer.need++;
      this.#give(consumer, 1);
      this.#answer(this.#impatient, true);
      return;
    }
    this.#give(consumer, Math.max(consumer.need, this.#share(consumer)));
    if (consumer.need === 0) this.#needy.delete(consumer);
    this.#eager.delete(consumer);
  }

  /** How many it may have at once. */
  #share(consumer: Consumer): number {
    return consumer.isQuickAmong(this.#rivals(consumer)) ? consumer.window : 1;
  }

  /** How many others are at it. */
  #rivals(consumer: Consumer): number {
    let rivals = 0;
    for (const other of this.#consumers.values())
      if (other !== consumer && (other.held.count > 0 || this.#needy.has(other) || this.#eager.has(other))) rivals++;
    return rivals;
  }

  #give(consumer: Consumer, count: number): void {
    const runs = this.#stored.take(count);
    consumer.link.grant(this.#id, consumer.grant(runs), runs);
    this.#turns.note(consumer);
  }

  /** Calls back what others have, as it is older than what is stored, or all there is; or says that there is nothing. */
  #goWithout(): void {
    if (!this.#isWanted && this.#pollers.length === 0) return;
    const coming = this.#turns.waitForOthers(this.#impatient.length + this.#pollers.length > 0);
    if (coming || this.#stored.count > 0) return;
    while (this.#impatient.length > 0) this.#answer(this.#impatient, false);
    if (this.ended && this.#blocked.length === 0 && this.#returning.size === 0) this.#tellEnd();
  }

  #tellEnd(): void {
    for (const consumer of this.#needy) {
      consumer.need = 0;
      consumer.link.notice(this.#id, { ended: true });
    }
    this.#needy.clear();
    while (this.#pollers.length > 0) this.#answer(this.#pollers, true);
  }

  #answer(line: WaitingLine, value: unknown): void {
    const waiting = line.shift();
    waiting?.link.reply(this.#id, waiting.request, { value });
  }
}

/** The first to which something that was called back is not on its way here. */
function firstOf(consumers: Set<Consumer>): Consumer | undefined {
  for (const consumer of consumers) if (!consumer.recalled) return consumer;
  return undefined;
}
