/** A channel's account in one sentence. */
import type { Recording } from '../recording.js';
import { Words } from '../words.js';
import type { ChannelLedger } from './ledger.js';
import { milliseconds } from './slow/sentences.js';
import { texts } from './texts.js';

/** Undefined for a channel through which nothing went. `atLeast`: something is missing, so that there may have been more. */
export function ledgerSentence(recording: Recording, book: ChannelLedger, atLeast: boolean): string | undefined {
  const { channel, sent, received, deepest, bytes, rate, latency } = book;
  if (sent + received === 0) return undefined;
  const count = (n: number): string => (atLeast ? texts.atLeast(n.toLocaleString('en')) : n.toLocaleString('en'));
  return texts.channel(new Words(recording).channel(channel), count(sent), count(received), [
    ...(deepest.count > 1 ? [texts.deepest(deepest.count, deepest.step + 1)] : []),
    ...(bytes > 0 ? [texts.bytes(size(bytes))] : []),
    ...(rate > 0 ? [texts.rate(rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en'))] : []),
    ...(latency === undefined ? [] : [texts.latency(milliseconds(latency.p50), milliseconds(latency.most))]),
  ]);
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
