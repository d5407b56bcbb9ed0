/** The hangs of a whole recording: the knots that were never undone, also where the program was stopped or killed in the end. */
import type { Process } from '../processes.js';
import type { Recording } from '../recording.js';
import { atOnce, type Sliced } from '../slices.js';
import { stateAt } from '../state.js';
import { usesOf } from './channel-users.js';
import { explainHang, type Knot } from './hang.js';
import { STANDS } from './stands.js';
import type { WaitLink } from './wait-graph.js';

export interface Hang {
  readonly knot: Knot;
  /** The last step at which it stood like this. */
  readonly step: number;
  /** How long nothing of it moved, microseconds. */
  readonly lasted: number;
}

/** So long a knot must have stood: what ends sooner may be a program that was about to go on, or is being ended. */
const LEAST = 500_000;
/** Moments to look at; each costs a pass over the waits and the messages. */
const MOST_MOMENTS = 100;

/** In the order in which they ended; each knot once. */
export const findHangs = (recording: Recording, least: number = LEAST): Hang[] =>
  atOnce(hangsInSlices(recording, least));

/** Those of a run that goes on which stand now. */
export const standingHangs = (recording: Recording): Hang[] =>
  findHangs(recording, STANDS).filter((hang) => isStanding(recording, hang));

export const isStanding = ({ waits, lanes, processes }: Recording, { knot }: Hang): boolean =>
  knot.links.every(
    ({ lane, wait, left }) =>
      processes[lanes[lane]!.process]!.endTime === undefined && (left || wait < 0 || waits.endStep(wait) < 0),
  );

/** The same, a moment to look at in each slice; of a recording that grows between them it may miss what came last. */
export function* hangsInSlices(recording: Recording, least: number = LEAST): Sliced<Hang[]> {
  const endless = endlessWaits(recording);
  const hangs: Hang[] = [];
  const told = new Set<string>();
  const steps = moments(recording, endless, least);
  yield* lookAhead(recording, steps.at(-1) ?? 0);
  for (const step of steps) {
    for (const knot of explainHang(recording, step)) {
      const lasted = untilTime(recording, step) - sinceTime(recording, knot);
      if (lasted < least || knot.links.some((link) => told.has(nameOf(link)) || !isEndless(recording, endless, link)))
        continue;
      for (const link of knot.links) told.add(nameOf(link));
      hangs.push({ knot, step, lasted });
    }
    yield;
  }
  return hangs;
}

/** What a look needs to know of all that came before it, a piece at a time. */
function* lookAhead(recording: Recording, until: number): Sliced<void> {
  for (let step = PIECE; step < until; step += PIECE) {
    stateAt(recording, step);
    usesOf(recording, step);
    yield;
  }
}

const PIECE = 16_384;

const nameOf = ({ lane, wait }: WaitLink): string => (wait < 0 ? `lane ${lane}` : `wait ${wait}`);

/** What an idle process was waiting for it did not get where it was ended from outside, or lives still. */
function isEndless(
  { lanes, processes }: Recording,
  endless: ReadonlySet<number>,
  { lane, wait, left }: WaitLink,
): boolean {
  return wait >= 0 && !left ? endless.has(wait) : isUnfinished(processes[lanes[lane]!.process]!);
}

const isUnfinished = ({ endTime, exitCode, signal }: Process): boolean =>
  endTime === undefined || signal !== undefined || exitCode === undefined;

/** The waits that did not come to what they were for. One that ended because its channel was closed did so with the program. */
function endlessWaits({ waits }: Recording): Set<number> {
  const endless = new Set<number>();
  for (let wait = 0; wait < waits.length; wait++) {
    const outcome = waits.outcome(wait);
    if (waits.beginStep(wait) >= 0 && (outcome === undefined || outcome === 'closed')) endless.add(wait);
  }
  return endless;
}

/** The last step of each long wait that came to nothing. */
function moments(recording: Recording, endless: ReadonlySet<number>, least: number): number[] {
  const steps = new Set<number>();
  for (const wait of endless) {
    const last = lastStep(recording, wait);
    const begin = recording.waits.beginStep(wait);
    if (last >= begin && untilTime(recording, last) - recording.time(begin) >= least) steps.add(last);
  }
  for (const { index } of recording.processes.filter(endedIdle)) steps.add(lastStepOf(recording, index));
  return [...steps].sort((a, b) => a - b).slice(0, MOST_MOMENTS);
}

/** The step before the wait was given up, or its process ended, or the recording did. */
function lastStep(recording: Recording, wait: number): number {
  const end = recording.waits.endStep(wait);
  return Math.min(end < 0 ? recording.length : end - 1, lastStepOf(recording, recording.waits.process(wait)));
}

/** The step before a process ended, or the recording did. */
function lastStepOf(recording: Recording, process: number): number {
  const { exitRow, childExitRow } = recording.processes[process]!;
  const ends = [recording.stepOf(exitRow), recording.stepOf(childExitRow)];
  return Math.min(recording.length, ...ends.filter((step) => step >= 0)) - 1;
}

/** It may have been idle to its end. */
const endedIdle = (process: Process): boolean => isUnfinished(process) && !process.collector && !process.blind;

const untilTime = (recording: Recording, step: number): number =>
  recording.time(Math.min(step + 1, recording.length - 1));

/** When the last of it came to a stand, or the last who could have helped had ended. */
function sinceTime(recording: Recording, { links }: Knot): number {
  const waited = links.filter(({ left }) => !left);
  const ends = waited.flatMap(({ gone }) => gone.map((process) => recording.processes[process]!.endTime ?? 0));
  return Math.max(...links.map(({ since }) => since), ...ends);
}
