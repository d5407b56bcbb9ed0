/** What is wrong with the whole run, found in slices; and which of it is worth a person's attention. Pure. */
import { afterlife, type Leftover } from '../../recording/explain/afterlife.js';
import { type Completeness, completeness } from '../../recording/explain/completeness.js';
import { matters } from '../../recording/explain/explanations.js';
import { type Hang, hangsInSlices, isStanding } from '../../recording/explain/hangs.js';
import { type ChannelLedger, ledgerInSlices } from '../../recording/explain/ledger.js';
import { advisePools, type PoolAdvice } from '../../recording/explain/slow/pool-advice.js';
import { STANDS } from '../../recording/explain/stands.js';
import type { Recording } from '../../recording/index.js';
import type { Sliced } from '../../recording/slices.js';

export interface Findings {
  /** The recording's version for which all this is true. */
  version: number;
  /** The run went on when it was looked at. */
  live: boolean;
  hangs: readonly Hang[];
  /** By channel. */
  books: readonly ChannelLedger[];
  leftovers: readonly Leftover[];
  completeness: Completeness;
  pools: readonly PoolAdvice[];
}

export function* findingsInSlices(recording: Recording, live: boolean): Sliced<Findings> {
  const { version } = recording;
  const hangs = yield* hangsInSlices(recording, live ? STANDS : undefined);
  const books = yield* ledgerInSlices(recording);
  const leftovers = afterlife(recording).filter((leftover) => matters(leftover) && (!live || isSettled(leftover)));
  yield;
  const known = completeness(recording);
  yield;
  const pools = advisePools(recording);
  return { version, live, hangs, books, leftovers, completeness: known, pools };
}

/** What the end of a live run may still undo is no finding. */
const isSettled = ({ kind }: Leftover): boolean => kind === 'orphan' || kind === 'daemon-killed';

/** The accounts of channels in which something was lost, or was still under way when the run was over. */
export const lossesOf = ({ books, live }: Findings): ChannelLedger[] =>
  books.filter(({ lost, inFlight, unseen }) => lost.length > 0 || (!live && inFlight + unseen > 0));

/** How many things are wrong; what is only not known is none, and a daemon is ended by its parent as a rule. */
export const countOf = (findings: Findings): number =>
  findings.hangs.length +
  lossesOf(findings).filter(isLoss).length +
  findings.leftovers.filter(({ kind }) => kind !== 'daemon-killed').length;

const isLoss = ({ lost, inFlight }: ChannelLedger): boolean => lost.length + inFlight > 0;

/** The hangs that still stand. */
export const standing = (recording: Recording, { hangs, live }: Findings): Hang[] =>
  live ? hangs.filter((hang) => isStanding(recording, hang)) : [];

/** Those of whom not all is known. */
export interface PartlyKnown {
  /** Anybody may have done more than the recording has. */
  everybody: boolean;
  lanes: ReadonlySet<number>;
  pids: ReadonlySet<number>;
}

export function partlyKnown(recording: Recording, known: Completeness): PartlyKnown {
  const processes = [...known.blind.map(({ process }) => process), ...known.silent];
  const lanes = [
    ...processes.flatMap((process) => recording.processes[process]!.lanes),
    ...known.gaps.map(({ lane }) => lane),
  ];
  const pids = lanes.map((lane) => recording.processes[recording.lanes[lane]!.process]!.pid);
  const everybody = known.cutBytes + known.unread + known.dropped.length > 0;
  return { everybody, lanes: new Set(lanes), pids: new Set(pids) };
}

/** Whether a channel's figures are "at least": somebody who has an end of it is only partly known. */
export function isAtLeast(recording: Recording, channel: number, { everybody, lanes, pids }: PartlyKnown): boolean {
  if (everybody || lanes.size === 0) return everybody;
  const { ends, directions } = recording.channels[channel]!;
  if (ends.some(({ lane }) => lanes.has(lane))) return true;
  const ways = directions.map((direction) => recording.store.channels.directions[direction]!);
  return ways.some(({ from, to }) => pids.has(from.pid) || pids.has(to.pid));
}
