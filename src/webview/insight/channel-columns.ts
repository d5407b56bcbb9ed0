/** The columns of the channels' accounts: what each shows, how it sorts, and where a figure is "at least". Pure. */
import type { ChannelLedger, Recording } from '../../recording/index.js';
import { lossReason } from '../../recording/sentences.js';
import { channelName } from '../describe.js';
import { bytes, count, duration } from '../format.js';
import { t } from '../strings.js';
import { plainText } from './names.js';

export interface ChannelColumn {
  id: string;
  title(): string;
  width: number;
  number: boolean;
  /** Its share of the width that is left over. */
  grows?: number;
  text(recording: Recording, book: ChannelLedger): string;
  /** What it sorts by; undefined comes last. */
  by(recording: Recording, book: ChannelLedger): number | string | undefined;
  /** More than the recording has may have happened. */
  counts?: boolean;
}

const figure = (
  id: string,
  width: number,
  title: () => string,
  of: (book: ChannelLedger) => number | undefined,
  text: (value: number) => string,
  counts = false,
): ChannelColumn => ({
  id,
  title,
  width,
  number: true,
  counts,
  by: (_, book) => of(book),
  text: (_, book) => {
    const value = of(book);
    return value === undefined ? '' : text(value);
  },
});

export const channelColumns: readonly ChannelColumn[] = [
  {
    id: 'channel',
    title: () => t('Channel'),
    width: 120,
    grows: 1,
    number: false,
    text: (recording, { channel }) => channelName(recording, channel),
    by: (recording, { channel }) => channelName(recording, channel),
  },
  figure(
    'sent',
    72,
    () => t('Sent'),
    ({ sent }) => sent,
    count,
    true,
  ),
  figure(
    'received',
    78,
    () => t('Received'),
    ({ received }) => received,
    count,
    true,
  ),
  figure(
    'in-flight',
    78,
    () => t('Under way'),
    ({ inFlight }) => inFlight,
    count,
  ),
  figure(
    'deepest',
    76,
    () => t('Deepest'),
    ({ deepest }) => deepest.count,
    count,
  ),
  figure(
    'bytes',
    74,
    () => t('Size'),
    ({ bytes: sum }) => sum,
    bytes,
    true,
  ),
  figure(
    'rate',
    80,
    () => t('Per second'),
    ({ rate }) => rate || undefined,
    rateText,
  ),
  figure(
    'p50',
    70,
    () => 'p50',
    ({ latency }) => latency?.p50,
    duration,
  ),
  figure(
    'p95',
    70,
    () => 'p95',
    ({ latency }) => latency?.p95,
    duration,
  ),
  figure(
    'p99',
    70,
    () => 'p99',
    ({ latency }) => latency?.p99,
    duration,
  ),
  {
    id: 'lost',
    title: () => t('Lost'),
    width: 130,
    grows: 2,
    number: false,
    text: lostText,
    by: (_, { lost }) => lost.length,
  },
];

function rateText(rate: number): string {
  return rate < 100 ? rate.toFixed(1) : count(Math.round(rate));
}

/** How many, and for which reasons; the most frequent first. */
function lostText(recording: Recording, { lost, unseen }: ChannelLedger): string {
  const reasons = new Map<string, number>();
  for (const { reason } of lost.slice(0, MOST_LOOKED_AT)) {
    const text = plainText(() => lossReason(recording, reason));
    reasons.set(text, (reasons.get(text) ?? 0) + 1);
  }
  const why = [...reasons].sort(([, a], [, b]) => b - a).map(([text]) => text);
  const unknown = unseen > 0 ? [t('{0} to somebody who is seen from outside only', count(unseen))] : [];
  return [lost.length > 0 ? `${count(lost.length)}: ${why.join('; ')}` : '', ...unknown].filter(Boolean).join(' · ');
}

/** Of a channel's lost messages the first ones have all the reasons there are. */
const MOST_LOOKED_AT = 200;

export interface ChannelSort {
  column: string;
  descending: boolean;
}

/** The channels that were used, sorted. */
export function sortedBooks(
  recording: Recording,
  books: readonly ChannelLedger[],
  { column, descending }: ChannelSort,
): ChannelLedger[] {
  const { by } = channelColumns.find(({ id }) => id === column) ?? channelColumns[0]!;
  const keyed = books
    .filter(({ sent, received }) => sent + received > 0)
    .map((book) => ({ book, key: by(recording, book) }));
  keyed.sort((a, b) => compared(a.key, b.key, descending) || a.book.channel - b.book.channel);
  return keyed.map(({ book }) => book);
}

function compared(a: number | string | undefined, b: number | string | undefined, descending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = typeof a === 'string' || typeof b === 'string' ? natural.compare(`${a}`, `${b}`) : a - b;
  return descending ? -order : order;
}

/** `queue/2` before `queue/10`. */
const natural = new Intl.Collator(undefined, { numeric: true });
