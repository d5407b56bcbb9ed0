/**
 * Two runs side by side. A thread of a program is taken for what does the same when it gets the same: where two runs differ though
 * the thread had got the same, its behaviour changed; where it got the same things in another order, and nothing forced the order,
 * that is a race, and both orders are legal; what is different after that may follow from it.
 */
import { happensBefore } from '../causality.js';
import { processLabels } from '../labels.js';
import type { Recording } from '../recording.js';
import { type Alignment, alignProcesses } from './align.js';
import { type Happening, happenings } from './happenings.js';
import { compareLanes, type LaneDifference } from './lane.js';

export interface Difference {
  /**
   * `race`: both orders are legal, neither happens before the other. `changed`: the program did something else. `content`: it did the
   * same with another content. `consequence`: it may follow from a difference elsewhere or before.
   */
  readonly verdict: 'race' | 'changed' | 'content' | 'consequence';
  readonly kind: LaneDifference['kind'];
  /** The lane in each run. */
  readonly lanes: { readonly a: number; readonly b: number };
  /** The steps at which the two runs part, -1 where the run has nothing there. */
  readonly a: number;
  readonly b: number;
}

export interface RunDiff {
  readonly alignment: Alignment;
  /** What happened in both runs, in the same place of the same thread. */
  readonly same: number;
  /** Its steps in the first run and in the second, in the order of the first. */
  readonly pairs: readonly (readonly [a: number, b: number])[];
  /** In the order in which the first run came to them. */
  readonly differences: readonly Difference[];
  /** The first that follows from no other; a race only where nothing has changed. */
  readonly first: Difference | undefined;
  /**
   * Where nothing differs within any thread: the first two that happened in different threads in this order in the first run and in
   * the other in the second, which is legal.
   */
  readonly reordered: readonly [earlier: number, later: number] | undefined;
}

export function diffRecordings(a: Recording, b: Recording): RunDiff {
  const alignment = alignProcesses(a, b);
  const names = processLabelsWithoutPids(a, alignment);
  const [inA, inB] = [happenings(a, (index) => names.a.get(index)), happenings(b, (index) => names.b.get(index))];
  const lanes = { a: inA, b: inB };
  const sides = { a, b, lanes, inA: everything(inA), inB: everything(inB), looks: MOST_LOOKS };
  const found: { difference: Difference; after: number }[] = [];
  const same: (readonly [Happening, Happening])[] = [];
  for (const pair of lanePairs(a, b, alignment)) {
    const comparison = compareLanes(inA[pair.a]!, inB[pair.b]!);
    for (const alike of comparison.same) same.push(alike);
    for (const one of comparison.differences) found.push({ difference: judged(sides, one, pair), after: one.after });
  }
  found.sort((one, other) => place(one) - place(other));
  const differences = found.map(({ difference }) => difference);
  const first =
    differences.find(({ verdict }) => verdict === 'changed' || verdict === 'content') ??
    differences.find(({ verdict }) => verdict === 'race') ??
    differences[0];
  const pairs = same.map(([inFirst, inSecond]) => [inFirst.step, inSecond.step] as const).sort(([p], [q]) => p - q);
  return { alignment, same: same.length, pairs, differences, first, reordered: first ? undefined : inversion(pairs) };
}

const place = ({ difference, after }: { difference: Difference; after: number }): number =>
  difference.a >= 0 ? difference.a : after + 0.5;

function processLabelsWithoutPids(a: Recording, { pairs }: Alignment) {
  const labels = processLabels(a);
  const counts = new Map<string, number>();
  const names = { a: new Map<number, string>(), b: new Map<number, string>() };
  for (const [left, right] of pairs) {
    const plain = labels[left]!.replace(/ \(\d+\)$/, '');
    const count = (counts.get(plain) ?? 0) + 1;
    counts.set(plain, count);
    names.a.set(left, `<${plain} ${count}>`);
    names.b.set(right, `<${plain} ${count}>`);
  }
  return names;
}

/** The threads of paired processes, by number. */
function lanePairs(a: Recording, b: Recording, { pairs }: Alignment): { a: number; b: number }[] {
  return pairs.flatMap(([left, right]) =>
    a.processes[left]!.lanes.flatMap((lane) => {
      const { thread } = a.lanes[lane]!;
      const partner = b.processes[right]!.lanes.find((other) => b.lanes[other]!.thread === thread);
      return partner === undefined ? [] : [{ a: lane, b: partner }];
    }),
  );
}

interface Sides {
  a: Recording;
  b: Recording;
  lanes: { a: Happening[][]; b: Happening[][] };
  /** What happened anywhere in each run. */
  inA: ReadonlySet<string>;
  inB: ReadonlySet<string>;
  /** How often the past of a step may still be walked through: each time costs a pass over the recording. */
  looks: number;
}

const MOST_LOOKS = 500;

const everything = (lanes: Happening[][]): Set<string> => new Set(lanes.flat().map(({ full }) => full));

function judged(sides: Sides, difference: LaneDifference, lanes: Difference['lanes']): Difference {
  const { kind, a, b } = difference;
  return { verdict: verdictOf(sides, difference, lanes), kind, lanes, a: a?.step ?? -1, b: b?.step ?? -1 };
}

function verdictOf(sides: Sides, difference: LaneDifference, lanes: Difference['lanes']): Difference['verdict'] {
  switch (difference.kind) {
    case 'order':
      return orderVerdict(sides, difference);
    case 'content':
      return contentVerdict(sides, difference);
    case 'missing':
      return isNeedless(sides, difference, lanes) ? 'race' : missingVerdict(sides, difference);
  }
}

function orderVerdict(sides: Sides, difference: LaneDifference): Difference['verdict'] {
  const { a: ofA, b: ofB, later, afterInput } = difference;
  // Two deeds of the thread itself: it did them in this order and in that.
  if (!ofA!.input && !ofB!.input) return afterInput ? 'consequence' : 'changed';
  if (--sides.looks < 0) return 'consequence';
  const forced = forces(sides.a, ofA!, later!.a) || forces(sides.b, ofB!, later!.b);
  return forced ? 'consequence' : 'race';
}

/** Whether what came from outside could come only after another had happened. */
const forces = (recording: Recording, before: Happening, after: Happening): boolean =>
  after.input && after.cause >= 0 && happensBefore(recording, before.step, after.cause);

/** What was received was sent: where only one run sent it, there it differs first; else two readers raced for two messages. */
function contentVerdict({ inA, inB }: Sides, { a, b, afterInput }: LaneDifference): Difference['verdict'] {
  if (!a!.input) return afterInput ? 'consequence' : 'content';
  return inB.has(sendOf(a!)) && inA.has(sendOf(b!)) ? 'race' : 'consequence';
}

/** The send of a receive, as it is called in both runs. */
const sendOf = ({ full }: Happening): string => full.replace(/^receive (\S.*?) from <[^>]*>/, 'send $1');

/** Nobody waits for the end of a child that has ended already: of its end and the join, either may come first. */
function isNeedless(sides: Sides, { a, b, next }: LaneDifference, lanes: Difference['lanes']): boolean {
  const one = (a ?? b)!;
  if (!one.bare.startsWith('join ')) return false;
  const other = a ? sides.lanes.b[lanes.b]! : sides.lanes.a[lanes.a]!;
  const heard = other.find(({ bare }) => bare === one.bare.replace('join ', 'child-exit '));
  // What came from outside came at some time between two deeds of its own.
  const deed = next && other.find(({ step, input }) => step >= next.step && !input);
  return heard !== undefined && (deed === undefined || heard.step < deed.step);
}

/** An input that went to another, or arrived in one run only, is a race where it was sent in both; else its sender is to be asked. */
function missingVerdict({ inA, inB }: Sides, { a, b, afterInput }: LaneDifference): Difference['verdict'] {
  const one = (a ?? b)!;
  if (!one.input) return afterInput ? 'consequence' : 'changed';
  const other = a ? inB : inA;
  return other.has(one.full) || other.has(sendOf(one)) ? 'race' : 'consequence';
}

function inversion(pairs: RunDiff['pairs']): readonly [number, number] | undefined {
  const at = pairs.findIndex(([, b], i) => i > 0 && b < pairs[i - 1]![1]);
  return at < 0 ? undefined : [pairs[at - 1]![0], pairs[at]![0]];
}
