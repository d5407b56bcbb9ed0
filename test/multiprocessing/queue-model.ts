/**
 * A queue without processes and sockets: the broker's room and the consumers' inboxes as they are, between them lists of frames that
 * a seeded scheduler delivers in any order that real connections permit. What happens is decided by the seed alone.
 */

import type { Link } from '../../src/multiprocessing/broker/link.js';
import { QueueRoom } from '../../src/multiprocessing/broker/queue-room.js';
import type { Client, Listener } from '../../src/multiprocessing/client/client.js';
import { Frame, numbers, putU32, RECORD_HEADER, u32 } from '../../src/multiprocessing/frames/frames.js';
import { Inbox } from '../../src/multiprocessing/queue/inbox.js';
import type { Item } from '../../src/multiprocessing/queue/stock.js';

const QUEUE = 1;
const END_MARK = 0xffff_ffff;

export interface Plan {
  seed: number;
  producers: number;
  items: number;
  consumers: number;
  /** How many of the consumers leave, in good order and before their end mark, after a random number of items. */
  leavers: number;
  /** How many of the consumers are killed at a random moment. */
  killed: number;
  /** Milliseconds that a consumer needs for an item. */
  work: number;
  /** How likely a consumer awaits something else after an item, so that its turn of the event loop ends. */
  pauses: number;
  /** How likely an item keeps a consumer's event loop from turning for so long that the others no longer wait for it. */
  standstills: number;
  /** The milliseconds after which a get is given up and made again, in those that do so; 0 where none does. */
  timeout: number;
  /** How likely the system takes nothing of what a consumer writes until later: what has not left is lost when it is killed. */
  fullness: number;
}

export interface Got {
  consumer: number;
  producer: number;
  number: number;
}

export interface Outcome {
  got: Got[];
  /** Of dead consumers, what they may have had in their hands. */
  dead: Got[];
  /** How many end marks were got, or were in the hands of dead consumers. */
  endMarks: number;
  /** How many items, of whatever kind, are left in the queue. */
  left: number;
  /** How many consumers still wait. */
  waiting: number;
}

/** Runs until nothing happens any more. */
export function simulate(plan: Plan): Outcome {
  const globals = { setImmediate, setTimeout, now: performance.now };
  const world = new World(plan);
  Object.assign(globalThis, { setImmediate: world.setImmediate, setTimeout: world.setTimeout });
  performance.now = () => world.clock;
  try {
    return world.run();
  } finally {
    Object.assign(globalThis, { setImmediate: globals.setImmediate, setTimeout: globals.setTimeout });
    performance.now = globals.now;
  }
}

class World {
  clock = 0;
  readonly plan: Plan;
  readonly random: () => number;
  readonly room: QueueRoom;
  readonly outcome: Outcome = { got: [], dead: [], endMarks: 0, left: 0, waiting: 0 };
  readonly #consumers: SimulatedConsumer[];
  readonly #producers: SimulatedProducer[];
  #timers: { at: number; run: () => void }[] = [];
  /** Whose turn of the event loop it is. */
  turnOf: SimulatedConsumer | undefined;

  constructor(plan: Plan) {
    this.plan = plan;
    this.random = mulberry32(plan.seed);
    this.room = new QueueRoom(QUEUE, 0, false);
    this.#consumers = Array.from({ length: plan.consumers }, (_, i) => new SimulatedConsumer(this, i));
    this.#producers = Array.from({ length: plan.producers }, (_, i) => new SimulatedProducer(this, i));
  }

  readonly setImmediate = (run: () => void): void => {
    this.turnOf?.immediates.push(run);
  };

  readonly setTimeout = (run: () => void, ms: number): unknown => {
    this.#timers.push({ at: this.clock + ms, run });
    return {};
  };

  run(): Outcome {
    while (this.#step());
    this.outcome.left = this.room.size;
    this.outcome.waiting = this.#consumers.filter(({ isGone }) => !isGone).length;
    this.room.request(
      { pid: 0, reply: (_r: number, _n: number, reply: unknown) => this.#mourn(reply) } as unknown as Link,
      0,
      {
        op: 'deadLetters',
      },
    );
    return this.outcome;
  }

  /** False where nothing can happen any more. */
  #step(): boolean {
    this.clock += 0.005;
    const due = this.#timers.filter(({ at }) => at <= this.clock);
    this.#timers = this.#timers.filter(({ at }) => at > this.clock);
    for (const { run } of due) run();
    const able = [...this.#producers, ...this.#consumers].flatMap((one) => one.moves());
    if (able.length > 0) able[Math.floor(this.random() * able.length)]!();
    else if (due.length === 0 && this.#timers.length === 0) return false;
    else if (this.#timers.length > 0) this.clock = Math.max(this.clock, Math.min(...this.#timers.map(({ at }) => at)));
    return true;
  }

  /** When the last item is put, so are the end marks, as a main program does that has joined its producers. */
  producerDone(): void {
    if (this.#producers.some(({ left }) => left > 0)) return;
    this.put(
      0,
      Array.from({ length: this.plan.consumers }, () => END_MARK),
    );
  }

  put(producer: number, items: number[]): void {
    const records = Buffer.concat([numbers(items.length), ...items.map((number) => record(producer, number))]);
    this.room.frame({} as Link, Frame.put, records, 0, records.length);
  }

  #mourn(reply: unknown): void {
    for (const { pid, records } of (reply as { value: { pid: number; records: string }[] }).value) {
      const bytes = Buffer.from(records, 'base64');
      for (let at = 0; at < bytes.length; at += RECORD_HEADER) {
        const number = u32(bytes, at + 10);
        if (number === END_MARK) this.outcome.endMarks++;
        else this.outcome.dead.push({ consumer: pid, producer: u32(bytes, at + 4), number });
      }
    }
  }
}

class SimulatedProducer {
  left: number;
  readonly #world: World;
  readonly #producer: number;

  constructor(world: World, producer: number) {
    this.#world = world;
    this.#producer = producer;
    this.left = world.plan.items;
  }

  moves(): (() => void)[] {
    return this.left > 0 ? [() => this.#put()] : [];
  }

  #put(): void {
    const { random, plan } = this.#world;
    const count = Math.min(this.left, Math.ceil(random() ** 3 * 400));
    const from = plan.items - this.left;
    this.#world.put(
      this.#producer,
      Array.from({ length: count }, (_, i) => from + i),
    );
    this.left -= count;
    if (this.left === 0) this.#world.producerDone();
  }
}

type Life = 'working' | 'waiting' | 'leaving' | 'gone';

class SimulatedConsumer {
  readonly immediates: (() => void)[] = [];
  readonly #world: World;
  readonly #index: number;
  readonly #client: { writer: { pending: number } };
  readonly #inbox: Inbox;
  readonly #link: Link;
  /** Frames on their way: gathered in this process, not taken by the system yet, sent by it, and sent to it. */
  #gathered: (() => void)[] = [];
  #backlog: (() => void)[] = [];
  #onDrain: (() => void)[] = [];
  readonly #toBroker: (() => void)[] = [];
  readonly #toHere: (() => void)[] = [];
  #listener: Listener | undefined;
  #life: Life = 'working';
  /** After how many items it leaves, or is killed. */
  readonly #last: number;
  readonly #isKilled: boolean;
  #count = 0;
  #standsUntil = 0;

  constructor(world: World, index: number) {
    const { leavers, killed, items, producers, consumers } = world.plan;
    this.#world = world;
    this.#index = index;
    this.#isKilled = index >= leavers && index < leavers + killed;
    this.#last =
      index < leavers + killed ? Math.floor((world.random() * items * producers) / consumers) : Number.MAX_VALUE;
    this.#link = this.#makeLink();
    this.#client = this.#makeClient();
    this.#inbox = new Inbox(() => this.#client as unknown as Client, QUEUE);
  }

  get isGone(): boolean {
    return this.#life === 'gone';
  }

  #makeLink(): Link {
    const send = (type: number, buf: Buffer) =>
      this.#toHere.push(() => this.#listener?.frame?.(type, buf, 0, buf.length));
    return {
      pid: this.#index,
      grant: (_resource: number, marked: number, runs: { buf: Buffer; at: number; end: number; count: number }[]) => {
        const count = runs.reduce((sum, run) => sum + run.count, 0);
        send(Frame.grant, Buffer.concat([numbers(count, marked), ...runs.map((r) => r.buf.subarray(r.at, r.end))]));
      },
      recall: () => send(Frame.recall, numbers()),
    } as unknown as Link;
  }

  #makeClient() {
    const frame = (type: number, _resource: number, payload: Buffer) =>
      this.#gathered.push(() => this.#world.room.frame(this.#link, type, payload, 0, payload.length));
    return {
      hold: () => undefined,
      letGo: () => undefined,
      listen: (_resource: number, listener: Listener) => {
        this.#listener = listener;
      },
      whenDrained: (go: () => void) => void this.#onDrain.push(go),
      writer: { frame, flush: () => this.#flush(), pending: 0 },
    };
  }

  #flush(): void {
    const { random, plan } = this.#world;
    const isTaken = this.#backlog.length === 0 && random() >= plan.fullness;
    (isTaken ? this.#toBroker : this.#backlog).push(...this.#gathered);
    this.#gathered = [];
    this.#client.writer.pending = this.#backlog.length;
  }

  #drain(): void {
    this.#toBroker.push(...this.#backlog);
    this.#backlog = [];
    this.#client.writer.pending = 0;
    for (const go of this.#onDrain.splice(0)) go();
  }

  moves(): (() => void)[] {
    const moves: (() => void)[] = [];
    if (this.#toBroker.length > 0) moves.push(() => this.#toBroker.shift()!());
    if (this.#life === 'gone') return moves;
    const hasSomethingToDo =
      this.#life === 'working' || this.#life === 'leaving' || this.#toHere.length + this.#backlog.length > 0;
    if (hasSomethingToDo && this.#standsUntil <= this.#world.clock) moves.push(() => this.#turn());
    return moves;
  }

  /** One turn of its event loop. */
  #turn(): void {
    this.#world.turnOf = this;
    const { random } = this.#world;
    // What has arrived, or a part of it.
    for (let left = Math.ceil(random() * this.#toHere.length); left > 0; left--) this.#toHere.shift()!();
    if (this.#backlog.length > 0 && random() < 0.5) this.#drain();
    this.#work();
    for (const run of this.immediates.splice(0)) if (this.#life !== 'gone') run();
    if (this.#life !== 'gone') this.#flush();
    if (this.#life === 'leaving' && random() < 0.1) this.#leave();
    this.#world.turnOf = undefined;
  }

  #work(): void {
    while (this.#life === 'working') {
      const item = this.#inbox.tryTake();
      if (!item) {
        this.#wait();
        return;
      }
      this.#take(item);
      if (this.#standsUntil > this.#world.clock || this.#world.random() < this.#world.plan.pauses) return;
    }
  }

  #wait(): void {
    this.#life = 'waiting';
    const getter = {
      take: (item: Item) => {
        this.#life = 'working';
        this.#take(item);
      },
      fail: () => undefined,
      ended: () => undefined,
    };
    this.#inbox.wait(getter);
    const { timeout } = this.#world.plan;
    if (timeout > 0 && this.#index % 2 === 1)
      this.#world.setTimeout(() => {
        if (this.#life === 'gone' || !this.#inbox.leave(getter)) return;
        this.#life = 'working';
        this.#flush();
      }, timeout);
  }

  #take({ buf, at }: Item): void {
    const { outcome, plan, random } = this.#world;
    const number = u32(buf, at + 10);
    if (number === END_MARK) {
      outcome.endMarks++;
      this.#life = 'leaving';
      return;
    }
    outcome.got.push({ consumer: this.#index, producer: u32(buf, at + 4), number });
    this.#world.clock += plan.work;
    if (random() < plan.standstills) this.#standStill();
    if (++this.#count <= this.#last) return;
    if (this.#isKilled) this.#die();
    else this.#life = 'leaving';
  }

  #standStill(): void {
    this.#standsUntil = this.#world.clock + 100;
    this.#world.setTimeout(() => undefined, 100);
  }

  #leave(): void {
    this.#listener?.exiting?.();
    this.#flush();
    this.#drain();
    this.#life = 'gone';
    this.#toBroker.push(() => this.#world.room.leave(this.#link, false));
  }

  #die(): void {
    this.#gathered = [];
    this.#backlog = [];
    this.#life = 'gone';
    this.#toBroker.push(() => this.#world.room.leave(this.#link, false));
  }
}

function record(producer: number, number: number): Buffer {
  const buf = Buffer.alloc(RECORD_HEADER);
  putU32(buf, 0, RECORD_HEADER - 4);
  putU32(buf, 4, producer);
  putU32(buf, 10, number);
  return buf;
}

/** A small generator of random numbers that a seed determines. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
