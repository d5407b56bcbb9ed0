/** Everything that is wrong with a program, as sentences: what the command line prints and the tests read. */
import type { Recording } from '../recording.js';
import {
  completenessSentences,
  hangSentence,
  knotSentence,
  leftoverSentence,
  lossSentence,
  totalSentence,
} from '../sentences.js';
import { afterlife, type Leftover } from './afterlife.js';
import { completeness } from './completeness.js';
import { explainHang } from './hang.js';
import { findHangs } from './hangs.js';
import { ledger } from './ledger.js';
import { ledgerSentence } from './ledger-sentence.js';
import { slowness, slownessSentences } from './slow/summary.js';

export interface Explanations {
  readonly hangs: readonly string[];
  readonly losses: readonly string[];
  readonly leftovers: readonly string[];
  readonly incomplete: readonly string[];
  /** What went through each channel; with "at least" where something is missing. */
  readonly channels: readonly string[];
  /** Why it takes its time: of the whole recording only. */
  readonly slow: readonly string[];
  /** How much there was: processes, channels, messages. */
  readonly summary: string;
}

/** At a step: who stands still there, be it for a moment; else what stood still for good at any time of the recording. */
export function explanations(recording: Recording, step?: number): Explanations {
  const books = ledger(recording);
  const known = completeness(recording);
  return {
    hangs:
      step === undefined
        ? findHangs(recording).map((hang) => hangSentence(recording, hang))
        : explainHang(recording, step).map((knot) => knotSentence(recording, knot)),
    losses: books.map((book) => lossSentence(recording, book)).filter((sentence) => sentence !== undefined),
    leftovers: notableLeftovers(recording).map((leftover) => leftoverSentence(recording, leftover)),
    incomplete: completenessSentences(recording, known),
    channels: books.map((book) => ledgerSentence(recording, book, !known.whole)).filter((text) => text !== undefined),
    slow: step === undefined ? slownessSentences(recording, slowness(recording)) : [],
    summary: totalSentence(recording, books),
  };
}

/** Without what is only a matter of moments. */
export const notableLeftovers = (recording: Recording): Leftover[] => afterlife(recording).filter(matters);

/** A tree that ends together ends in any order; a moment between a parent's end and its child's is nothing. */
export const matters = (leftover: Leftover): boolean =>
  leftover.kind !== 'orphan' || leftover.microseconds === undefined || leftover.microseconds >= MOMENT;

const MOMENT = 500_000;
