/** A recording as Chrome's trace event JSON: bars as complete events, messages as flows, use and queues as counters. */
import type { Recording } from '../recording/index.js';
import { processLabel } from '../recording/labels.js';
import { json } from './json.js';
import { laneName } from './names.js';
import type { Selection } from './selection.js';
import { type Bar, bars } from './timeline/bars.js';
import { counters } from './timeline/counters.js';
import { type Mark, marks } from './timeline/marks.js';

type TraceEvent = Record<string, unknown> & { ph: string; pid: number };

/** One JSON object, in chunks. */
export function* chrome(recording: Recording, selection: Selection): Generator<string> {
  let chunk = '{"displayTimeUnit":"ms","traceEvents":[\n';
  let separator = '';
  for (const event of new Events(recording, selection).all()) {
    chunk += `${separator}${json(event)}`;
    separator = ',\n';
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}\n],"otherData":${json(about(recording))}}\n`;
}

const CHUNK = 1 << 16;

function about({ header }: Recording) {
  return { startedAt: header?.startedAt, hostname: header?.hostname, command: header?.command.join(' ') };
}

class Events {
  /** Rows of a trace are threads: the number of each, by what it shows. */
  private readonly rows = new Map<string, number>();

  constructor(
    private readonly recording: Recording,
    private readonly selection: Selection,
  ) {}

  *all(): Generator<TraceEvent> {
    const { recording, selection } = this;
    const processes = [...selection.processes()];
    for (const index of processes) yield* this.process(index);
    for (const bar of bars(recording, selection)) yield* this.bar(bar);
    for (const mark of marks(recording, selection)) yield* this.mark(mark);
    for (const { name, process, points } of counters(recording, selection)) {
      // A counter must be some process's: the whole program's is its first one's.
      const pid = this.pid(process < 0 ? (processes[0] ?? 0) : process);
      for (const { time, value } of points()) yield { ph: 'C', name, pid, ts: time, args: { value } };
    }
  }

  private *process(index: number): Generator<TraceEvent> {
    const pid = this.pid(index);
    yield { ph: 'M', name: 'process_name', pid, args: { name: processLabel(this.recording, index) } };
    yield { ph: 'M', name: 'process_sort_index', pid, args: { sort_index: index } };
  }

  private *bar(bar: Bar): Generator<TraceEvent> {
    const { group, lane, from, to, name, detail } = bar;
    const row = group === 'life' ? `life ${lane}` : `${group} ${lane} ${bar.row}`;
    const label = group === 'life' ? 'life' : `${laneName(this.recording, lane)} ${group}`;
    const { tid, pid, fresh } = this.row(row, lane, label);
    yield* fresh;
    yield { ph: 'X', name, cat: group, pid, tid, ts: from, dur: to - from, args: { ...detail, open: bar.open } };
  }

  /** A flow binds to the slice around it, so that an end of a message is one, as short as this format can tell. */
  private *mark({ lane, time, name, category, message, leaves, detail }: Mark): Generator<TraceEvent> {
    const { tid, pid, fresh } = this.row(`lane ${lane}`, lane, laneName(this.recording, lane));
    yield* fresh;
    const common = { cat: category, pid, tid, ts: time };
    if (message < 0) {
      yield { ph: 'i', s: 't', name, ...common, args: detail };
      return;
    }
    const flow = leaves ? { flow_out: true } : { flow_in: true };
    yield { ph: 'X', name, ...common, dur: 0, bind_id: `0x${(message + 1).toString(16)}`, ...flow, args: detail };
  }

  private row(key: string, lane: number, name: string): { tid: number; pid: number; fresh: TraceEvent[] } {
    const pid = this.pid(this.recording.lanes[lane]!.process);
    const known = this.rows.get(key);
    const tid = known ?? this.rows.size + 1;
    if (known !== undefined) return { tid, pid, fresh: [] };
    this.rows.set(key, tid);
    return { tid, pid, fresh: [{ ph: 'M', name: 'thread_name', pid, tid, args: { name } }] };
  }

  /** A pid that was used again is another process: a number that no other has. */
  private pid(index: number): number {
    const { pid, previous } = this.recording.processes[index]!;
    return previous < 0 ? pid : 0x4000_0000 + index;
  }
}
