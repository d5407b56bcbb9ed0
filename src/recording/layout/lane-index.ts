/** Per lane: where its life begins and ends, and its waits in the order in which they began. Kept until the recording changes. */
import type { Recording } from '../recording.js';
import { typeCode } from '../rows.js';

interface LaneIndex {
  version: number;
  /** The first step that tells of a lane, -1 for none. */
  first: Int32Array;
  /** The step at which it ends, -1 where it does not. */
  last: Int32Array;
  waits: number[][];
}

const cache = new WeakMap<Recording, LaneIndex>();

export function laneIndex(recording: Recording): LaneIndex {
  let index = cache.get(recording);
  if (index === undefined || index.version !== recording.version) {
    index = build(recording);
    cache.set(recording, index);
  }
  return index;
}

function build(recording: Recording): LaneIndex {
  recording.settle();
  const { lanes, version, store } = recording;
  const index: LaneIndex = {
    version,
    first: new Int32Array(lanes.length).fill(-1),
    last: new Int32Array(lanes.length).fill(-1),
    waits: lanes.map(() => []),
  };
  const { rows } = store.order;
  for (let step = 0; step < recording.length; step++) add(recording, index, rows[step]!, step);
  return index;
}

function add({ store }: Recording, index: LaneIndex, row: number, step: number): void {
  const { rows, processes } = store;
  const lane = rows.lane[row]!;
  const ref = rows.ref[row]!;
  begin(index, lane, step);
  switch (rows.type[row]) {
    case typeCode.wait:
      index.waits[lane]!.push(ref);
      break;
    case typeCode.spawn:
      begin(index, processes.all[ref]!.lanes[0]!, step);
      break;
    case typeCode['thread-start']:
      begin(index, ref, step);
      break;
    case typeCode['thread-exit']:
      end(index, ref, step);
      break;
    case typeCode.exit:
      for (const own of processes.all[processes.lanes[lane]!.process]!.lanes) end(index, own, step);
      break;
    case typeCode['child-exit']:
      for (const own of processes.all[ref]!.lanes) end(index, own, step);
  }
}

function begin({ first }: LaneIndex, lane: number, step: number): void {
  if (first[lane]! < 0) first[lane] = step;
}

function end({ last }: LaneIndex, lane: number, step: number): void {
  if (last[lane]! < 0) last[lane] = step;
}
