/**
 * One end of a pipe in this process: through the broker at first, and straight to the other side once the broker has introduced the two.
 *
 * Each direction changes over by itself and in order: `pipe-sender.ts` says when, the receiver goes on with the socket when it meets that,
 * and the end of the socket sends it back to the broker.
 */
import type { Socket } from 'node:net';
import type { PipeNotice } from '../broker/pipe-room.js';
import type { Client } from '../client/client.js';
import type { Handle } from '../client/handle.js';
import { ProcessError } from '../errors.js';
import { SWITCH } from '../frames/codec.js';
import { Frame, numbers } from '../frames/frames.js';
import { patiently, type WaitOptions, watch } from '../patience.js';
import { type Getter, Inbox } from '../queue/inbox.js';
import { Outbox } from '../queue/outbox.js';
import { type Item, kindOf } from '../queue/stock.js';
import { call } from './direct-call.js';
import { DirectLink } from './direct-link.js';
import { expectCall, expectNoMore } from './direct-server.js';
import { PipeSender } from './pipe-sender.js';

export class PipeEnd {
  readonly #handle: Handle;
  readonly #inbox: Inbox;
  readonly #sender: PipeSender;
  readonly #getters = new Set<Getter>();
  #link: DirectLink | undefined;
  /** The other side is being called, and has perhaps taken the call already and sent something. */
  #calling: Socket | undefined;
  #receivesDirectly = false;
  #used = false;
  #client: Client | undefined;
  /** This end was passed on, or closed here: what came directly and is not taken is for the others that hold it. */
  #shared = false;
  /** Called when something came directly. */
  readonly #watchers = new Set<() => void>();
  #asking = false;
  #cookie: string | undefined;

  constructor(handle: Handle, channel: string) {
    const { resource, end } = handle;
    const other = end === 'a' ? 'b' : 'a';
    this.#handle = handle;
    const toResource = other === 'a' ? resource : resource + 1;
    const client = () => handle.client;
    this.#inbox = new Inbox(client, end === 'a' ? resource : resource + 1);
    this.#inbox.onNotice = (notice) => this.#noticed(notice as PipeNotice);
    this.#inbox.onExit = () => this.#link?.writer.flushSync();
    const outbox = new Outbox(client, toResource, channel, other, 'send', 'connection.send()');
    this.#sender = new PipeSender(outbox, client, toResource);
    handle.beforeRelease = () => this.#close();
    handle.beforePass = () => this.#share();
  }

  /** Settles when the other side has room; rejects with BrokenPipeError where nobody holds it. */
  send(value: unknown, options: WaitOptions): Promise<void> {
    this.#use();
    return this.#sender.send(value, options);
  }

  /** What is here already. */
  tryTake(): Item | undefined {
    if (!this.#receivesDirectly) return undefined;
    const item = this.#link?.stock.shift();
    if (item) this.#link?.taken();
    return item;
  }

  wait(getter: Getter): void {
    this.#use();
    this.#getters.add(getter);
    this.#pump();
  }

  leave(getter: Getter): boolean {
    const waited = this.#getters.delete(getter);
    if (this.#getters.size === 0) {
      this.#stayWhileAwaited();
      if (this.#asking && this.#inbox.leave(this.#relayed)) this.#asking = false;
    }
    return waited;
  }

  /** True where `recv` would not wait; takes nothing. */
  async poll(options: WaitOptions): Promise<boolean> {
    this.#use();
    if (this.#receivesDirectly) return this.#pollDirectly(options);
    const client = this.#client!;
    const resource = this.#inboxResource;
    const reply = await patiently(client, resource, client.request(resource, { op: 'poll' }), options);
    if (!('value' in reply)) return false;
    if (reply.value !== SWITCH) return true;
    const item = await this.#inbox.takeNow();
    if (item && kindOf(item) === SWITCH) this.#switch();
    return this.poll(options);
  }

  async #pollDirectly(options: WaitOptions): Promise<boolean> {
    const link = this.#link;
    if (link && link.stock.count > 0) return true;
    if (link?.finished) {
      this.#receivesDirectly = false;
      return this.poll(options);
    }
    const since = performance.now();
    const came = await this.#somethingCame(options);
    if (!came) return false;
    const { timeout } = options;
    return this.poll(timeout === undefined ? options : { ...options, timeout: timeout - (performance.now() - since) });
  }

  /** False where the time was over first. */
  #somethingCame(options: WaitOptions): Promise<boolean> {
    return new Promise<boolean>((resolve, reject) => {
      const end = () => {
        unwatch();
        this.#watchers.delete(came);
        this.#stayWhileAwaited();
      };
      const came = () => {
        end();
        resolve(true);
      };
      const unwatch = watch(options, () => {
        end();
        if (options.signal?.aborted) reject(options.signal.reason);
        else resolve(false);
      });
      this.#watchers.add(came);
      this.#stayWhileAwaited();
    });
  }

  get #inboxResource(): number {
    return this.#handle.end === 'a' ? this.#handle.resource : this.#handle.resource + 1;
  }

  /** The first use tells the broker, which introduces the two users of a pipe. */
  #use(): void {
    if (this.#used) return;
    this.#used = true;
    this.#client = this.#inbox.connect();
    const { resource, end } = this.#handle;
    void this.#client.request(resource, { op: 'use', end }).reply.catch(() => undefined); // a broker that is gone is told of by the call
  }

  /** Serves those who wait, from the source whose turn it is. */
  #pump(): void {
    const link = this.#link;
    if (!this.#receivesDirectly) {
      this.#ask();
      return;
    }
    for (const getter of this.#getters) {
      const item = this.tryTake();
      if (!item) break;
      this.#getters.delete(getter);
      getter.take(item);
    }
    if (link?.finished && link.stock.count === 0) this.#receivesDirectly = false;
    if (this.#getters.size > 0 && !this.#receivesDirectly) this.#ask();
    this.#stayWhileAwaited();
  }

  /** Keeps the process alive while somebody waits for what comes directly. */
  #stayWhileAwaited(): void {
    const awaited = (this.#getters.size > 0 && this.#receivesDirectly) || this.#watchers.size > 0;
    if (this.#link) this.#link.keepAlive(awaited);
    else if (awaited) this.#calling?.ref();
    else this.#calling?.unref();
  }

  /** What comes next comes directly, unless to another that held this end: then the broker is asked no more, as it might say it is the end. */
  #switch(): void {
    this.#receivesDirectly = this.#link !== undefined || this.#calling !== undefined;
    if (this.#receivesDirectly && this.#asking && this.#inbox.leave(this.#relayed)) this.#asking = false;
    this.#pump();
  }

  #ask(): void {
    if (this.#asking || this.#getters.size === 0) return;
    const item = this.#inbox.tryTake();
    if (item) {
      this.#relayed.take(item);
      return;
    }
    this.#asking = true;
    this.#inbox.wait(this.#relayed);
  }

  readonly #relayed: Getter = {
    take: (item) => {
      this.#asking = false;
      if (kindOf(item) === SWITCH) this.#switch();
      else {
        this.#firstGetter()?.take(item);
        this.#pump();
      }
    },
    fail: (error) => this.#tellAll((getter) => getter.fail(error)),
    ended: () => this.#tellAll((getter) => getter.ended()),
  };

  #tellAll(tell: (getter: Getter) => void): void {
    this.#asking = false;
    for (let getter = this.#firstGetter(); getter; getter = this.#firstGetter()) tell(getter);
  }

  #firstGetter(): Getter | undefined {
    const [getter] = this.#getters;
    if (getter) this.#getters.delete(getter);
    return getter;
  }

  #noticed(notice: PipeNotice): void {
    if ('listen' in notice) void this.#listen(notice.listen);
    else if ('dial' in notice) this.#dial(notice.path, notice.dial);
    else if ('part' in notice) this.#part();
    else this.#break();
  }

  async #listen(cookie: string): Promise<void> {
    this.#cookie = cookie;
    const path = await expectCall(cookie, (socket) => {
      this.#introduced(socket);
      this.#link?.writer.frame(Frame.hello, 0, Buffer.from(cookie));
    }).catch(() => undefined); // where this process cannot be called, everything goes through the broker as before
    if (path) void this.#client!.request(this.#handle.resource, { op: 'listening', path }).reply.catch(() => undefined); // as in #use
  }

  /** Calls the other side, and changes over once it has answered. */
  #dial(path: string, cookie: string): void {
    if (this.#shared) return;
    const socket = call(
      path,
      cookie,
      () => this.#answered(socket),
      () => this.#refused(),
    );
    this.#calling = socket;
  }

  #answered(socket: Socket): void {
    this.#calling = undefined;
    if (this.#shared) this.#sender.part();
    this.#useLink(socket);
    if (this.#shared) this.#takeBack();
    else this.#wake();
  }

  /** The broker goes on carrying what is sent. */
  #refused(): void {
    this.#calling = undefined;
    this.#receivesDirectly = false;
    if (this.#shared) this.#tell('returned');
    this.#wake();
  }

  #introduced(socket: Socket): void {
    if (this.#shared) {
      socket.destroy(); // too late: this end is no longer ours alone, and the caller is told nothing else
      return;
    }
    this.#useLink(socket);
    this.#wake(); // the other side may have changed over before this one knew of the link
  }

  #useLink(socket: Socket): void {
    this.#link = new DirectLink(socket, () => this.#changed());
    this.#sender.useLink(this.#link);
  }

  #changed(): void {
    if (this.#link?.finished) this.#sender.otherSideFinished();
    this.#wake();
  }

  #wake(): void {
    this.#pump();
    this.#handBack();
    for (const watcher of this.#watchers) watcher();
  }

  /** An end is not held by one process only: what is sent from now on goes through the broker. */
  #part(): void {
    if (this.#cookie) expectNoMore(this.#cookie);
    this.#sender.part();
  }

  /** This end sets out for another process, or is closed: the broker is to have what came directly. */
  #share(): void {
    if (this.#shared || !this.#used) return;
    this.#shared = true;
    if (this.#cookie) expectNoMore(this.#cookie);
    if (!this.#link && !this.#calling) return;
    this.#tell('returning');
    if (this.#link) this.#takeBack();
  }

  #takeBack(): void {
    this.#part();
    this.#link?.readToEnd();
    this.#handBack();
  }

  #tell(op: string): void {
    void this.#client!.request(this.#inboxResource, { op }).reply.catch(() => undefined); // as in #use
  }

  /** What came directly and nobody took goes to the broker, for whoever asks there. */
  #handBack(): void {
    const link = this.#link;
    if (!link?.finished || !this.#shared) return;
    const { stock } = link;
    if (stock.count > 0)
      this.#client!.writer.runs(Frame.pushBack, this.#inboxResource, numbers(stock.count), stock.stretches());
    stock.clear();
    this.#link = undefined;
    this.#sender.dropLink();
    this.#receivesDirectly = false;
    this.#tell('returned');
    this.#pump();
  }

  /** Nobody holds the other end any more. */
  #break(): void {
    this.#sender.break();
    this.#part();
  }

  #close(): void {
    this.#inbox.close(closedHere());
    for (const getter of [...this.#getters]) if (this.leave(getter)) getter.fail(closedHere());
    this.#share();
  }
}

const closedHere = (): ProcessError =>
  new ProcessError('connection.recv(): this connection was closed in this process.');
