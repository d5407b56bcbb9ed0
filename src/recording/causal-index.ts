/** The events of each lane in the order of the program, and the edges between lanes: what `causality` walks on. */
import type { Recording } from './recording.js';
import { typeCode } from './rows.js';
import { outcomes } from './waits.js';

export interface CausalIndex {
  version: number;
  /** By row: its line of order. A lane's own, but each event of the collector stands alone. */
  lane: Uint32Array;
  /** Rows by line of order, each line's in the order of the program. */
  rows: Uint32Array;
  /** Where each line begins in `rows`; one more for the end. */
  starts: Uint32Array;
  /** By row: its place in its line. */
  place: Uint32Array;
  causes: Edges;
  effects: Edges;
}

/** Linked lists of edges by row. */
export interface Edges {
  heads: Int32Array;
  nexts: number[];
  ends: number[];
}

const cache = new WeakMap<Recording, CausalIndex>();

export function causalIndex(recording: Recording): CausalIndex {
  let index = cache.get(recording);
  if (index === undefined || index.version !== recording.version) {
    index = build(recording);
    cache.set(recording, index);
  }
  return index;
}

function build(recording: Recording): CausalIndex {
  const { lane, lines } = linesOf(recording);
  const { rows, starts } = grouped(lane, lines);
  sortLines(recording, rows, starts);
  const place = new Uint32Array(rows.length);
  for (let line = 0; line < lines; line++) {
    for (let i = starts[line]!; i < starts[line + 1]!; i++) place[rows[i]!] = i - starts[line]!;
  }
  const edges = edgesOf(recording, (row) => lane[row]!, rows, starts);
  return { version: recording.version, lane, rows, starts, place, ...edges };
}

/** The collector's events follow one another by chance: each has a line of its own. */
function linesOf({ length, lanes, processes, store }: Recording): { lane: Uint32Array; lines: number } {
  const lane = store.rows.lane.slice(0, length);
  let lines = lanes.length;
  const alone = lanes.map(({ process }) => processes[process]!.collector);
  if (alone.includes(true)) for (let row = 0; row < length; row++) if (alone[lane[row]!]) lane[row] = lines++;
  return { lane, lines };
}

/** The rows by line, by counting. */
function grouped(lane: Uint32Array, lines: number): { rows: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(lines + 1);
  for (let row = 0; row < lane.length; row++) starts[lane[row]! + 1]!++;
  for (let line = 0; line < lines; line++) starts[line + 1]! += starts[line]!;
  const next = starts.slice();
  const rows = new Uint32Array(lane.length);
  for (let row = 0; row < lane.length; row++) rows[next[lane[row]!]!++] = row;
  return { rows, starts };
}

/** Nearly always each line is in order already, as its events came in order. */
function sortLines({ store }: Recording, rows: Uint32Array, starts: Uint32Array): void {
  const { seq } = store.rows;
  for (let line = 0; line + 1 < starts.length; line++) {
    const own = rows.subarray(starts[line], starts[line + 1]);
    const sorted = own.every((row, i) => i === 0 || seq[own[i - 1]!]! <= seq[row]!);
    if (!sorted) own.set(Uint32Array.from(own).sort((a, b) => seq[a]! - seq[b]! || a - b));
  }
}

function edgesOf(recording: Recording, lineOf: (row: number) => number, rows: Uint32Array, starts: Uint32Array) {
  const { length } = recording;
  const causes: Edges = { heads: new Int32Array(length).fill(-1), nexts: [], ends: [] };
  const effects: Edges = { heads: new Int32Array(length).fill(-1), nexts: [], ends: [] };
  const line = (lane: number): Line => ({
    first: rows[starts[lane]!]!,
    last: rows[starts[lane + 1]! - 1]!,
    empty: starts[lane] === starts[lane + 1],
  });
  eachEdge(recording, line, (from, to) => {
    if (lineOf(from) === lineOf(to)) return;
    add(effects, from, to);
    add(causes, to, from);
  });
  return { causes, effects };
}

interface Line {
  first: number;
  last: number;
  empty: boolean;
}

function add({ heads, nexts, ends }: Edges, at: number, end: number): void {
  nexts.push(heads[at]!);
  heads[at] = ends.push(end) - 1;
}

function eachEdge(recording: Recording, line: (lane: number) => Line, edge: (from: number, to: number) => void): void {
  const { rows, messages, processes, waits } = recording.store;
  for (let message = 0; message < messages.length; message++) {
    const [send, receive] = [messages.sendRow[message]!, messages.receiveRow[message]!];
    if (send >= 0 && receive >= 0) edge(send, receive);
  }
  const toFirst = (row: number, lane: number): void => {
    if (!line(lane).empty) edge(row, line(lane).first);
  };
  const fromLast = (lane: number, row: number): void => {
    if (!line(lane).empty) edge(line(lane).last, row);
  };
  const mainOf = (process: number): number => processes.all[process]!.lanes[0]!;
  for (let row = 0; row < rows.length; row++) {
    const ref = rows.ref[row]!;
    const type = rows.type[row];
    if (type === typeCode.spawn) toFirst(row, mainOf(ref));
    else if (type === typeCode['thread-start']) toFirst(row, ref);
    else if (type === typeCode['thread-exit']) fromLast(ref, row);
    else if (type === typeCode['child-exit']) fromLast(mainOf(ref), row);
    else if (
      type === typeCode.wake &&
      waits.outcome[ref] === DONE &&
      waits.kind[ref] === JOIN &&
      waits.target[ref]! >= 0
    ) {
      fromLast(mainOf(waits.target[ref]!), row);
    }
  }
}

const DONE = outcomes.indexOf('done') + 1;
const JOIN = 0;
