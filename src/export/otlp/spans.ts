/** The spans of a run: its processes and threads, their waits, the tasks they worked on, and what they received otherwise. */
import type { Recording } from '../../recording/index.js';
import { processLabel } from '../../recording/labels.js';
import { channelName, endName, laneName, waitName } from '../names.js';
import type { Selection } from '../selection.js';
import { lifeEnd } from '../timeline/bars.js';
import { attributes, type Link, type Span, type SpanEvent, spanKind, statusCode } from './format.js';
import { Ids } from './ids.js';
import { type Received, receivedMessages } from './received.js';

/** More than so many links or events no reader keeps of one span. */
const MOST_LINKS = 128;

export class Spans {
  readonly ids: Ids;
  private readonly received: Received;
  private readonly waits = new Map<number, number[]>();

  constructor(
    private readonly recording: Recording,
    private readonly selection: Selection,
  ) {
    this.ids = new Ids(recording);
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
    const process = this.recording.processes[index]!;
    const parent = process.parent < 0 ? this.ids.remoteParent : this.ids.process(process.parent);
    return {
      ...this.span(this.ids.process(index), parent, processLabel(this.recording, index), spanKind.internal),
      ...this.time(process.bornTime, lifeEnd(this.recording, index)),
      attributes: attributes({
        'process_view.kind': 'process',
        'process_view.open': process.endTime === undefined || undefined,
        'process.exit.code': process.exitCode,
        'process_view.signal': process.signal,
        'process_view.api': process.api,
        'process_view.blind': process.blind || undefined,
        ...this.traffic(index),
      }),
      events: this.errors(index),
      status: this.statusOf(process),
    };
  }

  private traffic(process: number): Record<string, number> {
    const { sent, received, unreceived } = this.received.traffic(process);
    return {
      'process_view.messages.sent': sent,
      'process_view.messages.received': received,
      'process_view.messages.unreceived': unreceived,
    };
  }

  private statusOf({ exitCode, signal }: Recording['processes'][number]): NonNullable<Span['status']> {
    const failed = signal !== undefined || (exitCode !== undefined && exitCode !== 0);
    return failed ? { code: statusCode.error, message: endName({ code: exitCode, signal }) } : {};
  }

  private errors(index: number): SpanEvent[] {
    const { error, errorRow } = this.recording.processes[index]!;
    if (error === undefined) return [];
    const told = {
      'exception.type': error.name,
      'exception.message': error.message,
      'exception.stacktrace': error.stack,
    };
    const time = this.recording.time(this.recording.stepOf(errorRow));
    return [{ timeUnixNano: this.ids.nano(time), name: 'exception', attributes: attributes(told) }];
  }

  private thread(index: number): Span {
    const lane = this.recording.lanes[index]!;
    const end = lane.endTime ?? lifeEnd(this.recording, lane.process);
    return {
      ...this.span(
        this.ids.lane(index),
        this.ids.process(lane.process),
        laneName(this.recording, index),
        spanKind.internal,
      ),
      ...this.time(lane.bornTime, end),
      attributes: attributes({
        'process_view.kind': 'thread',
        'thread.id': lane.thread,
        'thread.name': lane.name,
        'process.exit.code': lane.exitCode,
      }),
    };
  }

  private wait(wait: number): Span {
    const { recording } = this;
    const { waits } = recording;
    const end = waits.endStep(wait);
    const to = end < 0 ? lifeEnd(recording, waits.process(wait)) : recording.time(end);
    const child = waits.child(wait);
    const kind = waits.channel(wait) >= 0 && waits.kind(wait) !== 'lock' ? spanKind.consumer : spanKind.internal;
    return {
      ...this.span(this.ids.wait(wait), this.ids.lane(waits.lane(wait)), waitName(recording, wait), kind),
      ...this.time(recording.time(waits.beginStep(wait)), to),
      attributes: attributes({
        'process_view.kind': 'wait',
        'process_view.wait': waits.kind(wait),
        'process_view.outcome': waits.outcome(wait),
        'process_view.blocking': waits.blocking(wait) || undefined,
        'process_view.open': end < 0 || undefined,
        ...this.place(waits.beginStep(wait)),
      }),
      links: [
        ...(child < 0 ? [] : [this.link(this.ids.process(child), {})]),
        ...(this.received.byWait.get(wait) ?? []).map((message) => this.messageLink(message)),
      ],
      status: waits.outcome(wait) === 'error' ? { code: statusCode.error } : {},
    };
  }

  private *task(task: Recording['tasks'][number]): Generator<Span> {
    const { recording } = this;
    const [begin, end] = [recording.stepOf(task.startedRow), recording.stepOf(task.endRow)];
    if (begin < 0 || !this.selection.hasTask(task.index)) return;
    const to = end < 0 ? lifeEnd(recording, recording.lanes[task.worker]!.process) : recording.time(end);
    yield {
      ...this.span(this.ids.task(task.index), this.ids.lane(task.worker), task.name || 'task', spanKind.consumer),
      ...this.time(recording.time(begin), to),
      attributes: attributes({
        'process_view.kind': 'task',
        'process_view.pool': task.pool,
        'process_view.task': task.id,
        'process_view.state': task.state,
      }),
      links: task.owner < 0 ? [] : [this.link(this.ids.lane(task.owner), {})],
      status: task.state === 'failed' ? { code: statusCode.error } : {},
    };
  }

  /** What came without a wait for it: handlers of events hear it. */
  private *receives(lane: number): Generator<Span> {
    const messages = this.received.byLane.get(lane) ?? [];
    for (let from = 0; from < messages.length; from += MOST_LINKS) {
      const part = messages.slice(from, from + MOST_LINKS);
      const times = part.map((message) => this.recording.time(this.recording.messages.receiveStep(message)));
      yield {
        ...this.span(this.ids.fresh(), this.ids.lane(lane), 'receive', spanKind.consumer),
        ...this.time(times[0]!, times.at(-1)!),
        attributes: attributes({
          'process_view.kind': 'receive',
          'messaging.batch.message_count': part.length,
        }),
        links: part.map((message) => this.messageLink(message)),
      };
    }
  }

  /** From the span that received a message to the one that sent it. */
  private messageLink(message: number): Link {
    const { recording } = this;
    const { messages } = recording;
    return this.link(this.ids.lane(messages.from(message)), {
      'messaging.message.id': messages.name(message),
      'messaging.destination.name': channelName(recording, messages.channel(message)),
      'messaging.message.body.size': messages.size(message),
      'process_view.sent': recording.time(messages.sendStep(message)) / 1000,
      'process_view.latency_ms': (messages.latency(message) ?? 0) / 1000,
    });
  }

  private place(step: number): Record<string, string | number> {
    const at = this.recording.location(step);
    return at === undefined ? {} : { 'code.file.path': at.file, 'code.line.number': at.line };
  }

  private span(spanId: string, parentSpanId: string | undefined, name: string, kind: number) {
    const { traceId } = this.ids;
    return { traceId, spanId, ...(parentSpanId !== undefined && { parentSpanId }), name, kind };
  }

  private link(spanId: string, told: Parameters<typeof attributes>[0]): Link {
    return { traceId: this.ids.traceId, spanId, attributes: attributes(told) };
  }

  private time(from: number, to: number) {
    return { startTimeUnixNano: this.ids.nano(from), endTimeUnixNano: this.ids.nano(Math.max(from, to)) };
  }
}

function addTo(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
