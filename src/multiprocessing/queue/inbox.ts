/**
 * The way out: what this process was granted, handed to its gets in order.
 *
 * Before an item is handed over the broker is told, in bytes that have left this process: should it die, the broker knows what it may
 * have had and what certainly nobody had. Who takes many in one turn tells it for several at once, up to a limit.
 */
import type { Client } from '../client/client.js';
import { Frame, numbers, parseJson, u32 } from '../frames/frames.js';
import { Pace } from './pace.js';
import { type Item, Stock } from './stock.js';

/** The most items that a dead consumer may have had in its hands. */
const MOST_IN_HAND = 64;

/** A get that waits. */
export interface Getter {
  take(item: Item): void;
  fail(error: Error): void;
  /** Nothing will ever come. */
  ended(): void;
}

export class Inbox {
  readonly #client: () => Client;
  readonly #resource: number;
  readonly #stock = new Stock();
  readonly #getters = new Set<Getter>();
  readonly #pace = new Pace();
  /** How many of the stock the broker knows to be as good as handed over. */
  #marked = 0;
  /** The broker was told of several at once, and not yet that all of them were handed over. */
  #owesNews = false;
  /** What the broker was told last has not left this process, as more than the system takes at once stands before it. */
  #telling = false;
  /** How many were handed over since the broker was last told. */
  #done = 0;
  /** How many to mark next time in this turn of the event loop. */
  #nextMark = 1;
  #resting = true;
  /** How many of the last grant were meant for gets that waited, and have not gone to one. */
  #unwanted = 0;
  /** How many ask in passing. */
  #takers = 0;
  /** A request to be supplied ahead is on its way. */
  #ahead = false;
  #connected: Client | undefined;
  /** Called with what the broker tells of the resource besides its end. */
  onNotice: (notice: unknown) => void = () => undefined;
  /** Called when the process is exiting. */
  onExit: () => void = () => undefined;

  constructor(client: () => Client, resource: number) {
    this.#client = client;
    this.#resource = resource;
  }

  get waiting(): number {
    return this.#getters.size;
  }

  /** An item that is here already, and may be handed over now. */
  tryTake(): Item | undefined {
    if (this.#stock.count === 0 || this.#telling) return undefined;
    if (this.#marked === 0) this.#mark();
    return this.#telling ? undefined : this.#handOver();
  }

  /** Waits for the next item; to be called where there is none to be taken. */
  wait(getter: Getter): void {
    const client = this.connect();
    if (client.gone) {
      getter.fail(client.gone);
      return;
    }
    this.#getters.add(getter);
    client.hold();
    if (!this.#telling) this.#ask();
  }

  /** The getter waits no longer; false where it was served already. */
  leave(getter: Getter): boolean {
    if (!this.#getters.delete(getter)) return false;
    this.connect().letGo();
    if (this.#getters.size === 0) this.#send(Frame.ask, this.#takeDone(), 0, 0);
    else if (!this.#telling) this.#ask();
    return true;
  }

  /** An item if there is one anywhere. */
  async takeNow(): Promise<Item | undefined> {
    const here = await this.#takeOnceTold();
    if (here) return here;
    this.#takers++;
    try {
      while ((await this.connect().ask(this.#resource, { op: 'take' })) === true) {
        const item = await this.#takeOnceTold(); // undefined where it was called back before it could be taken
        if (item) return item;
      }
      return undefined;
    } finally {
      this.#takers--;
      this.#returnUnwanted();
    }
  }

  async #takeOnceTold(): Promise<Item | undefined> {
    const item = this.tryTake();
    if (!this.#telling) return item;
    await this.connect().drained();
    return this.tryTake();
  }

  /** True where an item is here already. */
  get hasItem(): boolean {
    return this.#stock.count > 0;
  }

  /** Gives back everything, for this process takes no more. */
  close(error: Error): void {
    if (!this.#connected) return;
    for (const getter of [...this.#getters]) {
      this.leave(getter);
      getter.fail(error);
    }
    this.#bye();
  }

  /** Listens to the broker from now on. */
  connect(): Client {
    const client = this.#client();
    if (this.#connected !== client) {
      this.#connected = client;
      client.listen(this.#resource, {
        frame: (type, buf, at, end) => this.frame(type, buf, at, end),
        lost: (error) => this.#fail(error),
        exiting: () => {
          this.#bye();
          this.onExit();
        },
      });
    }
    return client;
  }

  frame(type: number, buf: Buffer, at: number, end: number): void {
    switch (type) {
      case Frame.grant:
        this.#granted(u32(buf, at), u32(buf, at + 4), buf, at + 8, end);
        return;
      case Frame.recall:
        this.#giveBack();
        return;
      case Frame.notice:
        this.#noticed(parseJson(buf, at, end) as { ended?: true });
        return;
    }
  }

  #granted(count: number, marked: number, buf: Buffer, at: number, end: number): void {
    this.#ahead = false;
    this.#pace.supplied();
    this.#stock.push(buf, at, end, count);
    this.#marked += marked;
    this.#unwanted = marked;
    if (!this.#telling) this.#serve();
  }

  #serve(): void {
    for (const getter of this.#getters) {
      const item = this.tryTake();
      if (!item) break;
      this.#getters.delete(getter);
      this.connect().letGo();
      getter.take(item);
    }
    if (this.#telling) return;
    if (this.#getters.size > 0) this.#ask();
    else this.#returnUnwanted();
  }

  /** What was granted to a get that waits no longer counts as handed over, and would not be recalled: it is as any other of the stock. */
  #returnUnwanted(): void {
    if (this.#unwanted === 0 || this.#takers > 0) return;
    this.#unwanted = 0;
    this.#unmark();
  }

  #handOver(): Item {
    const item = this.#stock.shift()!;
    this.#marked--;
    this.#done++;
    if (this.#unwanted > 0) this.#unwanted--;
    this.#pace.use();
    if (!this.#ahead && this.#pace.window > 1 && this.#stock.count * 2 < this.#pace.window) this.#askAhead();
    if (this.#owesNews && this.#stock.count === 0) {
      // Others wait for it.
      this.#unmark();
      this.connect().writer.flush();
    }
    return item;
  }

  /** Tells the broker before the items are handed over, which may be done once that has left this process. */
  #mark(): void {
    const client = this.connect();
    const count = Math.min(this.#nextMark, this.#stock.count);
    this.#nextMark = Math.min(this.#nextMark * 2, MOST_IN_HAND);
    this.#send(Frame.mark, this.#takeDone(), count);
    client.writer.flush();
    this.#marked = count;
    this.#owesNews = count > 1;
    if (client.writer.pending === 0) {
      this.#beginTurn();
      return;
    }
    this.#telling = true;
    client.whenDrained(() => this.#told());
  }

  #told(): void {
    this.#telling = false;
    this.#beginTurn();
    this.#serve();
  }

  #beginTurn(): void {
    if (!this.#resting) return;
    this.#resting = false;
    setImmediate(this.#rest);
  }

  /** The turn is over: what was not handed over in it after all may go to others again. */
  readonly #rest = (): void => {
    this.#resting = true;
    this.#nextMark = 1;
    if (this.#telling) return;
    if (this.#marked > 0 || this.#owesNews) this.#unmark();
  };

  /** Nothing of the stock counts as handed over any longer. */
  #unmark(): void {
    this.#send(Frame.unmark, this.#marked);
    this.#marked = 0;
    this.#owesNews = false;
  }

  #ask(): void {
    this.#pace.update(0);
    this.#send(Frame.ask, this.#takeDone(), this.#getters.size, this.#pace.window);
  }

  /** Asks for more while there is still something, so that it is here in time. */
  #askAhead(): void {
    this.#ahead = true;
    this.#pace.update(1);
    // The item that is being handed over is not finished with.
    this.#done--;
    this.#send(Frame.ask, this.#takeDone(), 0, this.#pace.window);
    this.#done++;
  }

  #takeDone(): number {
    const done = this.#done;
    this.#done = 0;
    return done;
  }

  /** Gives back all, except to those who asked in passing what was granted to them. */
  #giveBack(): void {
    if (this.#takers === 0) this.#marked = 0;
    const count = this.#stock.count - this.#marked;
    this.#stock.dropLast(count);
    this.#unwanted = Math.min(this.#unwanted, this.#marked);
    this.#owesNews = false;
    this.#send(Frame.giveBack, count);
  }

  #bye(): void {
    this.#send(Frame.bye, this.#takeDone());
    this.#stock.clear();
    this.#marked = 0;
  }

  #send(type: number, ...values: number[]): void {
    this.connect().writer.frame(type, this.#resource, numbers(...values));
  }

  #noticed(notice: { ended?: true }): void {
    if (!notice.ended) {
      this.onNotice(notice);
      return;
    }
    for (const getter of this.#release()) getter.ended();
  }

  #fail(error: Error): void {
    for (const getter of this.#release()) getter.fail(error);
  }

  #release(): Getter[] {
    const getters = [...this.#getters];
    this.#getters.clear();
    for (const _ of getters) this.#connected?.letGo();
    return getters;
  }
}
