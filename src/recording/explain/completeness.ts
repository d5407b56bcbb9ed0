/** How complete the recording is: what it does not know, so that every view that is affected can say "at least". */
import type { Gap, Recording } from '../recording.js';
import { typeCode } from '../rows.js';

export interface Completeness {
  /** True where nothing is known to be missing. */
  readonly whole: boolean;
  /** Processes of which nothing is known from inside. */
  readonly blind: readonly { readonly process: number; readonly why: string | undefined }[];
  /** Numbers of events that are not there. */
  readonly gaps: readonly Gap[];
  /** How many events are missing in all the gaps. */
  readonly missing: number;
  /** What a probe or the collector says that it dropped. */
  readonly dropped: readonly { readonly step: number; readonly count: number; readonly why: string }[];
  /** Receives whose clock says that they came before their send. */
  readonly clockDisagreements: number;
  /** Processes that ended without a word of their own: what they did last may be missing. */
  readonly silent: readonly number[];
  /** Bytes of a last line that never ended. */
  readonly cutBytes: number;
  /** Lines that were no events, or too long, or of a type that this version does not know. */
  readonly unread: number;
}

export function completeness(recording: Recording): Completeness {
  const { processes, problems } = recording;
  const gaps = recording.gaps();
  const program = processes.filter(({ collector }) => !collector);
  const known = {
    blind: program.filter(({ blind }) => blind).map(({ index, blindWhy }) => ({ process: index, why: blindWhy })),
    gaps,
    missing: gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    dropped: droppedIn(recording),
    clockDisagreements: recording.store.ownTimes.size,
    silent: program
      .filter((process) => !process.blind && process.exitRow < 0 && process.childExitRow >= 0)
      .map((p) => p.index),
    cutBytes: problems.cutBytes,
    unread: problems.garbage + problems.tooLong + [...problems.unknownTypes.values()].reduce((a, b) => a + b, 0),
  };
  const { blind, missing, dropped, cutBytes, unread } = known;
  return { whole: blind.length + missing + dropped.length + cutBytes + unread === 0, ...known };
}

function droppedIn(recording: Recording): Completeness['dropped'] {
  const { rows } = recording.store;
  const dropped: { step: number; count: number; why: string }[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (rows.type[row] !== typeCode.lost) continue;
    const step = recording.stepOf(row);
    const event = recording.event(step);
    if (event.type === 'lost') dropped.push({ step, count: event.count, why: event.why });
  }
  return dropped.sort((a, b) => a.step - b.step);
}
