/**
 * What an end of a pipe sends: through the broker at first, and straight to the other side once there is a link. The last record
 * through the broker says so (SWITCH); it leaves when all before it is with the broker, so that the order is kept.
 */
import type { Client } from '../client/client.js';
import { BrokenPipeError } from '../errors.js';
import { SWITCH } from '../frames/codec.js';
import { Frame } from '../frames/frames.js';
import type { WaitOptions } from '../patience.js';
import type { Outbox } from '../queue/outbox.js';
import { brokenPipe, type DirectLink, tooLate } from './direct-link.js';

/** What is given where a call was given no options. */
export const NOTHING: WaitOptions = {};
const DONE = Promise.resolve();
/** As much as a pipe of the system holds. */
const MOST_UNDER_WAY = 64 * 1024;

export class PipeSender {
  readonly #outbox: Outbox;
  readonly #client: () => Client;
  /** The number of the other end's inbox. */
  readonly #toResource: number;
  #link: DirectLink | undefined;
  #isDirect = false;
  /** Sends through the broker that are not accepted yet, and their bytes. */
  #offers = 0;
  #underWay = 0;
  /** One was accepted: the other side was there. */
  #welcomed = false;
  #broken = false;
  /** An end is, or was, not held by one process only: nothing more is sent directly. */
  #parted = false;

  constructor(outbox: Outbox, client: () => Client, toResource: number) {
    this.#outbox = outbox;
    this.#client = client;
    this.#toResource = toResource;
  }

  /** Settles when the other side has room; rejects with BrokenPipeError where nobody holds it. */
  send(value: unknown, options: WaitOptions): Promise<void> {
    if (this.#broken) return Promise.reject(brokenPipe());
    const link = this.#isDirect ? this.#link : undefined;
    if (!link) return this.#offer(value, options);
    if (options.timeout === undefined && !options.signal) return this.#outbox.put(value, link);
    return this.#sendInTime(value, link, options);
  }

  /** There is a link from here on. */
  useLink(link: DirectLink): void {
    this.#link = link;
    if (this.#parted) link.end();
    else this.#changeOver();
  }

  /** There is none any more. */
  dropLink(): void {
    this.#link = undefined;
    this.#isDirect = false;
  }

  /** The other side has ended the link. */
  otherSideFinished(): void {
    this.#isDirect = false;
  }

  /** An end is not held by one process only: what is sent from now on goes through the broker. */
  part(): void {
    this.#parted = true;
    this.#isDirect = false;
    this.#link?.end();
  }

  /** Nobody holds the other end any more. */
  break(): void {
    this.#broken = true;
    this.part();
  }

  async #sendInTime(value: unknown, link: DirectLink, options: WaitOptions): Promise<void> {
    await link.roomWithin(options);
    void this.#outbox.put(value, link);
  }

  /** Through the broker: settles at once while little is under way, for the broker sees to the rest. */
  #offer(value: unknown, options: WaitOptions): Promise<void> {
    const first = this.#offers === 0 && !this.#welcomed;
    const waits = (bytes: number) => first || options !== NOTHING || this.#underWay + bytes > MOST_UNDER_WAY;
    const { bytes, accepted } = this.#outbox.offerSized(value, options, waits);
    const isWait = waits(bytes);
    this.#offers++;
    this.#underWay += bytes;
    const done = this.#accepted(accepted, bytes, options);
    if (isWait) return done;
    done.catch(() => undefined); // the next send is told that nobody receives
    return DONE;
  }

  async #accepted(accepted: Promise<boolean>, bytes: number, options: WaitOptions): Promise<void> {
    try {
      if (!(await accepted)) throw tooLate(options);
      this.#welcomed = true;
    } catch (error) {
      throw error instanceof BrokenPipeError ? brokenPipe() : error;
    } finally {
      this.#offers--;
      this.#underWay -= bytes;
      this.#changeOver();
    }
  }

  /** From here on this direction goes directly, if all that went before is with the broker. */
  #changeOver(): void {
    if (!this.#link || this.#link.broken || this.#isDirect || this.#parted || this.#offers > 0) return;
    this.#isDirect = true;
    this.#client().writer.record(Frame.put, this.#toResource, 0, { kind: SWITCH, data: '' });
  }
}
