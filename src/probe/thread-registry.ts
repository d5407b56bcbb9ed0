/**
 * What the threads of one process know in common, in shared memory: numbers that must be unique among them, and where a transferred
 * MessagePort came from, which its new thread cannot see from the port.
 */

/** What goes with a port to its new thread. */
export interface PortPassport {
  /** The number of its MessageChannel. */
  pair: number;
  end: 1 | 2;
  sent: number;
  received: number;
  /** Messages to it that left before anybody told of them: so many receives are not told either. */
  untold: number;
}

/** The transfer by which it goes: the n-th message from `end` of the channel `pair`, as its `index`-th port. */
export interface Transfer {
  pair: number;
  end: 0 | 1 | 2;
  n: number;
  index: number;
}

let cells: Int32Array | undefined;

/** The memory to hand to a new thread; made with the first. */
export function sharedRegistry(): SharedArrayBuffer {
  if (cells === undefined) {
    cells = new Int32Array(new SharedArrayBuffer(4 * (HEADER + ENTRIES * WIDTH)));
    cells[SITES] = sites;
  }
  return cells.buffer as SharedArrayBuffer;
}

/** In a new thread: takes what its parent handed over. */
export function joinRegistry(buffer: SharedArrayBuffer): void {
  cells = new Int32Array(buffer);
}

let sites = 0;

/** The next number for a place in the source, unique within the process. */
export const nextSite = (): number => (cells === undefined ? ++sites : Atomics.add(cells, SITES, 1) + 1);

/** The next number for a MessageChannel, unique within the process. */
export function nextPair(): number {
  sharedRegistry();
  return Atomics.add(cells!, PAIRS, 1) + 1;
}

const SITES = 0;
const PAIRS = 1;
const CURSOR = 2;
const HEADER = 3;
/** So many transfers may be under way at once. */
const ENTRIES = 1024;
const WIDTH = 9;

/** Writes down what goes with a port, before the message that carries it. */
export function writePassport(transfer: Transfer, passport: PortPassport): void {
  sharedRegistry();
  const entry = Atomics.add(cells!, CURSOR, 1) % ENTRIES;
  const { pair, end, sent, received, untold } = passport;
  const values = [transfer.pair, transfer.end, transfer.n, transfer.index, pair, end, sent, received, untold];
  values.forEach((value, i) => {
    Atomics.store(cells!, HEADER + entry * WIDTH + i, value);
  });
}

/** Reads it after the message has arrived; undefined for a port that nobody wrote down. */
export function readPassport({ pair, end, n, index }: Transfer): PortPassport | undefined {
  if (cells === undefined) return undefined;
  const newest = Atomics.load(cells, CURSOR) - 1;
  for (let i = newest; i >= 0 && i > newest - ENTRIES; i--) {
    const at = HEADER + (i % ENTRIES) * WIDTH;
    const isIt = cells[at] === pair && cells[at + 1] === end && cells[at + 2] === n && cells[at + 3] === index;
    if (isIt) return passportAt(cells, at + 4);
  }
  return undefined;
}

const passportAt = (from: Int32Array, at: number): PortPassport => ({
  pair: from[at]!,
  end: from[at + 1] as 1 | 2,
  sent: from[at + 2]!,
  received: from[at + 3]!,
  untold: from[at + 4]!,
});
