/** Who could ever write to a channel or read from it: by the ends that they have, and where none were told, by what they have sent and received. */
import type { Recording } from '../recording.js';
import { typeCode } from '../rows.js';

export interface ChannelUsers {
  /** By channel: the lanes that have an end to write to or to read from, or have done so. */
  writers: Set<number>[];
  readers: Set<number>[];
  /** Who holds a permit of it. */
  holders: Set<number>[];
}

export function channelUsers(recording: Recording, step: number): ChannelUsers {
  const writers = recording.channels.map(() => new Set<number>());
  const readers = recording.channels.map(() => new Set<number>());
  const holders = recording.channels.map(() => new Set<number>());
  for (const { index, ends } of recording.channels) {
    for (const { lane, end, openRow, closeRow } of ends) {
      const open = recording.stepOf(openRow) <= step && (closeRow < 0 || recording.stepOf(closeRow) > step);
      if (open && end === 'holder') holders[index]!.add(lane);
      if (open && end !== 'reader') writers[index]!.add(lane);
      if (open && end !== 'writer') readers[index]!.add(lane);
    }
  }
  addByUse(recording, step, writers, readers);
  return { writers, readers, holders };
}

function addByUse(recording: Recording, step: number, writers: Set<number>[], readers: Set<number>[]): void {
  const uses = usesOf(recording, recording.length);
  for (const { index, ends, directions } of recording.channels) {
    if (ends.length > 0) continue;
    const ways = directions.filter((direction) => uses.begun[direction] !== undefined);
    for (const [lanes, by, side] of [
      [writers, uses.sends, 'from'],
      [readers, uses.receives, 'to'],
    ] as const) {
      const used = [...(by[index] ?? none)].filter(([, use]) => recording.stepOf(use.row) <= step);
      const named = ways.map((direction) => ({
        lane: mainLane(recording, recording.store.channels.directions[direction]![side].pid),
        // Whoever is named by a message stands behind the one who has sent or received it.
        message: uses.begun[direction]! + BEHIND,
      }));
      const all = [...used.map(([lane, { message }]) => ({ lane, message })), ...named];
      for (const { lane } of all.sort((a, b) => a.message - b.message)) if (lane >= 0) lanes[index]!.add(lane);
    }
  }
}

const BEHIND = 0.5;
const none: ReadonlyMap<number, Use> = new Map();

function mainLane({ store }: Recording, pid: number): number {
  const process = pid < 0 ? undefined : store.processes.find(pid, Number.POSITIVE_INFINITY);
  return process?.lanes[0] ?? -1;
}

interface Use {
  /** Of its earliest step. */
  row: number;
  message: number;
}

/** Who has used which channel first when; each row is looked at once, also of a recording that grows. */
interface Uses {
  counted: number;
  /** By channel and lane. */
  sends: Map<number, Use>[];
  receives: Map<number, Use>[];
  /** By direction: its first message. */
  begun: number[];
}

const cache = new WeakMap<Recording, Uses>();

/** Looks at the rows up to `until`, so that less is left to be looked at when the users are asked for. */
export function usesOf(recording: Recording, until: number): Uses {
  recording.settle();
  const uses = cache.get(recording) ?? { counted: 0, sends: [], receives: [], begun: [] };
  cache.set(recording, uses);
  const { type } = recording.store.rows;
  for (; uses.counted < until; uses.counted++) {
    const row = uses.counted;
    if (type[row] === typeCode.send) addUse(recording, uses, uses.sends, row);
    else if (type[row] === typeCode.receive) addUse(recording, uses, uses.receives, row);
  }
  return uses;
}

function addUse({ store }: Recording, { begun }: Uses, by: Map<number, Use>[], row: number): void {
  const { rows, messages, channels, order } = store;
  const message = rows.ref[row]!;
  const direction = messages.direction[message]!;
  const { channel } = channels.directions[direction]!;
  begun[direction] = Math.min(begun[direction] ?? message, message);
  by[channel] ??= new Map();
  const known = by[channel].get(rows.lane[row]!);
  if (known === undefined || order.steps[row]! < order.steps[known.row]!)
    by[channel].set(rows.lane[row]!, { row, message });
}
