/** What `explain --json` prints: all that is found, as data with its sentences; steps are numbered from 1, as `--at` takes them. */

import { completeness } from '../recording/explain/completeness.js';
import { notableLeftovers } from '../recording/explain/explanations.js';
import { explainHang, type Knot } from '../recording/explain/hang.js';
import { findHangs, type Hang } from '../recording/explain/hangs.js';
import { ledger } from '../recording/explain/ledger.js';
import { ledgerSentence } from '../recording/explain/ledger-sentence.js';
import {
  latencySentence,
  pathSentence,
  poolAdviceSentence,
  profileSentence,
} from '../recording/explain/slow/sentences.js';
import { slowness } from '../recording/explain/slow/summary.js';
import type { PathSpan, Recording } from '../recording/index.js';
import { processLabel } from '../recording/labels.js';
import {
  completenessSentences,
  hangSentence,
  knotSentence,
  leftoverSentence,
  lossReason,
  totalSentence,
} from '../recording/sentences.js';

export function explainData(recording: Recording, step: number | undefined): object {
  const known = completeness(recording);
  const books = ledger(recording);
  return {
    hangs:
      step === undefined ? hangsOf(recording) : explainHang(recording, step).map((knot) => knotData(recording, knot)),
    channels: books.flatMap((book) => channelData(recording, book, !known.whole)),
    slow: step === undefined ? slowData(recording) : undefined,
    leftovers: notableLeftovers(recording).map((leftover) => ({
      ...leftover,
      ...who(recording, leftover.process),
      ...('parent' in leftover && { parent: processLabel(recording, leftover.parent) }),
      sentence: leftoverSentence(recording, leftover),
    })),
    whole: known.whole,
    unknown: completenessSentences(recording, known),
    summary: totalSentence(recording, books),
  };
}

const who = (recording: Recording, process: number) => ({
  process: processLabel(recording, process),
  pid: recording.processes[process]!.pid,
});

const lane = (recording: Recording, index: number) => {
  const { process, thread } = recording.lanes[index]!;
  return { ...who(recording, process), ...(thread !== 0 && { thread }) };
};

const hangsOf = (recording: Recording): object[] => findHangs(recording).map((hang) => hangData(recording, hang));

export const hangData = (recording: Recording, hang: Hang): object => ({
  ...knotData(recording, hang.knot),
  step: hang.step + 1,
  lasted: hang.lasted,
  sentence: hangSentence(recording, hang),
});

const knotData = (recording: Recording, knot: Knot) => ({
  kind: knot.kind,
  culprit: knot.culprit,
  waits: knot.links.map((link) => ({
    ...lane(recording, link.lane),
    since: link.since,
    at: link.at,
    for: link.for.kind,
  })),
  sentence: knotSentence(recording, knot),
});

function channelData(recording: Recording, book: ReturnType<typeof ledger>[number], atLeast: boolean): object[] {
  const sentence = ledgerSentence(recording, book, atLeast);
  if (sentence === undefined) return [];
  const { id, name } = recording.channels[book.channel]!;
  const lost = book.lost.map(({ message, reason }) => ({
    message: recording.messages.name(message),
    step: recording.messages.sendStep(message) + 1,
    reason: lossReason(recording, reason),
  }));
  const deepest = { count: book.deepest.count, step: book.deepest.step + 1 };
  return [{ ...book, channel: id, name, lost, deepest, atLeast, sentence }];
}

function slowData(recording: Recording): object {
  const { path, pools, processes, messages } = slowness(recording);
  return {
    criticalPath: {
      spans: path.spans.map((span) => spanData(recording, span)),
      totals: path.totals,
      sentence: pathSentence(recording, path),
    },
    pools: pools.map((advice) => ({ ...advice, sentence: poolAdviceSentence(advice) })),
    processes: processes.map((profile) => ({
      ...profile,
      ...who(recording, profile.process),
      sentence: profileSentence(recording, profile),
    })),
    messages: messages.map(({ message, parts }) => ({
      message: recording.messages.name(message),
      ...parts,
      from: lane(recording, parts.from),
      to: lane(recording, parts.to),
      sentence: latencySentence(parts),
    })),
  };
}

const spanData = (recording: Recording, { kind, lane: to, fromLane, from, to: end, fromStep, step }: PathSpan) => ({
  kind,
  ...lane(recording, to),
  ...(fromLane !== to && { after: lane(recording, fromLane) }),
  from,
  to: end,
  fromStep: fromStep + 1,
  step: step + 1,
  at: recording.location(step),
});
