/** How recordings of several hosts become one: times on one axis, pids that do not collide, messages that find each other. */
import type { Header, WireEvent } from '../../wire/events.js';
import type { Recording } from '../recording.js';
import { type Alignment, align, boundsBetween } from './align.js';
import { Renaming } from './rename.js';
import { addTraffic, halfMessages, sharedDirections, type Traffic } from './traffic.js';

export interface MergePlan {
  header: Header;
  parts: MergePart[];
}

export interface MergePart {
  hostname: string;
  alignment: Alignment;
  /** What is added to its pids, 0 for nothing. */
  pids: number;
  /** An event of it as it stands in the merged recording. Its header is none. */
  rewrite(event: Exclude<WireEvent, Header>): WireEvent;
}

/** The first recording is the one whose host the merged one is said to be of. Every one must have its header. */
export function planMerge(recordings: readonly Recording[]): MergePlan {
  const headers = recordings.map(({ header }) => header!);
  const traffics = recordings.map(halfMessages);
  const alignments = alignAll(headers, traffics);
  // The axis begins where the first of them began: no time is negative.
  const begin = Math.min(...alignments.map(({ shift }) => shift));
  const shared = sharedDirections(traffics);
  const numbers = headers.map((header, i) => (i === 0 || isSameMachine(headers[0]!, header) ? 0 : i * PIDS_OF_A_HOST));
  const parts = headers.map((header, i): MergePart => {
    const alignment = alignments[i]!;
    const renaming = new Renaming({ part: i, pids: numbers, shared, headers, shift: alignment.shift - begin });
    return {
      hostname: header.hostname,
      alignment: { ...alignment, shift: alignment.shift - begin },
      pids: numbers[i]!,
      rewrite: (event) => renaming.event(event),
    };
  });
  return { header: headerOf(headers, parts), parts };
}

/** Above every pid that a system gives in practice, and of several hosts still what 31 bits hold. */
const PIDS_OF_A_HOST = 10_000_000;

function alignAll(headers: readonly Header[], traffics: readonly Traffic[]): Alignment[] {
  const all: Traffic = { sent: new Map(traffics[0]!.sent), received: new Map(traffics[0]!.received) };
  const alignments: Alignment[] = [{ shift: 0, uncertainty: 0, by: { kind: 'first' } }];
  for (let i = 1; i < headers.length; i++) {
    const alignment = align(headers[0]!, headers[i]!, boundsBetween(all, traffics[i]!));
    addTraffic(all, traffics[i]!, alignment.shift);
    alignments.push(alignment);
  }
  return alignments;
}

/** Of one boot and one name: its pids mean the same. Two containers have another name each. */
const isSameMachine = (one: Header, other: Header): boolean =>
  one.clock?.boot !== undefined && one.clock.boot === other.clock?.boot && one.hostname === other.hostname;

function headerOf(headers: readonly Header[], parts: readonly MergePart[]): Header {
  const earliest = headers[parts.findIndex(({ alignment }) => alignment.shift === 0)]!;
  const { startedAt, clock } = earliest;
  const { clock: _, redacted: __, ...first } = headers[0]!;
  const redacted = Math.min(...headers.map((header) => header.redacted ?? 0));
  return {
    ...first,
    startedAt,
    ...(clock !== undefined && { clock }),
    ...(redacted > 0 && { redacted }),
    merged: parts.map(({ hostname, alignment, pids }, i) => ({
      ...{ hostname, pids, startedAt: headers[i]!.startedAt },
      ...{ shift: alignment.shift, uncertainty: alignment.uncertainty },
    })),
  };
}
