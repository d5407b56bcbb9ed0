/** The broker: listens, lets in who knows the token, and passes each frame to the resource it is for. */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { Frame, type Opening, parseJson, u32 } from '../frames/frames.js';
import { Link } from './link.js';
import type { Op } from './room.js';
import { Rooms } from './rooms.js';

export class Broker {
  readonly #rooms = new Rooms();
  readonly #token: Buffer;
  /** Connections that have shown the token. */
  readonly #links = new Set<Link>();
  /** Who wants to know when a process's last connection is closed, so that all it sent has been read. */
  #farewells: { pid: number; link: Link; request: number }[] = [];

  constructor(token: string) {
    this.#token = Buffer.from(token);
  }

  /** Settles once it listens. */
  listen(path: string): Promise<Server> {
    const events = {
      frame: (link: Link, type: number, resource: number, buf: Buffer, at: number, end: number) =>
        this.#links.has(link) ? this.#frame(link, type, resource, buf, at, end) : this.#hello(link, type, buf, at, end),
      closed: (link: Link) => this.#closed(link),
    };
    const server = createServer((socket) => new Link(socket, events));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ path, backlog: 511 }, () => resolve(server));
    });
  }

  #hello(link: Link, type: number, buf: Buffer, at: number, end: number): void {
    const token = buf.subarray(at + 6, end);
    const known = type === Frame.hello && token.length === this.#token.length && timingSafeEqual(token, this.#token);
    if (!known) {
      link.destroy();
      return;
    }
    link.pid = u32(buf, at);
    link.thread = buf.readUInt16LE(at + 4);
    this.#links.add(link);
  }

  #frame(link: Link, type: number, resource: number, buf: Buffer, at: number, end: number): void {
    switch (type) {
      case Frame.open:
        this.#rooms.open(link, resource, parseJson(buf, at, end) as Opening);
        return;
      case Frame.release:
        this.#rooms.release(link, resource, parseJson(buf, at, end) as string, true);
        return;
      case Frame.request:
        this.#request(link, resource, u32(buf, at), parseJson(buf, at + 4, end) as Op);
        return;
      case Frame.cancel:
        this.#rooms.find(resource)?.cancel(link, u32(buf, at));
        return;
      default:
        this.#rooms.find(resource)?.frame(link, type, buf, at, end);
        return;
    }
  }

  #request(link: Link, resource: number, request: number, op: Op): void {
    const end = String(op.end);
    switch (op.op) {
      case 'farewell':
        this.#farewell(link, request, Number(op.pid));
        return;
      case 'hold':
        this.#rooms.hold(resource, end, String(op.ticket));
        break;
      case 'drop':
        this.#rooms.drop(resource, end, String(op.ticket));
        break;
      default:
        this.#ask(link, resource, request, op);
        return;
    }
    link.reply(resource, request, { value: true });
  }

  #ask(link: Link, resource: number, request: number, op: Op): void {
    const room = this.#rooms.find(resource);
    if (room) room.request(link, request, op);
    else link.reply(resource, request, { error: 'nobody holds it any more, so it is gone', name: 'ProcessError' });
  }

  /** A process that is gone may stand in the line of those to be let in, with all it had to say: a few turns bring it in. */
  #farewell(link: Link, request: number, pid: number, turns = 3): void {
    if (turns > 0) {
      setImmediate(() => this.#farewell(link, request, pid, turns - 1));
      return;
    }
    this.#farewells.push({ pid, link, request });
    this.#answerFarewells(pid);
  }

  #answerFarewells(pid: number): void {
    for (const link of this.#links) if (link.pid === pid) return;
    for (const waiting of this.#farewells)
      if (waiting.pid === pid) waiting.link.reply(0, waiting.request, { value: true });
    this.#farewells = this.#farewells.filter((waiting) => waiting.pid !== pid);
  }

  #closed(link: Link): void {
    if (!this.#links.delete(link)) return;
    this.#rooms.leave(link);
    this.#farewells = this.#farewells.filter((waiting) => waiting.link !== link);
    this.#answerFarewells(link.pid);
  }
}
