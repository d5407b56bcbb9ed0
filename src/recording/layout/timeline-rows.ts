/** The rows of the picture: processes as a tree in the order of birth, threads under their process where they are unfolded. */
import type { Process } from '../processes.js';
import type { Recording } from '../recording.js';
import { processOrder } from '../tree.js';

export interface TimelineRow {
  readonly kind: 'process' | 'thread';
  readonly process: number;
  /** The lane whose life and waits the row shows: the process's main lane, or the thread's. */
  readonly lane: number;
  /** All lanes whose events and messages belong to this row: its own, those of folded threads and of folded descendants. */
  readonly lanes: readonly number[];
  readonly depth: number;
  /** Whether there is something under it that can be folded. */
  readonly foldable: boolean;
  readonly folded: boolean;
  /** How many processes are folded into it. */
  readonly hidden: number;
}

export interface Folding {
  /** Processes whose descendants are folded into them. */
  readonly folded: ReadonlySet<number>;
  /** Processes whose threads have rows of their own. */
  readonly threads: ReadonlySet<number>;
}

export function timelineRows(recording: Recording, { folded, threads }: Folding): TimelineRow[] {
  const rows: TimelineRow[] = [];
  const order = processOrder(recording);
  for (let i = 0; i < order.length; ) {
    const { process, depth } = order[i]!;
    const end = endOfSubtree(order, i);
    const isFolded = folded.has(process.index) && end > i + 1;
    const inside = isFolded ? order.slice(i + 1, end).map((entry) => entry.process) : [];
    rows.push(...rowsOf(recording, process, depth, inside, threads.has(process.index), isFolded));
    i = isFolded ? end : i + 1;
  }
  return rows;
}

/** By lane: the row that it belongs to, -1 for none. */
export function rowsByLane(recording: Recording, rows: readonly TimelineRow[]): Int32Array {
  const byLane = new Int32Array(recording.lanes.length).fill(-1);
  for (const [index, row] of rows.entries()) for (const lane of row.lanes) byLane[lane] = index;
  return byLane;
}

function endOfSubtree(order: readonly { depth: number }[], from: number): number {
  let end = from + 1;
  while (end < order.length && order[end]!.depth > order[from]!.depth) end++;
  return end;
}

function rowsOf(
  recording: Recording,
  process: Process,
  depth: number,
  inside: Process[],
  unfoldThreads: boolean,
  folded: boolean,
): TimelineRow[] {
  const [main, ...others] = process.lanes;
  const own = unfoldThreads ? [main!] : process.lanes;
  const row: TimelineRow = {
    kind: 'process',
    process: process.index,
    lane: main!,
    lanes: [...own, ...inside.flatMap(({ lanes }) => lanes)],
    depth,
    foldable: process.children.length > 0 || others.length > 0,
    folded,
    hidden: inside.length,
  };
  return unfoldThreads ? [row, ...others.map((lane) => threadRow(recording, lane, depth + 1))] : [row];
}

const threadRow = (recording: Recording, lane: number, depth: number): TimelineRow => ({
  kind: 'thread',
  process: recording.lanes[lane]!.process,
  lane,
  lanes: [lane],
  depth,
  foldable: false,
  folded: false,
  hidden: 0,
});
