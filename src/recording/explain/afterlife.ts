/** What is left behind: children that nobody joined, orphans, daemons killed in the middle, processes that never ended. */
import type { Process } from '../processes.js';
import type { Recording } from '../recording.js';

export type Leftover =
  /** It ended and nobody had waited for its end. */
  | { kind: 'unjoined'; process: number }
  /** Its parent ended first; it lived on for `microseconds`, undefined where it had not ended by the recording's end. */
  | { kind: 'orphan'; process: number; parent: number; microseconds: number | undefined }
  /** A daemon was ended, at work as far as is known: by a signal, or with its parent in a way that nobody could see, without `signal`. */
  | { kind: 'daemon-killed'; process: number; signal: string | undefined }
  /** The recording does not know of its end. */
  | { kind: 'still-alive'; process: number };

export function afterlife(recording: Recording): Leftover[] {
  const joined = joinedProcesses(recording);
  return recording.processes
    .filter(({ collector }) => !collector)
    .flatMap((process) => [
      ...orphan(recording, process),
      ...killedDaemon(process, recording.processes[process.parent]),
      ...stillAlive(process),
      ...unjoined(recording, process, joined),
    ]);
}

function joinedProcesses({ waits }: Recording): Set<number> {
  const joined = new Set<number>();
  for (let wait = 0; wait < waits.length; wait++) {
    if (waits.outcome(wait) === 'done' && waits.child(wait) >= 0) joined.add(waits.child(wait));
  }
  return joined;
}

function orphan(recording: Recording, process: Process): Leftover[] {
  const parent = recording.processes[process.parent];
  if (parent?.endTime === undefined) return [];
  if (process.endTime !== undefined && process.endTime <= parent.endTime) return [];
  const microseconds = process.endTime === undefined ? undefined : process.endTime - parent.endTime;
  return [{ kind: 'orphan', process: process.index, parent: parent.index, microseconds }];
}

function killedDaemon({ daemon, signal, gone, endTime, index }: Process, parent: Process | undefined): Leftover[] {
  const withParent = gone && parent?.endTime !== undefined && Math.abs(endTime! - parent.endTime) < MOMENT;
  return daemon && (signal !== undefined || withParent) ? [{ kind: 'daemon-killed', process: index, signal }] : [];
}

const stillAlive = ({ endTime, index }: Process): Leftover[] =>
  endTime === undefined ? [{ kind: 'still-alive', process: index }] : [];

/** Only of processes of the library: a plain child's parent hears of its end without a join. */
function unjoined({ processes }: Recording, process: Process, joined: ReadonlySet<number>): Leftover[] {
  const { api, daemon, endTime, index } = process;
  if (api !== 'multiprocessing' || daemon || endTime === undefined || joined.has(index)) return [];
  return endedTogether(process, processes[process.parent]) ? [] : [{ kind: 'unjoined', process: index }];
}

/** A tree that is stopped by signals leaves nobody the time to join. */
function endedTogether({ endTime, signal, gone }: Process, parent: Process | undefined): boolean {
  const stopped = signal !== undefined || gone || parent?.signal !== undefined;
  return stopped && parent?.endTime !== undefined && Math.abs(endTime! - parent.endTime) < MOMENT;
}

const MOMENT = 500_000;
