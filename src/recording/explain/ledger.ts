/** Where did the message go: each channel's account of what was sent, received, is under way, or was lost and why. */
import type { LossReason } from '../fate.js';
import type { Recording } from '../recording.js';
import { typeCode } from '../rows.js';

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
    | { readonly p50: number; readonly p90: number; readonly p99: number; readonly most: number }
    | undefined;
}

export interface LostMessage {
  readonly message: number;
  readonly reason: LossReason;
}

/** By channel; as things stood at the recording's end. */
export function ledger(recording: Recording): ChannelLedger[] {
  const messages: number[][] = recording.channels.map(() => []);
  for (let message = 0; message < recording.messages.length; message++) {
    messages[recording.messages.channel(message)]!.push(message);
  }
  const deepest = deepestBacklogs(recording);
  return recording.channels.map(({ index }) => ledgerOf(recording, index, messages[index]!, deepest[index]!));
}

function ledgerOf(
  recording: Recording,
  channel: number,
  all: number[],
  deepest: ChannelLedger['deepest'],
): ChannelLedger {
  const { messages, store } = recording;
  const sent = all.filter((message) => store.messages.sendRow[message]! >= 0);
  const received = all.filter((message) => store.messages.receiveRow[message]! >= 0);
  const fates = sent.map((message) => ({ message, fate: messages.fate(message) }));
  return {
    channel,
    sent: sent.length,
    received: received.length,
    unsent: all.length - sent.length,
    inFlight: fates.filter(({ fate }) => fate.state === 'in-flight').length,
    lost: fates.flatMap(({ message, fate }) => (fate.state === 'lost' ? [{ message, reason: fate.reason }] : [])),
    unseen: fates.filter(({ fate }) => fate.state === 'unseen').length,
    deepest,
    bytes: sent.reduce((sum, message) => sum + store.rows.size[store.messages.sendRow[message]!]!, 0),
    rate: rateOf(sent.map((message) => store.rows.time[store.messages.sendRow[message]!]!)),
    latency: percentiles(all.map((message) => messages.latency(message)).filter((time) => time !== undefined)),
  };
}

function rateOf(times: number[]): number {
  const [first, last] = [least(times), -least(times.map((time) => -time))];
  return times.length < 2 || last === first ? 0 : ((times.length - 1) / (last - first)) * 1e6;
}

const least = (numbers: number[]): number => numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

function percentiles(times: number[]): ChannelLedger['latency'] {
  if (times.length === 0) return undefined;
  const sorted = Float64Array.from(times).sort();
  const at = (share: number): number => sorted[Math.min(Math.ceil(share * sorted.length), sorted.length) - 1]!;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), most: at(1) };
}

function deepestBacklogs(recording: Recording): { count: number; step: number }[] {
  recording.settle();
  const { rows, order, messages, channels } = recording.store;
  const now = new Int32Array(channels.all.length);
  const deepest = channels.all.map(() => ({ count: 0, step: -1 }));
  for (let step = 0; step < order.length; step++) {
    const row = order.rows[step]!;
    const type = rows.type[row];
    if (type !== typeCode.send && type !== typeCode.receive) continue;
    const message = rows.ref[row]!;
    if (messages.sendRow[message]! < 0) continue;
    const { channel } = channels.directions[messages.direction[message]!]!;
    now[channel]! += type === typeCode.send ? 1 : -1;
    if (now[channel]! > deepest[channel]!.count) deepest[channel] = { count: now[channel]!, step };
  }
  return deepest;
}
