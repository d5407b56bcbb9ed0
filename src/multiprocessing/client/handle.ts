/** One end of a resource as this process holds it: where its broker is, and how the end passes to another process. */

import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { threadId } from 'node:worker_threads';
import { type Blueprint, Frame, type Opening } from '../frames/frames.js';
import { onWorkerIdle } from '../lifecycle.js';
import type { OutgoingParcel } from '../pickle/reducers.js';
import type { Address } from './address.js';
import { type Client, clientOf } from './client.js';
import { newResource, ownAddress } from './own-broker.js';

/** What another process needs to hold the end too. */
export interface Passport {
  address: Address;
  resource: number;
  /** The resource's name among all processes, as in `4711.2`. */
  id: string;
  blueprint: Blueprint;
  end: string;
  ticket: string;
}

const handles = new Map<string, Handle>();
const keyOf = (path: string, resource: number, end: string): string => `${resource}${end}@${path}`;

/** A new resource of this process's own broker, which is started when it is first used. */
export function newHandle(blueprint: Blueprint, end = '', resource = newResource()): Handle {
  return new Handle(
    undefined,
    resource,
    `${process.pid}${threadId ? `.t${threadId}` : ''}.${resource}`,
    blueprint,
    end,
  );
}

/** The end that a passport is for: the same handle for all objects of this process that stand for it. */
export function handleFrom({ address, resource, id, blueprint, end, ticket }: Passport): Handle {
  const known = handles.get(keyOf(address.path, resource, end));
  const handle = known ?? new Handle(address, resource, id, blueprint, end);
  handle.claim(ticket);
  if (end !== '' && !known) visitors++;
  return handle;
}

/** Pipe ends that came here and are still open. */
let visitors = 0;
/** When to look for those that nobody can reach any more: what a task has just left may still be on the stack of its caller. */
const LOOK_AFTER_MS = [1, 20, 100, 500];

/**
 * Releases the pipe ends that a task left unclosed and nobody can reach any more, so that the other side learns of the end as it does
 * in Python. To be called when a worker has nothing to do; it costs nothing where no end came.
 */
export function letGoOfForgotten(look = 0): void {
  const after = LOOK_AFTER_MS[look];
  if (visitors === 0 || after === undefined) return;
  setTimeout(() => {
    collectGarbage();
    letGoOfForgotten(look + 1);
  }, after).unref();
}

onWorkerIdle(() => letGoOfForgotten());

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}

/** Releases the end when the last object that stands for it was collected without having been closed. */
const forgotten = new FinalizationRegistry((handle: Handle) => handle.letGo());

export class Handle {
  readonly resource: number;
  readonly id: string;
  readonly blueprint: Blueprint;
  readonly end: string;
  #address: Address | undefined;
  #client: Client | undefined;
  /** How many objects of this process stand for this end. */
  #objects = 0;
  /** Set by what uses it: writes what is to be said before the end is released. */
  beforeRelease: (() => void) | undefined;
  /** Set by what uses it: what has to be done before the end sets out for another process. */
  beforePass: (() => void) | undefined;
  /** The other end of a pipe that this process made: the broker must know of both at once. */
  sibling: Handle | undefined;

  constructor(address: Address | undefined, resource: number, id: string, blueprint: Blueprint, end: string) {
    this.#address = address;
    this.resource = resource;
    this.id = id;
    this.blueprint = blueprint;
    this.end = end;
  }

  /** The connection to its broker; the first use opens the end. */
  get client(): Client {
    if (!this.#client) this.#open(undefined);
    return this.#client!;
  }

  /** The broker's address; undefined while this process made the resource and nobody has used it. */
  get address(): Address | undefined {
    return this.#address;
  }

  claim(ticket: string): void {
    this.#open(ticket);
  }

  /** Notes an object that stands for this end, until it is closed or collected. */
  keep(object: object): void {
    this.#objects++;
    forgotten.register(object, this, object);
  }

  /** The object was closed. */
  drop(object: object): void {
    forgotten.unregister(object);
    this.letGo();
  }

  letGo(): void {
    if (--this.#objects > 0) return;
    // What nobody has opened nobody has to release; but the other end of a pipe must learn that this one is closed.
    if (!this.#client && this.blueprint.kind !== 'pipe') return;
    const { client } = this;
    this.beforeRelease?.();
    client.writer.frame(Frame.release, this.resource, Buffer.from(JSON.stringify(this.end)));
    if (handles.delete(keyOf(client.address.path, this.resource, this.end)) && this.end !== '')
      visitors = Math.max(0, visitors - 1);
    this.#client = undefined;
  }

  /** The passport for a parcel, which may leave once the broker knows that the end is on its way. */
  pass(parcel: OutgoingParcel): Passport {
    this.beforePass?.();
    const ticket = randomUUID();
    const { client, resource, end } = this;
    // Written here and now, so that it is there before this process may let go of the end.
    parcel.waitFor(client.ask(resource, { op: 'hold', end, ticket }));
    parcel.onDropped(() => void client.ask(resource, { op: 'drop', end, ticket }).catch(() => undefined)); // gone: dropped with it
    return { address: client.address, resource, id: this.id, blueprint: this.blueprint, end, ticket };
  }

  #open(ticket: string | undefined): void {
    this.#address ??= ownAddress();
    this.#client = clientOf(this.#address);
    handles.set(keyOf(this.#address.path, this.resource, this.end), this);
    const opening: Opening = { blueprint: this.blueprint, end: this.end, ...(ticket === undefined ? {} : { ticket }) };
    this.#client.writer.frame(Frame.open, this.resource, Buffer.from(JSON.stringify(opening)));
    const { sibling } = this;
    this.sibling = undefined;
    if (sibling && !sibling.#client) sibling.#open(undefined);
  }
}
