/** What Lock, Semaphore, Event, Barrier, Condition and the shared numbers have in common: they are kept by a broker and asked there. */
import { channels, type SharedKind } from '../channels.js';
import { answerOf } from '../client/client.js';
import { Handle, handleFrom, newHandle, type Passport } from '../client/handle.js';
import type { Blueprint } from '../frames/frames.js';
import { checkOptions, patiently, type WaitOptions } from '../patience.js';
import { registerReducer } from '../pickle/reducers.js';

/** Given instead of a wait's answer when the time was over. */
export const TOO_LATE = Symbol('too late');

export abstract class SharedObject {
  /** @internal */
  readonly handle: Handle;
  /** @internal */
  protected readonly channel: string;
  readonly #kind: SharedKind | undefined;
  #closed = false;

  /** @internal */
  protected constructor(from: Blueprint | Handle, kind: SharedKind | undefined) {
    this.handle = from instanceof Handle ? from : newHandle(from);
    this.channel = `${kind ?? 'value'}/${this.handle.id}`;
    this.#kind = kind;
    this.handle.keep(this);
    this.tellEnd('open');
  }

  /** This process is done with the object. Forgotten objects are let go of by themselves, sooner or later. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.handle.drop(this);
    this.tellEnd('close');
  }

  toString(): string {
    return `<${this.constructor.name} ${this.handle.id}>`;
  }

  /** @internal This process gains or drops the object itself, or a special end of it. */
  protected tellEnd(type: 'open' | 'close', end?: string): void {
    const kind = this.#kind;
    if (kind && channels.channel.hasSubscribers)
      channels.channel.publish({ type, channel: this.channel, kind, ...(end !== undefined && { end }) });
  }

  /** @internal */
  protected ask(op: string, fields: Record<string, unknown> = {}): Promise<unknown> {
    const { client, resource } = this.handle;
    return client.ask(resource, { op, ...fields });
  }

  /** @internal Waits for an answer; TOO_LATE where the time was over. */
  protected async askAndWait(op: string, options: WaitOptions, call: string): Promise<unknown> {
    checkOptions(options, call);
    const { client, resource } = this.handle;
    const request = client.request(resource, { op });
    const reply = await patiently(client, resource, request, options, { kind: 'lock', channel: this.channel });
    return 'cancelled' in reply ? TOO_LATE : answerOf(reply);
  }
}

// biome-ignore lint/complexity/noBannedTypes: as in reducers.ts, a class with any constructor
type Class<T> = Function & { prototype: T };

/** Lets the objects of a class pass to other processes. */
export function registerShared<T extends SharedObject>(type: Class<T>, rebuild: (handle: Handle) => T): void {
  registerReducer<T, Passport>(type, {
    tag: type.name,
    reduce: (object, parcel) => object.handle.pass(parcel),
    rebuild: (passport) => rebuild(handleFrom(passport)),
  });
}
