/** What the model finds, as sentences in the language that is spoken; the findings themselves are data. */
import type { Leftover } from './explain/afterlife.js';
import type { Completeness } from './explain/completeness.js';
import type { Knot } from './explain/hang.js';
import type { Hang } from './explain/hangs.js';
import type { ChannelLedger } from './explain/ledger.js';
import type { Fate, LossReason } from './fate.js';
import type { Recording } from './recording.js';
import { texts } from './texts.js';
import { seconds, Words } from './words.js';

/** One sentence on a knot: who waits for what, on which lines, and why it never ends. */
export function knotSentence(recording: Recording, knot: Knot): string {
  const words = new Words(recording);
  return texts.knot(
    knot.links.map((link) => words.waiting(link)),
    words.because(knot),
    knot.behind.map((lane) => words.lane(lane)),
  );
}

/** A knot that was never undone, with how long it stood. */
export const hangSentence = (recording: Recording, { knot, step, lasted }: Hang): string =>
  texts.hang(knotSentence(recording, knot), seconds(lasted), step + 1);

/** What was sent into a channel and never received; undefined where nothing was. */
export function lossSentence(recording: Recording, book: ChannelLedger): string | undefined {
  const { channel, sent, lost, inFlight, unseen } = book;
  if (lost.length + inFlight + unseen === 0) return undefined;
  const words = new Words(recording);
  const reasons = new Map<string, number>();
  for (const { reason } of lost) reasons.set(words.loss(reason), (reasons.get(words.loss(reason)) ?? 0) + 1);
  const parts = [
    ...[...reasons].map(([reason, count]) => texts.lostAs(count, reason)),
    ...(inFlight > 0 ? [texts.underWay(inFlight)] : []),
    ...(unseen > 0 ? [texts.toBlind(unseen)] : []),
  ];
  return texts.losses(words.channel(channel), sent, parts);
}

export function totalSentence(recording: Recording, books: readonly ChannelLedger[]): string {
  const used = books.filter(({ sent, received }) => sent + received > 0);
  const sent = used.reduce((sum, book) => sum + book.sent, 0);
  const received = used.reduce((sum, book) => sum + book.received, 0);
  const processes = recording.processes.filter(({ collector }) => !collector).length;
  return texts.total(processes, sent, received, used.length);
}

/** What has become of a message. */
export function fateSentence(recording: Recording, fate: Fate): string {
  const words = new Words(recording);
  switch (fate.state) {
    case 'received':
      return texts.received;
    case 'in-flight':
      return texts.inFlight;
    case 'not-sent':
      return texts.notSent;
    case 'unseen':
      return texts.unseen(words.process(fate.process));
    case 'lost':
      return texts.lost(words.loss(fate.reason));
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
      return texts.unjoined(name);
    case 'orphan':
      return texts.orphan(
        name,
        words.process(leftover.parent),
        leftover.microseconds === undefined ? undefined : seconds(leftover.microseconds),
      );
    case 'daemon-killed':
      return texts.daemonKilled(name, leftover.signal);
    case 'still-alive':
      return texts.stillAlive(name);
  }
}

/** One sentence for each thing that is not known; none for a whole recording. */
export function completenessSentences(recording: Recording, completeness: Completeness): string[] {
  const words = new Words(recording);
  const { blind, missing, dropped, clockDisagreements, cutBytes, unread } = completeness;
  return [
    ...blind.map(({ process, why }) => texts.blind(words.process(process), why && recordedReason(why))),
    ...(missing > 0 ? [texts.missing(missing)] : []),
    ...dropped.map(({ count, why }) => texts.dropped(count, recordedReason(why))),
    ...(clockDisagreements > 0 ? [texts.clocks(clockDisagreements)] : []),
    ...(cutBytes > 0 ? [texts.cut(cutBytes)] : []),
    ...(unread > 0 ? [texts.unread(unread)] : []),
  ];
}

/** Why something was lost or is blind, as the recording has it: in English there, here in the language that is spoken. */
export const recordedReason = (why: string): string => texts.recorded(why);
