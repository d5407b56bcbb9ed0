/** An event of one host as it stands among those of all: its time, its pids, and the names in which pids stand. */
import type { Header, TimedEvent, WaitReason, WireEvent } from '../../wire/events.js';
import { directionOf } from './traffic.js';

export interface Renames {
  /** Which of the recordings. */
  part: number;
  /** What is added to the pids of each of them. */
  pids: readonly number[];
  /** Directions that go from one host to another. */
  shared: ReadonlyMap<string, { from: number; to: number }>;
  headers: readonly Header[];
  /** Added to every time. */
  shift: number;
}

export class Renaming {
  /** Channels of which a direction is shared keep their name on every host. */
  private readonly sharedChannels: ReadonlySet<string>;
  private readonly directions = new Map<string, string>();

  constructor(private readonly renames: Renames) {
    this.sharedChannels = new Set([...renames.shared.keys()].map((direction) => splitDirection(direction)[0]));
  }

  event(event: Exclude<WireEvent, Header>): WireEvent {
    const { part, shift } = this.renames;
    const own = { ...event, time: event.time + shift } as TimedEvent;
    if (part === 0) return this.references(own);
    if (event.pid === this.renames.headers[part]!.collector) return this.references(this.observed(own));
    return this.references({ ...own, pid: this.pid(event.pid) });
  }

  /** All that the collectors of the other hosts tell is told by the first one, in a thread of its own for each: so are its numbers. */
  private observed(event: TimedEvent): TimedEvent {
    const { part, headers } = this.renames;
    if (event.type === 'found') return { ...event, pid: this.pid(event.pid) };
    const collector = headers[0]!.collector;
    if (collector === undefined) return { ...event, pid: this.pid(event.pid) };
    return { ...event, pid: collector, tid: part };
  }

  private references(event: TimedEvent): TimedEvent {
    switch (event.type) {
      case 'spawn':
      case 'child-exit':
        return { ...event, child: this.pid(event.child) };
      case 'start':
      case 'found':
        return { ...event, ppid: this.pid(event.ppid), ...this.host(event.pid) };
      case 'sample':
        return { ...event, of: this.pid(event.of) };
      case 'send':
      case 'receive':
      case 'handled':
        return { ...event, channel: this.channel(event.channel), message: this.message(event.message) };
      case 'open':
      case 'close':
        return { ...event, channel: this.channel(event.channel) };
      case 'wait':
        return { ...event, for: this.reason(event.for) };
      case 'wake':
        return event.child === undefined ? event : { ...event, child: this.pid(event.child) };
      case 'task':
        return { ...event, pool: this.ownId(event.pool) };
      default:
        return event;
    }
  }

  private reason(reason: WaitReason): WaitReason {
    if (reason.kind === 'join') return reason.child === 0 ? reason : { ...reason, child: this.pid(reason.child) };
    if (reason.kind === 'pool') return { ...reason, pool: this.ownId(reason.pool) };
    return 'channel' in reason ? { ...reason, channel: this.channel(reason.channel) } : reason;
  }

  private host(pid: number): { host?: string; hostPid?: number } {
    const { part, headers, pids } = this.renames;
    return pids[part] === 0 ? {} : { host: headers[part]!.hostname, hostPid: pid - pids[part]! };
  }

  private pid(pid: number): number {
    const { part, headers, pids } = this.renames;
    const first = headers[0]!.collector;
    if (part > 0 && first !== undefined && pid === headers[part]!.collector) return first;
    return pid + pids[part]!;
  }

  private channel(id: string): string {
    if (this.sharedChannels.has(id)) return id;
    const slash = id.indexOf('/');
    return `${id.slice(0, slash + 1)}${this.ownId(id.slice(slash + 1))}`;
  }

  /** An id that begins with the pid of its maker; of another kind, the host is told behind it. */
  private ownId(id: string): string {
    const added = this.renames.pids[this.renames.part]!;
    if (added === 0) return id;
    const pid = /^\d+(?=\.|$)/.exec(id)?.[0];
    return pid === undefined ? `${id}@${this.renames.part}` : `${Number(pid) + added}${id.slice(pid.length)}`;
  }

  private message(name: string): string {
    const direction = directionOf(name);
    let renamed = this.directions.get(direction);
    if (renamed === undefined) {
      renamed = this.direction(direction);
      this.directions.set(direction, renamed);
    }
    return renamed + name.slice(direction.length);
  }

  /** Who sends may be of another host than who receives. */
  private direction(direction: string): string {
    const { part, pids, shared } = this.renames;
    const [channel, from, to] = splitDirection(direction);
    if (to === undefined) return direction;
    if (isBetweenPorts(channel)) return `${this.channel(channel)}:${from}>${to}`;
    const hosts = shared.get(direction) ?? { from: part, to: part };
    return `${this.channel(channel)}:${endpoint(from, pids[hosts.from]!)}>${endpoint(to, pids[hosts.to]!)}`;
  }
}

function splitDirection(direction: string): [channel: string, from: string, to: string | undefined] {
  const arrow = direction.lastIndexOf('>');
  const colon = direction.lastIndexOf(':', arrow);
  if (arrow < 0 || colon < 0) return [direction, '', undefined];
  return [direction.slice(0, colon), direction.slice(colon + 1, arrow), direction.slice(arrow + 1)];
}

/** A pid, or a pid and a thread; anything else stays. */
const endpoint = (end: string, added: number): string =>
  added === 0 ? end : end.replace(/^\d+/, (pid) => `${Number(pid) + added}`);

/** The ends of a MessageChannel are called 1 and 2, which are no pids. */
const isBetweenPorts = (channel: string): boolean => /^thread\/\d+\.p/.test(channel);
