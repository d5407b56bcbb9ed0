/** Where did the message go: each channel's account of what was sent, received, is under way, or was lost and why. */
import type { LossReason } from '../fate.js';
import { nthSmallest } from '../nth-smallest.js';
import type { Recording } from '../recording.js';
import { typeCode } from '../rows.js';
import { atOnce, type Sliced } from '../slices.js';

export interface ChannelLedger {
  readonly channel: number;
  readonly sent: number;
  readonly received: number;
  /** Receives whose send is not in the recording. */
  readonly unsent: number;
  readonly inFlight: number;
  readonly lost: readonly LostMessage[];
  /** Sent to a blind process: nobody could see them arrive. */
  readonly unseen: number;
  /** The most that were under way at once, and the first step at which they were. */
  readonly deepest: { readonly count: number; readonly step: number };
  /** Bytes sent, as far as they were told. */
  readonly bytes: number;
  /** Sends a second between the first send and the last, 0 where there are fewer than two. */
  readonly rate: number;
  /** Microseconds from send to receive; undefined where nothing was received. */
  readonly latency:
    | {
        readonly p50: number;
        readonly p90: number;
        readonly p95: number;
        readonly p99: number;
        readonly most: number;
      }
    | undefined;
}

export interface LostMessage {
  readonly message: number;
  readonly reason: LossReason;
}

/** By channel; as things stood at the recording's end. */
export const ledger = (recording: Recording): ChannelLedger[] => atOnce(ledgerInSlices(recording));

/** The same, of a recording that may grow between the slices: then what came last may not be in it yet. */
export function* ledgerInSlices(recording: Recording): Sliced<ChannelLedger[]> {
  const books: Book[] = [];
  const bookOf = (channel: number): Book => (books[channel] ??= newBook());
  for (let message = 0; message < recording.messages.length; message++) {
    enter(recording, bookOf(recording.messages.channel(message)), message);
    if (message % SLICE === SLICE - 1) yield;
  }
  yield* findDeepest(recording, bookOf);
  const all: ChannelLedger[] = [];
  for (let channel = 0; channel < recording.channels.length; channel++) {
    all.push(closed(recording, channel, bookOf(channel)));
    if (books[channel]!.sent > SLICE || channel % 64 === 63) yield;
  }
  return all;
}

/** So many messages or steps are a few milliseconds' work. */
const SLICE = 16_384;

/** A channel's account while it is being made. */
interface Book {
  sent: number;
  received: number;
  unsent: number;
  bytes: number;
  first: number;
  last: number;
  latencies: number[];
  /** Sent and not received. */
  pending: number[];
  now: number;
  deepest: { count: number; step: number };
}

const newBook = (): Book => ({
  sent: 0,
  received: 0,
  unsent: 0,
  bytes: 0,
  first: Number.POSITIVE_INFINITY,
  last: Number.NEGATIVE_INFINITY,
  latencies: [],
  pending: [],
  now: 0,
  deepest: { count: 0, step: -1 },
});

function enter({ store: { messages, rows } }: Recording, book: Book, message: number): void {
  const [send, receive] = [messages.sendRow[message]!, messages.receiveRow[message]!];
  if (receive >= 0) book.received++;
  if (send < 0) {
    book.unsent++;
    return;
  }
  const time = rows.time[send]!;
  book.sent++;
  book.bytes += rows.size[send]!;
  book.first = Math.min(book.first, time);
  book.last = Math.max(book.last, time);
  if (receive >= 0) book.latencies.push(rows.time[receive]! - time);
  else book.pending.push(message);
}

function closed(recording: Recording, channel: number, book: Book): ChannelLedger {
  const { sent, received, unsent, bytes, first, last, deepest } = book;
  const fates = book.pending.map((message) => ({ message, fate: recording.messages.fate(message) }));
  return {
    channel,
    sent,
    received,
    unsent,
    inFlight: fates.filter(({ fate }) => fate.state === 'in-flight').length,
    lost: fates.flatMap(({ message, fate }) => (fate.state === 'lost' ? [{ message, reason: fate.reason }] : [])),
    unseen: fates.filter(({ fate }) => fate.state === 'unseen').length,
    deepest,
    bytes,
    rate: last > first ? ((sent - 1) / (last - first)) * 1e6 : 0,
    latency: percentiles(book.latencies),
  };
}

function percentiles(times: readonly number[]): ChannelLedger['latency'] {
  if (times.length === 0) return undefined;
  const numbers = Float64Array.from(times);
  const at = (share: number): number =>
    nthSmallest(numbers, Math.min(Math.ceil(share * times.length), times.length) - 1);
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), most: at(1) };
}

function* findDeepest(recording: Recording, bookOf: (channel: number) => Book): Sliced<void> {
  const { rows, order, messages, channels } = recording.store;
  recording.settle();
  for (let step = 0; step < order.length; step++) {
    const row = order.rows[step]!;
    const type = rows.type[row];
    if (type === typeCode.send || type === typeCode.receive) {
      const message = rows.ref[row]!;
      const { channel } = channels.directions[messages.direction[message]!]!;
      if (messages.sendRow[message]! >= 0) pass(bookOf(channel), type === typeCode.send, step);
    }
    if (step % SLICE !== SLICE - 1) continue;
    yield;
    recording.settle();
  }
}

function pass(book: Book, isSend: boolean, step: number): void {
  book.now += isSend ? 1 : -1;
  if (book.now > book.deepest.count) book.deepest = { count: book.now, step };
}
