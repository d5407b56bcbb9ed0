/** The resources of one broker by number: made by the first who opens one, gone when nobody holds it and none is on its way. */
import type { Blueprint, Opening } from '../frames/frames.js';
import { BarrierRoom } from './barrier-room.js';
import { CellsRoom } from './cells-room.js';
import { ConditionRoom } from './condition-room.js';
import { EventRoom } from './event-room.js';
import type { Link } from './link.js';
import { PermitRoom } from './permit-room.js';
import { type End, PipeRoom } from './pipe-room.js';
import { QueueRoom } from './queue-room.js';
import { Holders, type Room } from './room.js';

/** A resource, with its holders by end. */
interface Place {
  room(resource: number): Room | undefined;
  holders(end: string): Holders;
  left(link: Link, end: string, orderly: boolean): void;
  /** An end may now be held by nobody. */
  settle(end: string): void;
  /** An end is held by more. */
  changed(): void;
  readonly ends: readonly string[];
}

export class Rooms {
  readonly #places = new Map<number, Place>();

  /** The room that frames for this number go to. */
  find(resource: number): Room | undefined {
    return this.#places.get(resource)?.room(resource) ?? this.#places.get(resource - 1)?.room(resource);
  }

  open(link: Link, resource: number, { blueprint, end, ticket }: Opening): void {
    const place = this.#places.get(resource) ?? this.#make(resource, blueprint);
    const holders = place.holders(end);
    holders.links.add(link);
    if (ticket !== undefined) holders.tickets.delete(ticket);
    place.changed();
  }

  /** An end sets out for another process. */
  hold(resource: number, end: string, ticket: string): void {
    const place = this.#places.get(resource);
    place?.holders(end).tickets.add(ticket);
    place?.changed();
  }

  /** It will never arrive. */
  drop(resource: number, end: string, ticket: string): void {
    const place = this.#places.get(resource);
    if (place?.holders(end).tickets.delete(ticket)) this.#settle(resource, place, end);
  }

  release(link: Link, resource: number, end: string, orderly: boolean): void {
    const place = this.#places.get(resource);
    if (!place?.holders(end).links.delete(link)) return;
    place.left(link, end, orderly);
    this.#settle(resource, place, end);
  }

  /** A process is gone, with all that it held. */
  leave(link: Link): void {
    for (const [resource, place] of [...this.#places]) {
      for (const end of place.ends) this.release(link, resource, end, false);
    }
  }

  #settle(resource: number, place: Place, end: string): void {
    place.settle(end);
    if (place.ends.every((e) => place.holders(e).none)) this.#places.delete(resource);
  }

  #make(resource: number, blueprint: Blueprint): Place {
    const place =
      blueprint.kind === 'pipe' ? pipePlace(resource) : plainPlace(resource, this.#plain(resource, blueprint));
    this.#places.set(resource, place);
    return place;
  }

  #plain(id: number, blueprint: Exclude<Blueprint, { kind: 'pipe' }>): Room {
    switch (blueprint.kind) {
      case 'queue':
        return new QueueRoom(id, blueprint.capacity, blueprint.joinable);
      case 'semaphore':
        return new PermitRoom(id, { value: blueprint.value, bound: blueprint.bound, reentrant: false });
      case 'rlock':
        return new PermitRoom(id, { value: 1, bound: 1, reentrant: true });
      case 'event':
        return new EventRoom(id);
      case 'barrier':
        return new BarrierRoom(id, blueprint.parties);
      case 'condition':
        return new ConditionRoom(id, this.find(blueprint.lock) as PermitRoom);
      case 'cells':
        return new CellsRoom(id, blueprint.type, blueprint.values);
    }
  }
}

function plainPlace(id: number, room: Room): Place {
  const holders = new Holders();
  return {
    ends: [''],
    room: (resource) => (resource === id ? room : undefined),
    holders: () => holders,
    left: (link, _end, orderly) => room.leave(link, orderly),
    settle: () => undefined,
    changed: () => undefined,
  };
}

function pipePlace(id: number): Place {
  const pipe = new PipeRoom(id);
  const a = pipe.room('a');
  const b = pipe.room('b');
  return {
    ends: ['a', 'b'],
    room: (resource) => (resource === id ? a : resource === id + 1 ? b : undefined),
    holders: (end) => pipe.holders[end as End],
    left: (link, end, orderly) => pipe.left(link, end as End, orderly),
    settle: (end) => pipe.settle(end as End),
    changed: () => pipe.changed(),
  };
}
