/** One connection to the collector: its greeting, then its lines, whatever may come instead. */
import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { controlGreeting, greeting, MAX_LINE_BYTES } from '../wire/handshake.js';
import { checkLines, type LineReceiver, type Traffic } from './line-check.js';

export interface ConnectionHandler extends LineReceiver {
  /** It did not greet with the token and was closed. */
  foreign(): void;
  /** A line longer than the limit was thrown away. */
  tooLong(): void;
  /** It ended in the middle of a line. */
  cut(): void;
  /** Whoever steers the run asks for this, or tells of a debugger's pause. */
  command(line: string): void;
  closed(connection: Connection): void;
  /** What a thread left in a file because it was not taken in time. */
  leftover(pid: number, tid: number): Buffer | undefined;
}

export class Connection {
  /** What it has shown itself to be. */
  role: 'unknown' | 'probe' | 'control' | 'foreign' = 'unknown';
  /** The bytes of a line, or of the greeting, that has begun and not ended. */
  private parts: Buffer[] = [];
  private held = 0;
  /** Which process and thread it is, as its first line says. */
  private sender: [number, number] | undefined;

  constructor(
    readonly socket: Socket,
    private readonly token: string,
    private readonly handler: ConnectionHandler,
    private readonly traffic: Traffic,
  ) {
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', () => {}); // A process that was killed resets its connection; 'close' follows.
    socket.on('close', () => this.close());
  }

  private take(chunk: Buffer): void {
    if (this.role === 'unknown') this.greet(chunk);
    else if (this.role === 'control') this.steer(chunk);
    else if (this.role === 'probe') this.takeLines(chunk);
  }

  private takeLines(chunk: Buffer): void {
    this.sender ??= senderOf(chunk);
    const last = chunk.lastIndexOf(NEWLINE);
    let from = 0;
    if (last >= 0 && this.held > 0) {
      from = chunk.indexOf(NEWLINE) + 1;
      this.finishLine(chunk.subarray(0, from));
    }
    if (last >= from) checkLines(chunk.subarray(from, last + 1), this.handler, this.traffic);
    this.hold(chunk.subarray(last + 1));
  }

  private hold(part: Buffer): void {
    this.held += part.length;
    if (this.held > MAX_LINE_BYTES) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  private finishLine(end: Buffer): void {
    if (this.held + end.length > MAX_LINE_BYTES) this.handler.tooLong();
    else checkLines(Buffer.concat([...this.parts, end]), this.handler, this.traffic);
    this.parts = [];
    this.held = 0;
  }

  /** The greeting may come in pieces; what cannot become one any more is foreign, so that no more than its length is ever held. */
  private greet(chunk: Buffer): void {
    const whole = Buffer.concat([...this.parts, chunk]);
    for (const [role, text] of this.greetings()) {
      if (beginsWith(whole, Buffer.from(text))) {
        this.enter(role, whole.subarray(text.length));
        return;
      }
    }
    this.parts = [whole];
    if (whole.includes(NEWLINE) || whole.length >= controlGreeting(this.token).length) this.refuse();
  }

  private greetings(): ['probe' | 'control', string][] {
    return [
      ['probe', greeting(this.token)],
      ['control', controlGreeting(this.token)],
    ];
  }

  private enter(role: 'probe' | 'control', rest: Buffer): void {
    this.role = role;
    this.parts = [];
    if (rest.length > 0) this.take(rest);
  }

  private refuse(): void {
    this.role = 'foreign';
    this.parts = [];
    this.handler.foreign();
    this.socket.destroy();
  }

  private steer(chunk: Buffer): void {
    const lines = Buffer.concat([...this.parts, chunk])
      .toString('latin1')
      .split('\n');
    const rest = lines.pop() ?? '';
    this.parts = rest.length < 1024 ? [Buffer.from(rest, 'latin1')] : [];
    for (const word of lines) this.handler.command(word.trim());
  }

  private close(): void {
    if (this.role === 'unknown' && this.parts.length > 0) this.handler.foreign();
    const leftover = this.sender && this.handler.leftover(...this.sender);
    if (leftover !== undefined) this.takeLines(leftover);
    if (this.role === 'probe' && this.held > 0) this.handler.cut();
    this.handler.closed(this);
  }
}

function senderOf(chunk: Buffer): [number, number] | undefined {
  const match = /"pid":(\d+),(?:"tid":(\d+),)?/.exec(chunk.toString('latin1', 0, 256));
  return match === null ? undefined : [Number(match[1]), Number(match[2] ?? 0)];
}

const NEWLINE = 0x0a;

const beginsWith = (bytes: Buffer, expected: Buffer): boolean =>
  bytes.length >= expected.length && timingSafeEqual(bytes.subarray(0, expected.length), expected);
