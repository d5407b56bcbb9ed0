/** The channels, and the two directions and more in which messages go through each. */
import type { ChannelKind } from '../wire/events.js';
import { Numbered } from './numbered.js';

export interface Channel {
  readonly index: number;
  /** As on the wire, `queue/1`. */
  readonly id: string;
  kind: ChannelKind | undefined;
  /** The most it holds; undefined where there is no bound or none is known. */
  capacity: number | undefined;
  /** How the program calls it. */
  name: string | undefined;
  /** Who has ever had an end, in the order of arrival. */
  readonly ends: ChannelEnd[];
  /** Its directions, by index. */
  readonly directions: number[];
}

/** An end of a channel in a lane, from `openRow` to `closeRow`. */
export interface ChannelEnd {
  readonly lane: number;
  /** Which end, as in `reader` or `writer`; undefined where the ends do not differ. */
  readonly end: string | undefined;
  readonly openRow: number;
  /** -1 while it is open; an end whose process is over is not open either. */
  closeRow: number;
}

/** The messages of one channel from one sender to one receiver, numbered from 1. */
export interface Direction {
  readonly index: number;
  /** `<channel>:<from>><to>`, or a message's whole name where it is not made like that. */
  readonly prefix: string;
  readonly channel: number;
  /** The ends as on the wire: a pid and a thread; pid -1 where it names no process (a queue's other side). */
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly messages: Numbered;
}

export interface Endpoint {
  readonly pid: number;
  readonly thread: number;
}

export class Channels {
  readonly all: Channel[] = [];
  readonly directions: Direction[] = [];
  private readonly byId = new Map<string, Channel>();
  private readonly byPrefix = new Map<string, Direction>();

  find(id: string): number {
    return this.byId.get(id)?.index ?? -1;
  }

  get(id: string): Channel {
    let channel = this.byId.get(id);
    if (channel === undefined) {
      channel = newChannel(this.all.length, id);
      this.all.push(channel);
      this.byId.set(id, channel);
    }
    return channel;
  }

  direction(prefix: string, channelId: string): Direction {
    return this.byPrefix.get(prefix) ?? this.addDirection(prefix, channelId);
  }

  /** Whether a direction's name still means this direction. */
  isCurrentDirection(direction: Direction): boolean {
    return this.byPrefix.get(direction.prefix) === direction;
  }

  /** A pid means another process from now on: what was named after it is over. */
  forget(pid: number): void {
    const own = [`ipc/${pid}`, `thread/${pid}.`];
    for (const id of [...this.byId.keys()]) if (id === own[0] || id.startsWith(own[1]!)) this.byId.delete(id);
    for (const [prefix, { channel, from, to }] of [...this.byPrefix]) {
      const lost = this.byId.get(this.all[channel]!.id) !== this.all[channel];
      if (lost || from.pid === pid || to.pid === pid) this.byPrefix.delete(prefix);
    }
  }

  private addDirection(prefix: string, channelId: string): Direction {
    const channel = this.get(channelId);
    const [from, to] = endpointsOf(prefix, channelId);
    const index = this.directions.length;
    const direction = { index, prefix, channel: channel.index, from, to, messages: new Numbered() };
    this.directions.push(direction);
    this.byPrefix.set(prefix, direction);
    channel.directions.push(index);
    return direction;
  }
}

function newChannel(index: number, id: string): Channel {
  return { index, id, kind: kindOf(id), capacity: undefined, name: undefined, ends: [], directions: [] };
}

const kinds: readonly ChannelKind[] = [
  'ipc',
  'thread',
  'queue',
  'pipe',
  'lock',
  'event',
  'barrier',
  'condition',
  'semaphore',
];

/** A channel's kind stands before the slash of its id, until an `open` tells it. */
const kindOf = (id: string): ChannelKind | undefined => kinds.find((kind) => id.startsWith(`${kind}/`));

const NOBODY: Endpoint = { pid: -1, thread: 0 };

function endpointsOf(prefix: string, channelId: string): [from: Endpoint, to: Endpoint] {
  if (!prefix.startsWith(`${channelId}:`)) return [NOBODY, NOBODY];
  const [from = '', to = ''] = prefix.slice(channelId.length + 1).split('>');
  return [endpointOf(from), endpointOf(to)];
}

function endpointOf(text: string): Endpoint {
  const parts = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
  return parts ? { pid: Number(parts[1]), thread: Number(parts[2] ?? 0) } : NOBODY;
}
