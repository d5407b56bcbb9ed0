/** Per lane: where its life begins and ends, and its waits in the order in which they began. Moved on as events arrive. */
import type { Recording } from '../recording.js';
import { typeCode } from '../rows.js';

interface LaneIndex {
  /** How many rows have been looked at: a row is looked at once, as its place of arrival never changes. */
  counted: number;
  /** The row of the earliest step that tells of a lane. */
  first: number[];
  /** The row of the earliest step that ends it; undefined where none does. A process's end stands at its main lane. */
  last: number[];
  /** A lane's own events arrive in their order. */
  waits: number[][];
}

const cache = new WeakMap<Recording, LaneIndex>();

export function laneIndex(recording: Recording): LaneIndex {
  recording.settle();
  let index = cache.get(recording);
  if (index === undefined) {
    index = { counted: 0, first: [], last: [], waits: [] };
    cache.set(recording, index);
  }
  for (; index.counted < recording.length; index.counted++) add(recording, index, index.counted);
  return index;
}

function add(recording: Recording, index: LaneIndex, row: number): void {
  const { rows, processes } = recording.store;
  const lane = rows.lane[row]!;
  const ref = rows.ref[row]!;
  const begin = (of: number) => earliest(recording, index.first, of, row);
  const end = (of: number) => earliest(recording, index.last, of, row);
  begin(lane);
  switch (rows.type[row]) {
    case typeCode.wait:
      index.waits[lane] ??= [];
      index.waits[lane].push(ref);
      break;
    case typeCode.spawn:
      begin(processes.all[ref]!.lanes[0]!);
      break;
    case typeCode['thread-start']:
      begin(ref);
      break;
    case typeCode['thread-exit']:
      end(ref);
      break;
    case typeCode.exit:
      end(processes.all[processes.lanes[lane]!.process]!.lanes[0]!);
      break;
    case typeCode['child-exit']:
      end(processes.all[ref]!.lanes[0]!);
  }
}

function earliest({ store: { order } }: Recording, rows: number[], lane: number, row: number): void {
  const known = rows[lane];
  if (known === undefined || order.steps[row]! < order.steps[known]!) rows[lane] = row;
}
