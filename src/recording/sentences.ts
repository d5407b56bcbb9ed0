/** What the model finds, in English. The findings are data: whoever speaks another language writes a file like this one. */
import type { Leftover } from './explain/afterlife.js';
import type { Completeness } from './explain/completeness.js';
import type { Knot } from './explain/hang.js';
import type { Hang } from './explain/hangs.js';
import type { ChannelLedger } from './explain/ledger.js';
import type { Fate, LossReason } from './fate.js';
import type { Recording } from './recording.js';
import { plural, seconds, Words } from './words.js';

/** One sentence on a knot: who waits for what, on which lines, and why it never ends. */
export function knotSentence(recording: Recording, knot: Knot): string {
  const words = new Words(recording);
  const parts = knot.links.map((link) => words.waiting(link));
  const behind =
    knot.behind.length === 0
      ? ''
      : ` ${knot.behind.map((lane) => words.lane(lane)).join(', ')} cannot go on because of it.`;
  return `${parts.join('; ')}${words.because(knot)}.${behind}`;
}

/** A knot that was never undone, with how long it stood. */
export const hangSentence = (recording: Recording, { knot, step, lasted }: Hang): string =>
  `${knotSentence(recording, knot)} It stood still for ${seconds(lasted)}, up to step ${step + 1}.`;

/** What was sent into a channel and never received; undefined where nothing was. */
export function lossSentence(recording: Recording, book: ChannelLedger): string | undefined {
  const { channel, sent, lost, inFlight, unseen } = book;
  if (lost.length + inFlight + unseen === 0) return undefined;
  const words = new Words(recording);
  const reasons = new Map<string, number>();
  for (const { reason } of lost) reasons.set(words.loss(reason), (reasons.get(words.loss(reason)) ?? 0) + 1);
  const parts = [
    ...[...reasons].map(([reason, count]) => `${plural(count, 'was', 'were')} lost, as ${reason}`),
    ...(inFlight > 0 ? [`${plural(inFlight, 'was', 'were')} under way when the recording ended`] : []),
    ...(unseen > 0 ? [`${plural(unseen, 'went', 'went')} to a blind process, where nobody could see them arrive`] : []),
  ];
  return `${words.channel(channel)}: of ${plural(sent, 'message', 'messages')} sent, ${parts.join('; ')}.`;
}

export function totalSentence(recording: Recording, books: readonly ChannelLedger[]): string {
  const used = books.filter(({ sent, received }) => sent + received > 0);
  const sent = used.reduce((sum, book) => sum + book.sent, 0);
  const received = used.reduce((sum, book) => sum + book.received, 0);
  const processes = recording.processes.filter(({ collector }) => !collector).length;
  return `${plural(processes, 'process', 'processes')}, ${plural(sent, 'message', 'messages')} sent and ${received.toLocaleString('en')} received in ${plural(used.length, 'channel', 'channels')}.`;
}

/** What has become of a message. */
export function fateSentence(recording: Recording, fate: Fate): string {
  const words = new Words(recording);
  switch (fate.state) {
    case 'received':
      return 'Received.';
    case 'in-flight':
      return 'Not received yet.';
    case 'not-sent':
      return 'Not sent yet.';
    case 'unseen':
      return `Sent to ${words.process(fate.process)}, of which nothing is known from inside: whether it arrived cannot be seen.`;
    case 'lost':
      return `Lost: ${words.loss(fate.reason)}.`;
  }
}

export function lossReason(recording: Recording, reason: LossReason): string {
  return new Words(recording).loss(reason);
}

export function leftoverSentence(recording: Recording, leftover: Leftover): string {
  const words = new Words(recording);
  const name = words.process(leftover.process);
  switch (leftover.kind) {
    case 'unjoined':
      return `${name} ended and nobody had joined it.`;
    case 'orphan':
      return leftover.microseconds === undefined
        ? `${name} was still there after its parent ${words.process(leftover.parent)} had ended.`
        : `${name} lived on ${seconds(leftover.microseconds)} after its parent ${words.process(leftover.parent)} had ended.`;
    case 'daemon-killed':
      return `${name}, a daemon, was ended by ${leftover.signal}.`;
    case 'still-alive':
      return `${name} had not ended when the recording did.`;
  }
}

/** One sentence for each thing that is not known; none for a whole recording. */
export function completenessSentences(recording: Recording, completeness: Completeness): string[] {
  const words = new Words(recording);
  const { blind, missing, dropped, clockDisagreements, cutBytes, unread } = completeness;
  return [
    ...blind.map(({ process, why }) => `${words.process(process)} is blind${why === undefined ? '' : `: ${why}`}.`),
    ...(missing > 0 ? [`${plural(missing, 'event is', 'events are')} missing: counts are "at least".`] : []),
    ...dropped.map(({ count, why }) => `${plural(count, 'event was', 'events were')} dropped: ${why}.`),
    ...(clockDisagreements > 0
      ? [
          `The clocks disagree on ${plural(clockDisagreements, 'message', 'messages')}, received before sent; shown at the time of sending.`,
        ]
      : []),
    ...(cutBytes > 0
      ? [`The recording was cut: its last line has no end (${plural(cutBytes, 'byte', 'bytes')}).`]
      : []),
    ...(unread > 0 ? [`${plural(unread, 'line', 'lines')} could not be read.`] : []),
  ];
}
