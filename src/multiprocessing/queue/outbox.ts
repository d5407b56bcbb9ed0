/** The way in: gives items their numbers and writes them to the broker, or directly to whoever receives them. */
import { threadId } from 'node:worker_threads';
import { channels } from '../channels.js';
import { answerOf, type Client } from '../client/client.js';
import { type Encoded, encode } from '../frames/codec.js';
import type { FrameWriter } from '../frames/frame-writer.js';
import { Frame, type Reply } from '../frames/frames.js';
import { patiently, type WaitOptions } from '../patience.js';

const DONE = Promise.resolve();
/** As much may be on its way out of this process to the broker before a put has to wait. */
const MOST_PENDING = 1024 * 1024;
const self = threadId === 0 ? `${process.pid}` : `${process.pid}.${threadId}`;

/** Where records go besides the broker. */
export interface Route {
  writer: FrameWriter;
  drained(): Promise<void>;
  /** As much may be on its way before a send has to wait; a megabyte where it is not said. */
  most?: number;
  /** Why what was written last may never arrive. */
  readonly gone: Error | undefined;
}

export class Outbox {
  readonly #client: () => Client;
  readonly #resource: number;
  readonly #channel: string;
  /** The message's name up to its number. */
  readonly #prefix: string;
  readonly #call: string;
  readonly #kind: string;
  #number = 0;
  /** What has to leave before the next may. */
  #gate: Promise<unknown> | undefined;

  constructor(client: () => Client, resource: number, channel: string, to: string, kind: string, call: string) {
    this.#client = client;
    this.#resource = resource;
    this.#channel = channel;
    this.#prefix = `${channel}:${self}>${to}#`;
    this.#kind = kind;
    this.#call = call;
  }

  /** Writes without asking; settles when this process has room for more. */
  put(value: unknown, route: Route = this.#client()): Promise<void> {
    const body = encode(value, this.#call);
    const number = ++this.#number;
    if (body.ready || this.#gate) return this.#later(body, () => this.#write(body, number, value, route));
    return this.#write(body, number, value, route);
  }

  /** Asks for room, and waits for it as long as the options say; false where there was none. */
  async offer(value: unknown, options: WaitOptions): Promise<boolean> {
    return this.offerSized(value, options, () => true).accepted;
  }

  /** As `offer`, and tells how large the item is, of which `waits` makes whether the caller waits. Throws where it cannot be copied. */
  offerSized(
    value: unknown,
    options: WaitOptions,
    waits: (bytes: number) => boolean,
  ): { bytes: number; accepted: Promise<boolean> } {
    const body = encode(value, this.#call);
    const number = ++this.#number;
    const isWait = waits(body.data.length);
    // Called from right here where it can be: who looks for the program's line above finds it within ten calls.
    const accepted =
      body.ready || this.#gate
        ? this.#later(body, () => this.#offer(body, number, value, options, isWait))
        : this.#offer(body, number, value, options, isWait);
    return { bytes: body.data.length, accepted };
  }

  #write(body: Encoded, number: number, value: unknown, route: Route): Promise<void> {
    if (route.gone) return Promise.reject(route.gone);
    if (channels.message.hasSubscribers) this.#tell(number, value, body);
    route.writer.record(Frame.put, this.#resource, number, body);
    if (route.writer.pending < (route.most ?? MOST_PENDING)) return DONE;
    return this.#waitForRoom(route);
  }

  async #waitForRoom(route: Route): Promise<void> {
    route.writer.flush();
    await route.drained();
    if (route.gone) throw route.gone;
  }

  async #offer(body: Encoded, number: number, value: unknown, options: WaitOptions, isWait: boolean): Promise<boolean> {
    const client = this.#client();
    const mayWait = options.timeout === undefined || options.timeout > 0;
    const certain = options.timeout === undefined && !options.signal;
    if (certain && channels.message.hasSubscribers) this.#tell(number, value, body);
    const request = client.nextRequest();
    const reply = client.expect(request);
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32LE(request, 0);
    prefix[4] = mayWait ? 1 : 0;
    client.writer.recordAfter(Frame.putBounded, this.#resource, prefix, number, body);
    const patience = mayWait ? options : {};
    const reason = mayWait && isWait ? ({ kind: 'put', channel: this.#channel } as const) : undefined;
    const answer: Reply = await patiently(client, this.#resource, { number: request, reply }, patience, reason);
    const accepted = answerOf(answer) === true;
    if (accepted && !certain && channels.message.hasSubscribers) this.#tell(number, value, body);
    return accepted;
  }

  /** Keeps the order of the puts where one of them has to wait before it may leave. */
  #later<T>(body: Encoded, send: () => Promise<T>): Promise<T> {
    const client = this.#client();
    client.hold();
    const turn = Promise.all([this.#gate, body.ready]);
    const sent = turn.then(send).finally(() => client.letGo());
    const gate = turn.then(
      () => undefined,
      () => undefined, // told to the put that it was; those after it go on
    );
    this.#gate = gate;
    void gate.then(() => {
      if (this.#gate === gate) this.#gate = undefined;
    });
    return sent;
  }

  #tell(number: number, value: unknown, { data }: Encoded): void {
    const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.length;
    const message = this.#prefix + number;
    channels.message.publish({ type: 'send', message, channel: this.#channel, kind: this.#kind, bytes, value });
  }
}
