/** How two runs differ, as plain data with its sentences: what `diff --json` prints and the panel shows. Steps are numbered from 1. */
import type { Recording } from '../recording.js';
import { type Difference, diffRecordings } from './diff.js';
import { alikeSentences, differenceSentence } from './sentences.js';

export interface DiffData {
  /** What is the same, who is in one run only; where nothing differs, that it is so. */
  readonly summary: readonly string[];
  /** In the order of the first run, at most {@link MOST_TOLD}. */
  readonly differences: readonly ToldDifference[];
  /** How many there are. */
  readonly count: number;
  /** Which of the differences is the first that follows from no other; -1 for none. */
  readonly first: number;
  /** Where nothing differs within a process: the first two of the first run that came the other way round in the second. */
  readonly reordered?: readonly [earlier: number, later: number];
  /** Which process of the first run plays the part of which of the second, numbered from 0 in the order in which a recording comes to know them. */
  readonly processes: readonly (readonly [a: number, b: number])[];
  /** How many things happened in both. */
  readonly same: number;
  /** Their steps in the first run and in the second; of very many the first. */
  readonly pairs: readonly (readonly [a: number, b: number])[];
}

export interface ToldDifference extends Omit<Difference, 'a' | 'b'> {
  /** The step of each run; left out where the run has nothing there. */
  readonly a?: number;
  readonly b?: number;
  readonly sentence: string;
}

const MOST_TOLD = 500;
const MOST_PAIRS = 20_000;

export function diffData(a: Recording, b: Recording): DiffData {
  const diff = diffRecordings(a, b);
  const { first, reordered, same, alignment } = diff;
  const differences = told(diff.differences, first);
  return {
    summary: alikeSentences(a, b, diff),
    differences: differences.map((difference) => ({
      verdict: difference.verdict,
      kind: difference.kind,
      lanes: difference.lanes,
      ...(difference.a >= 0 && { a: difference.a + 1 }),
      ...(difference.b >= 0 && { b: difference.b + 1 }),
      sentence: differenceSentence(a, b, difference),
    })),
    count: diff.differences.length,
    first: first === undefined ? -1 : differences.indexOf(first),
    ...(reordered && { reordered: [reordered[0] + 1, reordered[1] + 1] as const }),
    processes: alignment.pairs,
    same,
    pairs: diff.pairs.slice(0, MOST_PAIRS).map(([inA, inB]) => [inA + 1, inB + 1] as const),
  };
}

/** However many there are, the first that follows from no other is among them. */
function told(all: readonly Difference[], first: Difference | undefined): Difference[] {
  const some = all.slice(0, MOST_TOLD);
  return first === undefined || some.includes(first) ? some : [...some, first];
}
