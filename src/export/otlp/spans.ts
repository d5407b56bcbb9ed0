/** The spans of a recording: its processes and threads, their waits, the tasks they worked on, and what they received otherwise. */
import type { Recording } from '../../recording/index.js';
import { processLabel } from '../../recording/labels.js';
import { channelName, laneName, waitName } from '../names.js';
import type { Selection } from '../selection.js';
import { lifeEnd } from '../timeline/bars.js';
import type { Link, Span } from './format.js';
import { Ids } from './ids.js';
import { type Received, receivedMessages } from './received.js';
import { Shapes } from './shapes.js';

/** More than so many links or events no reader keeps of one span. */
export const MOST_LINKS = 128;

export class Spans {
  private readonly ids: Ids;
  private readonly shapes: Shapes;
  private readonly received: Received;
  private readonly waits = new Map<number, number[]>();
  /** By index. */
  private readonly processIds: string[];
  private readonly laneIds: string[];

  constructor(
    private readonly recording: Recording,
    private readonly selection: Selection,
  ) {
    const { header, processes, lanes } = recording;
    const ids = new Ids(header);
    this.ids = ids;
    this.shapes = new Shapes(ids);
    this.processIds = processes.map((process) => ids.process(process, processes));
    this.laneIds = lanes.map(({ process, thread }) => ids.lane(this.processIds[process]!, thread));
    this.received = receivedMessages(recording, selection);
    for (let wait = 0; wait < recording.waits.length; wait++) {
      const process = recording.waits.process(wait);
      if (recording.waits.beginStep(wait) >= 0 && selection.hasWait(wait)) addTo(this.waits, process, wait);
    }
  }

  /** All spans of one process. */
  *of(process: number): Generator<Span> {
    yield this.process(process);
    for (const lane of this.recording.processes[process]!.lanes) {
      if (this.recording.lanes[lane]!.thread !== 0) yield this.thread(lane);
      yield* this.receives(lane);
    }
    for (const wait of this.waits.get(process) ?? []) yield this.wait(wait);
    for (const task of this.recording.tasks) {
      if (task.worker >= 0 && this.recording.lanes[task.worker]!.process === process) yield* this.task(task);
    }
  }

  private process(index: number): Span {
    const { recording } = this;
    const process = recording.processes[index]!;
    const place = {
      id: this.processIds[index]!,
      parent: process.parent < 0 ? this.ids.remoteParent : this.processIds[process.parent]!,
      name: processLabel(recording, index),
      ...{ from: process.bornTime, to: lifeEnd(recording, index) },
    };
    const { error, errorRow } = process;
    const errorAt = error && { ...error, time: recording.time(recording.stepOf(errorRow)) };
    return this.shapes.process(place, process, this.received.traffic(index), errorAt);
  }

  private thread(index: number): Span {
    const { recording } = this;
    const lane = recording.lanes[index]!;
    const place = {
      id: this.laneIds[index]!,
      parent: this.processIds[lane.process]!,
      name: laneName(recording, index),
      ...{ from: lane.bornTime, to: lane.endTime ?? lifeEnd(recording, lane.process) },
    };
    return this.shapes.thread(place, lane);
  }

  private wait(wait: number): Span {
    const { recording } = this;
    const { waits } = recording;
    const [begin, end] = [waits.beginStep(wait), waits.endStep(wait)];
    const [child, kind, lane] = [waits.child(wait), waits.kind(wait), waits.lane(wait)];
    const place = {
      id: this.waitId(begin, lane),
      parent: this.laneIds[lane]!,
      name: waitName(recording, wait),
      from: recording.time(begin),
      to: end < 0 ? lifeEnd(recording, waits.process(wait)) : recording.time(end),
    };
    const links = (this.received.byWait.get(wait) ?? []).map((message) => this.messageLink(message));
    if (child >= 0) links.unshift(this.shapes.link(this.processIds[child]!, {}));
    return this.shapes.wait(place, {
      ...{ kind, outcome: waits.outcome(wait), blocking: waits.blocking(wait), open: end < 0, links },
      ...{ consumes: waits.channel(wait) >= 0 && kind !== 'lock', at: recording.location(begin) },
    });
  }

  private waitId(begin: number, lane: number): string {
    const event = this.recording.event(begin);
    return this.ids.wait(this.laneIds[lane]!, event.pid, event.type === 'wait' ? event.wait : begin);
  }

  private *task(task: Recording['tasks'][number]): Generator<Span> {
    const { recording } = this;
    const [begin, end] = [recording.stepOf(task.startedRow), recording.stepOf(task.endRow)];
    if (begin < 0 || !this.selection.hasTask(task.index)) return;
    const place = {
      id: this.ids.task(task.pool, task.id),
      parent: this.laneIds[task.worker]!,
      name: task.name,
      from: recording.time(begin),
      to: end < 0 ? lifeEnd(recording, recording.lanes[task.worker]!.process) : recording.time(end),
    };
    yield this.shapes.task(place, task, this.laneIds[task.owner]);
  }

  private *receives(lane: number): Generator<Span> {
    const { recording } = this;
    const messages = this.received.byLane.get(lane) ?? [];
    for (let from = 0; from < messages.length; from += MOST_LINKS) {
      const part = messages.slice(from, from + MOST_LINKS);
      const times = part.map((message) => recording.time(recording.messages.receiveStep(message)));
      const id = this.ids.receives(this.laneIds[lane]!, from / MOST_LINKS);
      const place = { id, parent: this.laneIds[lane]!, from: times[0]!, to: times.at(-1)! };
      const links = part.map((message) => this.messageLink(message));
      yield this.shapes.receives(place, part.length, links);
    }
  }

  private messageLink(message: number): Link {
    const { recording } = this;
    const { messages } = recording;
    return this.shapes.messageLink({
      sender: this.laneIds[messages.from(message)]!,
      name: messages.name(message),
      channel: channelName(recording, messages.channel(message)),
      bytes: messages.size(message),
      sent: recording.time(messages.sendStep(message)),
      latency: messages.latency(message) ?? 0,
    });
  }
}

function addTo(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
