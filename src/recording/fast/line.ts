/**
 * Takes the lines of the commonest events straight from their bytes into the columns, several times quicker than by way of JSON.parse
 * and to the same result. What it is not sure of, in whatever way, it leaves untouched for the slow way.
 */
import { MAX_LINE_BYTES } from '../../wire/handshake.js';
import { flag, typeCode } from '../rows.js';
import type { Store } from '../store.js';
import { KnownNames } from './known-names.js';
import {
  AT,
  AT_BIT,
  BLOCKING,
  BLOCKING_BIT,
  BRACE,
  BYTES,
  BYTES_BIT,
  CHANNEL,
  CHANNEL_BIT,
  COMMA,
  FOR_BIT,
  heads,
  JOIN,
  KIND,
  KIND_BIT,
  MESSAGE,
  MESSAGE_BIT,
  MOST_KINDS,
  NEWLINE,
  needed,
  OUTCOME_BIT,
  outcomeLiterals,
  PAYLOAD,
  PID,
  QUOTE,
  reasonLiterals,
  SEQ,
  STDERR,
  STDOUT,
  STREAM_BIT,
  TEXT,
  TEXT_BIT,
  TID,
  TRUNCATED,
  TRUNCATED_BIT,
  TYPE_AT,
  WAIT,
  WAIT_BIT,
} from './literals.js';
import { type Chunk, type Literal, MOST, Scan } from './scan.js';

export class FastLine {
  private readonly scan = new Scan();
  private readonly names: KnownNames;
  // What was read of the line.
  private time = 0;
  private lane = 0;
  private seq = 0;
  private site = 0;
  private size = -1;
  private kind = 0;
  private direction = -1;
  private number = 0;
  private slot = 0;
  private truncated = false;
  private textFrom = -1;
  private textTo = -1;
  private wait = -1;
  private code = -1;
  private target = -1;
  private flagged = false;
  /** A bit for each field read, as no field may come twice. */
  private seen = 0;

  constructor(private readonly store: Store) {
    this.names = new KnownNames(store);
  }

  /** Learns the names that have come by the slow way since. */
  learn(): void {
    this.names.learn();
  }

  /** The place after the line that begins at `from` and its newline, or -1 where nothing was taken. */
  take(chunk: Chunk, from: number): number {
    switch (chunk.bytes[from + TYPE_AT]) {
      case 0x73: // s
        return this.line(chunk, from, typeCode.send);
      case 0x72: // r
        return this.line(chunk, from, typeCode.receive);
      case 0x6f: // o
        return this.line(chunk, from, typeCode.output);
      case 0x77: // w
        return this.line(chunk, from, chunk.bytes[from + TYPE_AT + 2] === 0x69 ? typeCode.wait : typeCode.wake);
      default:
        return -1;
    }
  }

  private line(chunk: Chunk, from: number, type: number): number {
    let at = this.head(chunk, from, heads[type]!);
    this.seen = 0;
    this.site = 0;
    this.size = -1;
    this.kind = 0;
    this.truncated = false;
    this.textFrom = -1;
    while (at >= 0 && chunk.bytes[at] === COMMA) at = this.field(chunk, at, type);
    if (at < 0 || chunk.bytes[at] !== BRACE || chunk.bytes[at + 1] !== NEWLINE || at - from >= MAX_LINE_BYTES)
      return -1;
    return this.finish(chunk, type) ? at + 2 : -1;
  }

  /** `{"type":"…","time":…,"pid":…,"tid":…,"seq":…`. */
  private head(chunk: Chunk, from: number, literal: Literal): number {
    const { scan } = this;
    let at = scan.decimal(chunk.bytes, scan.literal(chunk, from, literal));
    this.time = scan.number;
    at = scan.whole(chunk.bytes, scan.literal(chunk, at, PID));
    const pid = scan.number;
    let tid = 0;
    if (chunk.bytes[at + 2] === 0x74) {
      at = scan.whole(chunk.bytes, scan.literal(chunk, at, TID));
      tid = scan.number;
      if (tid === 0) return -1;
    }
    at = scan.whole(chunk.bytes, scan.literal(chunk, at, SEQ));
    this.seq = scan.number;
    if (this.seq > MOST) return -1;
    if (at < 0) return -1;
    this.lane = this.names.laneOf(pid, tid, this.time);
    return this.lane < 0 ? -1 : at;
  }

  /** One field after its comma: told by its first letter, then compared whole. */
  private field(chunk: Chunk, at: number, type: number): number {
    if (chunk.bytes[at + 2] === 0x61) return this.once(AT_BIT) ? this.siteValue(chunk, at) : -1;
    switch (type) {
      case typeCode.send:
      case typeCode.receive:
        return this.messageField(chunk, at, type === typeCode.send);
      case typeCode.output:
        return this.outputField(chunk, at);
      case typeCode.wait:
        return this.waitField(chunk, at);
      default:
        return this.wakeField(chunk, at);
    }
  }

  private siteValue(chunk: Chunk, at: number): number {
    const end = this.scan.whole(chunk.bytes, this.scan.literal(chunk, at, AT));
    this.site = this.scan.number;
    return this.site === 0 || this.site > MOST ? -1 : end;
  }

  private messageField(chunk: Chunk, at: number, isSend: boolean): number {
    this.slot = this.lane * 4 + (isSend ? 2 : 0);
    switch (chunk.bytes[at + 2]) {
      case 0x6d: // m
        return this.once(MESSAGE_BIT) ? this.messageName(chunk, this.scan.literal(chunk, at, MESSAGE)) : -1;
      case 0x63: // c
        return this.once(CHANNEL_BIT) ? this.channelOfMessage(chunk, this.scan.literal(chunk, at, CHANNEL)) : -1;
      case 0x62: // b
        return this.once(BYTES_BIT) ? this.sizeValue(chunk, at) : -1;
      case 0x6b: // k
        return this.once(KIND_BIT) ? this.kindValue(chunk, this.scan.literal(chunk, at, KIND)) : -1;
      case 0x70: // p
        return isSend && this.once(TEXT_BIT) ? this.textValue(chunk, this.scan.literal(chunk, at, PAYLOAD)) : -1;
      case 0x74: // t
        return isSend && this.once(TRUNCATED_BIT) ? this.truncatedValue(chunk, at) : -1;
      default:
        return -1;
    }
  }

  private outputField(chunk: Chunk, at: number): number {
    switch (chunk.bytes[at + 2]) {
      case 0x73: // s
        return this.once(STREAM_BIT) ? this.streamValue(chunk, at) : -1;
      case 0x62: // b
        return this.once(BYTES_BIT) ? this.sizeValue(chunk, at) : -1;
      case 0x74: // t
        if (chunk.bytes[at + 3] === 0x72) return this.once(TRUNCATED_BIT) ? this.truncatedValue(chunk, at) : -1;
        return this.once(TEXT_BIT) ? this.textValue(chunk, this.scan.literal(chunk, at, TEXT)) : -1;
      default:
        return -1;
    }
  }

  private waitField(chunk: Chunk, at: number): number {
    switch (chunk.bytes[at + 2]) {
      case 0x77: // w
        return this.once(WAIT_BIT) ? this.waitNumber(chunk, at) : -1;
      case 0x66: // f
        return this.once(FOR_BIT) ? this.reason(chunk, at) : -1;
      case 0x62: // b
        this.flagged = true;
        return this.once(BLOCKING_BIT) ? this.scan.literal(chunk, at, BLOCKING) : -1;
      default:
        return -1;
    }
  }

  private wakeField(chunk: Chunk, at: number): number {
    if (chunk.bytes[at + 2] === 0x77) return this.once(WAIT_BIT) ? this.waitNumber(chunk, at) : -1;
    if (!this.once(OUTCOME_BIT)) return -1;
    this.code = outcomeLiterals.findIndex((literal) => this.scan.literal(chunk, at, literal) >= 0);
    return this.code < 0 ? -1 : this.scan.literal(chunk, at, outcomeLiterals[this.code]!);
  }

  private once(bit: number): boolean {
    if (this.seen & bit) return false;
    this.seen |= bit;
    return true;
  }

  /** Mostly the direction is one of the lane's last two. */
  private messageName(chunk: Chunk, at: number): number {
    const { slot } = this;
    const last = this.names.lastDirections;
    const end = this.guessed(chunk, at, last[slot]!);
    if (end >= 0) return end;
    const second = this.guessed(chunk, at, last[slot + 1]!);
    const found = second >= 0 ? second : this.otherName(chunk, at);
    if (found < 0) return -1;
    last[slot + 1] = last[slot]!;
    last[slot] = this.direction;
    return found;
  }

  private guessed(chunk: Chunk, at: number, direction: number): number {
    const end = direction < 0 ? -1 : this.scan.literal(chunk, at, this.names.directionLiteral(direction));
    if (end < 0) return -1;
    const after = this.scan.whole(chunk.bytes, end);
    this.number = this.scan.number;
    this.direction = direction;
    return chunk.bytes[after] === QUOTE && this.number >= 1 && this.number <= MOST ? after + 1 : -1;
  }

  private otherName({ bytes }: Chunk, at: number): number {
    const { scan } = this;
    const end = at < 0 ? -1 : scan.name(bytes, at);
    if (end < 0) return -1;
    this.number = scan.number;
    this.direction = this.names.directions.find(bytes, at, scan.prefixEnd, scan.prefixHash);
    if (this.direction < 0) return -1;
    return end + 1;
  }

  /** Must be the channel of the message's name, which comes before it. */
  private channelOfMessage(chunk: Chunk, at: number): number {
    if (at < 0 || (this.seen & MESSAGE_BIT) === 0) return -1;
    const { channel } = this.store.channels.directions[this.direction]!;
    return this.scan.literal(chunk, at, this.names.channelLiteral(channel));
  }

  private sizeValue(chunk: Chunk, at: number): number {
    const end = this.scan.whole(chunk.bytes, this.scan.literal(chunk, at, BYTES));
    this.size = this.scan.number;
    return this.size > MOST ? -1 : end;
  }

  private kindValue(chunk: Chunk, at: number): number {
    if (at < 0) return -1;
    const end = this.scan.word(chunk.bytes, at);
    if (end < 0) return -1;
    this.kind = this.names.kinds.find(chunk.bytes, at, end, this.scan.hash);
    return this.kind <= 0 || this.kind > MOST_KINDS ? -1 : end + 1;
  }

  private textValue(chunk: Chunk, at: number): number {
    if (at < 0) return -1;
    this.textFrom = at;
    this.textTo = this.scan.text(chunk.bytes, at);
    return this.textTo < 0 ? -1 : this.textTo + 1;
  }

  private truncatedValue(chunk: Chunk, at: number): number {
    this.truncated = true;
    return this.scan.literal(chunk, at, TRUNCATED);
  }

  private streamValue(chunk: Chunk, at: number): number {
    const out = this.scan.literal(chunk, at, STDOUT);
    this.flagged = out < 0;
    return out >= 0 ? out : this.scan.literal(chunk, at, STDERR);
  }

  private waitNumber(chunk: Chunk, at: number): number {
    const end = this.scan.whole(chunk.bytes, this.scan.literal(chunk, at, WAIT));
    this.wait = this.scan.number;
    return this.wait > MOST ? -1 : end;
  }

  private reason(chunk: Chunk, at: number): number {
    for (const { literal, code } of reasonLiterals) {
      const end = this.scan.literal(chunk, at, literal);
      if (end < 0) continue;
      this.code = code;
      return code === JOIN ? this.joined(chunk, end) : this.waitedFor(chunk, end);
    }
    return -1;
  }

  private joined(chunk: Chunk, at: number): number {
    const end = this.scan.whole(chunk.bytes, at);
    const child = this.store.processes.find(this.scan.number, this.time);
    if (end < 0 || child === undefined) return -1;
    this.target = child.index;
    return chunk.bytes[end] === BRACE ? end + 1 : -1;
  }

  private waitedFor(chunk: Chunk, at: number): number {
    const end = this.scan.word(chunk.bytes, at);
    if (end < 0) return -1;
    this.target = this.names.channels.find(chunk.bytes, at, end, this.scan.hash);
    return this.target >= 0 && chunk.bytes[end + 1] === BRACE ? end + 2 : -1;
  }

  /** Everything needed is there: into the columns with it. */
  private finish(chunk: Chunk, type: number): boolean {
    if ((this.seen & needed[type]!) !== needed[type]) return false;
    const { store } = this;
    if (store.full && this.beginsSomething(type)) {
      store.seqs[this.lane]!.add(this.seq);
      store.leftOut++;
      return true;
    }
    const place = this.textFrom < 0 ? 0 : store.arena.add(chunk.bytes, this.textFrom, this.textTo);
    if (this.textFrom >= 0 && place === 0) return false;
    const { rows } = store;
    const row = rows.add(type, this.time, this.lane, this.seq, this.site);
    store.seqs[this.lane]!.add(this.seq);
    rows.text[row] = place;
    rows.kind[row] = this.kind;
    rows.flags[row] = this.flags(type);
    if (this.size >= 0) rows.size[row] = this.size;
    this.refer(type, row);
    return true;
  }

  /** See the store's. */
  private beginsSomething(type: number): boolean {
    const { channels, waits } = this.store;
    if (type === typeCode.send || type === typeCode.receive)
      return channels.directions[this.direction]!.messages.get(this.number) < 0;
    return type !== typeCode.wake || !waits.known(this.lane, this.wait);
  }

  private flags(type: number): number {
    const sized = this.size >= 0 ? flag.sized : 0;
    const truncated = this.truncated ? flag.truncated : 0;
    const stderr = type === typeCode.output && this.flagged ? flag.stderr : 0;
    return sized | truncated | stderr;
  }

  private refer(type: number, row: number): void {
    const { rows, waits, channels } = this.store;
    if (type === typeCode.send || type === typeCode.receive) {
      this.store.pair(channels.directions[this.direction]!, this.number, row, type === typeCode.send);
    } else if (type === typeCode.wait) {
      const wait = waits.begin(this.lane, this.wait, row);
      rows.ref[row] = wait;
      waits.kind[wait] = this.code;
      waits.target[wait] = this.target;
      waits.blocking[wait] = this.seen & BLOCKING_BIT ? 1 : 0;
    } else if (type === typeCode.wake) rows.ref[row] = waits.end(this.lane, this.wait, row, this.code + 1);
  }
}
