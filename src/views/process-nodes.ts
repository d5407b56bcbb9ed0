/** What the sidebar says of each process and thread, as plain data: pure functions over a recording, at a moment or now. */
import type { Lane, Process, Recording } from '../recording/index.js';
import { processLabel } from '../recording/labels.js';

/** What a process is doing, as its icon tells it. */
export type Condition = 'running' | 'waiting' | 'blind' | 'done' | 'failed' | 'killed' | 'gone' | 'unborn';

/** Texts that depend on the language; the numbers and names around them do not. */
export interface Words {
  exitCode(code: number): string;
  signal(name: string): string;
  ended(): string;
  blind(why: string | undefined): string;
  waiting(): string;
  thread(id: number): string;
  notYet(): string;
}

/** Its threads besides the main one. */
export const threadsOf = (recording: Recording, process: Process): Lane[] =>
  process.lanes
    .map((index) => recording.lanes[index])
    .filter((lane) => lane !== undefined && lane.thread !== 0) as Lane[];

/** The moment that is shown: which processes wait then, and the time in microseconds; without one it is now. */
export interface Moment {
  waiting: ReadonlySet<number>;
  time?: number | undefined;
}

export function conditionOf(process: Process, { waiting, time }: Moment): Condition {
  if (time !== undefined && process.bornTime > time) return 'unborn';
  if (process.endTime === undefined || (time !== undefined && process.endTime > time)) {
    if (process.blind) return 'blind';
    return waiting.has(process.index) ? 'waiting' : 'running';
  }
  if (process.signal !== undefined) return 'killed';
  if (process.exitCode === undefined) return 'gone';
  return process.exitCode === 0 ? 'done' : 'failed';
}

/** `pid 4123 · 12% · 40 MB`, and once it has ended `pid 4123 · exit code 0`. */
export function describeProcess(recording: Recording, process: Process, words: Words, moment: Moment): string {
  const condition = conditionOf(process, moment);
  const parts = [`pid ${process.pid}`];
  switch (condition) {
    case 'unborn':
      return [...parts, words.notYet()].join(' · ');
    case 'running':
    case 'waiting':
    case 'blind':
      if (condition === 'waiting') parts.push(words.waiting());
      if (condition === 'blind') parts.push(words.blind(undefined));
      return [...parts, ...usage(recording, process, moment.time)].join(' · ');
    case 'killed':
      return [...parts, words.signal(process.signal!)].join(' · ');
    case 'gone':
      return [...parts, words.ended()].join(' · ');
    case 'done':
    case 'failed':
      return [...parts, words.exitCode(process.exitCode!)].join(' · ');
  }
}

/** As in the panel. */
export const labelOf = (recording: Recording, process: Process): string => processLabel(recording, process.index);

/** The last figures that had been taken by then; nothing where there are none. */
function usage(recording: Recording, process: Process, time = Number.POSITIVE_INFINITY): string[] {
  const { time: times, cpu, rss } = recording.samples(process.index);
  let last = times.length - 1;
  while (last >= 0 && times[last]! > time) last--;
  return last < 0 ? [] : [`${Math.round(cpu[last]!)}%`, megabytes(rss[last]!)];
}

/** Powers of 1,000, as the editor's own file sizes are. */
export function megabytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return bytes < 1_000_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

export const aliveCount = (recording: Recording): number =>
  recording.processes.filter((p) => !p.collector && p.endTime === undefined).length;

export const commandLine = (process: Process): string => process.command.map(quoted).join(' ');
const quoted = (word: string): string => (/^[\w./:=@+-]+$/.test(word) ? word : JSON.stringify(word));
