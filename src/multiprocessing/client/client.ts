/** This process's connection to a broker, one for all the resources there; it keeps the process alive only while somebody waits. */

import type { Socket } from 'node:net';
import { threadId } from 'node:worker_threads';
import { BrokenBarrierError, BrokenPipeError, ProcessError, ValueError } from '../errors.js';
import { FrameReader } from '../frames/frame-reader.js';
import { FrameWriter } from '../frames/frame-writer.js';
import { Frame, numberAndJson, numbers, parseJson, type Reply, u32 } from '../frames/frames.js';
import { Outlet } from '../frames/outlet.js';
import { onChildEnd } from '../lifecycle.js';
import { type Address, removeLeftover } from './address.js';
import { dial, sendSync } from './dial.js';
import { isOwnAddress, ownAddress } from './own-broker.js';

/** What a resource wants to hear from its broker. */
export interface Listener {
  frame?(type: number, buf: Buffer, at: number, end: number): void;
  /** The broker is gone, and its process with it. */
  lost?(error: Error): void;
  /** The process is exiting: the last chance to write, without waiting. */
  exiting?(): void;
}

const clients = new Map<string, Client>();

/** The connection to the broker at an address, made when first asked for. */
export function clientOf(address: Address): Client {
  let client = clients.get(address.path);
  if (!client) {
    client = new Client(address);
    clients.set(address.path, client);
  }
  return client;
}

export const ownClient = (): Client => clientOf(ownAddress());

/** Settles when every broker has read all that a process, which has ended, had to say. */
export async function settleAfterExit(pid: number): Promise<void> {
  await Promise.all([...clients.values()].map((client) => client.farewell(pid)));
}

onChildEnd(settleAfterExit);

export class Client {
  readonly address: Address;
  readonly writer: FrameWriter;
  readonly #outlet = new Outlet();
  readonly #listeners = new Map<number, Listener>();
  readonly #requests = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>();
  #socket: Socket | undefined;
  #lastRequest = 0;
  /** How many wait: while there are any, the process stays. */
  #waiting = 0;
  /** Set once the broker is gone. */
  gone: Error | undefined;

  constructor(address: Address) {
    this.address = address;
    this.writer = new FrameWriter(this.#outlet);
    this.#greet();
    void this.#connect();
    // Before the library waits for the children, which may wait for what is still to be written.
    process.prependListener('exit', this.#exit);
  }

  /** True where the broker is this process's own. */
  get isOwn(): boolean {
    return isOwnAddress(this.address);
  }

  listen(resource: number, listener: Listener): void {
    this.#listeners.set(resource, listener);
  }

  /** A short request, answered at once. */
  async ask(resource: number, op: { op: string; [field: string]: unknown }): Promise<unknown> {
    this.hold();
    try {
      return answerOf(await this.request(resource, op).reply);
    } finally {
      this.letGo();
    }
  }

  /** A request that may be cancelled by its number. The caller sees to it that the process stays. */
  request(resource: number, op: unknown): { number: number; reply: Promise<Reply> } {
    const number = ++this.#lastRequest;
    if (this.gone) return { number, reply: Promise.reject(this.gone) };
    this.writer.frame(Frame.request, resource, numberAndJson(number, op));
    return { number, reply: this.expect(number) };
  }

  /** A number for a request that is written otherwise. */
  nextRequest(): number {
    return ++this.#lastRequest;
  }

  expect(number: number): Promise<Reply> {
    if (this.gone) return Promise.reject(this.gone);
    return new Promise((resolve, reject) => this.#requests.set(number, { resolve, reject }));
  }

  cancel(resource: number, number: number): void {
    this.writer.frame(Frame.cancel, resource, numbers(number));
  }

  hold(): void {
    if (this.#waiting++ === 0) this.#socket?.ref();
  }

  letGo(): void {
    if (--this.#waiting === 0) this.#socket?.unref();
  }

  drained(): Promise<void> {
    return this.#outlet.drained();
  }

  whenDrained(go: () => void): void {
    void this.drained().then(go);
  }

  async farewell(pid: number): Promise<void> {
    if (this.gone) return;
    // Where the broker itself is gone meanwhile, nothing of that process can come any more.
    await this.ask(0, { op: 'farewell', pid }).catch(() => undefined);
  }

  #greet(): void {
    const hello = Buffer.alloc(6);
    hello.writeUInt32LE(process.pid, 0);
    hello.writeUInt16LE(threadId, 4);
    this.writer.frame(Frame.hello, 0, Buffer.concat([hello, Buffer.from(this.address.token)]));
  }

  async #connect(): Promise<void> {
    try {
      const socket = await dial(this.address);
      this.#socket = socket;
      const reader = new FrameReader(this.#frame);
      socket.on('data', (chunk) => reader.push(chunk));
      socket.on('error', () => undefined); // 'close' follows
      socket.on('close', () => this.#lost());
      this.#outlet.attach(socket);
      if (this.#waiting === 0) socket.unref();
    } catch {
      this.#lost();
    }
  }

  readonly #frame = (type: number, resource: number, buf: Buffer, at: number, end: number): void => {
    if (type !== Frame.reply) {
      this.#listeners.get(resource)?.frame?.(type, buf, at, end);
      return;
    }
    const number = u32(buf, at);
    const waiting = this.#requests.get(number);
    this.#requests.delete(number);
    waiting?.resolve(parseJson(buf, at + 4, end) as Reply);
  };

  #lost(): void {
    const { pid, path } = this.address;
    this.gone = new ProcessError(
      `The process ${pid}, which made this object, has ended, and the object with it. Let the process that makes it outlive those that use it.`,
    );
    this.#outlet.abandon();
    process.off('exit', this.#exit);
    if (pid !== process.pid) removeLeftover(path);
    for (const { reject } of this.#requests.values()) reject(this.gone);
    this.#requests.clear();
    for (const listener of this.#listeners.values()) listener.lost?.(this.gone);
  }

  /** Nothing that was put may be lost: what has not left is written here and now. */
  readonly #exit = (): void => {
    this.writer.immediate = false;
    for (const listener of this.#listeners.values()) listener.exiting?.();
    this.writer.flushSync((bufs) => sendSync(this.address, bufs));
    // What an exit handler of the program puts after this leaves at once, where there is a connection.
    if (this.#socket) this.writer.immediate = true;
  };
}

const errorClasses: Record<string, typeof ProcessError> = { ValueError, BrokenBarrierError, BrokenPipeError };

/** The value of an answer, or its error thrown. */
export function answerOf(reply: Reply): unknown {
  if ('error' in reply) {
    throw new (errorClasses[reply.name ?? ''] ?? ProcessError)(reply.error);
  }
  return 'cancelled' in reply ? undefined : reply.value;
}
