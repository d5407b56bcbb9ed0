/** Spans from what is known when they are over. */
import type { Link, Span } from '../format.js';
import type { Ids } from '../ids.js';
import { type Place, Shapes } from '../shapes.js';
import type { Batch, Heard, Life, OpenTask, OpenWait, Work } from './life.js';
import { type State, taskKey } from './state.js';

export class Making {
  private readonly shapes: Shapes;

  constructor(
    private readonly state: State,
    private readonly ids: Ids,
  ) {
    this.shapes = new Shapes(ids);
  }

  process(index: number, { traffic, error }: Life): Span {
    const { state } = this;
    const process = state.processes.all[index]!;
    const place = {
      id: this.processId(index),
      parent: process.parent < 0 ? this.ids.remoteParent : this.processId(process.parent),
      name: state.label(process),
      ...{ from: process.bornTime, to: process.endTime ?? state.now },
    };
    return this.shapes.process(place, process, traffic, error);
  }

  thread(index: number): Span {
    const { lanes } = this.state.processes;
    const lane = lanes[index]!;
    const place = {
      id: this.laneId(index),
      parent: this.processId(lane.process),
      name: this.state.laneName(index),
      ...{ from: lane.bornTime, to: lane.endTime ?? this.endOf(index) },
    };
    return this.shapes.thread(place, lane);
  }

  wait(wait: OpenWait): Span {
    wait.told = true;
    const { event, lane, wake, at } = wait;
    const reason = event.for;
    const place = {
      ...{ id: this.ids.wait(this.laneId(lane), event.pid, event.wait), parent: this.laneId(lane) },
      name: `${reason.kind} ${this.target(wait)}`.trim(),
      ...{ from: event.time, to: wake?.time ?? this.endOf(lane) },
    };
    const child = this.childOf(wait);
    const links = child === undefined ? [] : [this.shapes.link(this.processId(child), {})];
    return this.shapes.wait(place, {
      ...{ kind: reason.kind, outcome: wake?.outcome, blocking: event.blocking === true, open: wake === undefined },
      ...{ consumes: 'channel' in reason && reason.kind !== 'lock', at },
      links: [...links, ...this.messageLinks(wait.heard)],
    });
  }

  private target(wait: OpenWait): string {
    const { state } = this;
    const reason = wait.event.for;
    if ('channel' in reason) return state.channelName(reason.channel);
    if (reason.kind === 'pool') return state.tasks.get(taskKey(reason.pool, reason.task))?.name ?? '';
    const child = this.childOf(wait);
    return child === undefined ? '' : state.label(state.processes.all[child]!);
  }

  private childOf({ event, wake }: OpenWait): number | undefined {
    if (event.for.kind !== 'join') return undefined;
    const pid = event.for.child || wake?.child;
    return pid === undefined ? undefined : this.state.processes.find(pid, wake?.time ?? event.time)?.index;
  }

  task(task: OpenTask, { lane, from, to = this.endOf(lane) }: Work): Span {
    const { pool, id, name, owner } = task;
    const place = { id: this.ids.task(pool, id), parent: this.laneId(lane), name, from, to };
    return this.shapes.task(place, task, owner === undefined ? undefined : this.laneId(owner));
  }

  /** The n-th such span of its lane. */
  receives(lane: number, { first, last, count, linked }: Batch, n: number): Span {
    const parent = this.laneId(lane);
    const place: Omit<Place, 'name'> = {
      ...{ id: this.ids.receives(parent, n), parent },
      ...{ from: first, to: last },
    };
    return this.shapes.receives(place, count, this.messageLinks(linked));
  }

  /** Of those whose send has been heard of. */
  private messageLinks(heard: readonly Heard[]): Link[] {
    return heard.flatMap(({ message, channel, time }) => {
      const sent = this.state.sent.take(message);
      if (sent === undefined) return [];
      const told = { name: message, channel: this.state.channelName(channel), bytes: sent.bytes, sent: sent.time };
      return [this.shapes.messageLink({ ...told, sender: this.laneId(sent.lane), latency: time - sent.time })];
    });
  }

  private endOf(lane: number): number {
    return this.state.processOf(lane).endTime ?? this.state.now;
  }

  private processId(index: number): string {
    const { all } = this.state.processes;
    return this.ids.process(all[index]!, all);
  }

  private laneId(index: number): string {
    const { process, thread } = this.state.processes.lanes[index]!;
    return this.ids.lane(this.processId(process), thread);
  }
}
