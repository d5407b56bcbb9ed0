/** What each kind of span says, whether it comes from a whole recording or from a run that is under way. */
import type { Lane, Process, Task } from '../../recording/index.js';
import type { Location, UncaughtError, Wait, Wake } from '../../wire/events.js';
import { endName } from '../names.js';
import { attributes, type Link, type Span, spanKind, statusCode, type Told } from './format.js';
import type { Ids } from './ids.js';

/** Of any span; times in microseconds since the run began. */
export interface Place {
  id: string;
  parent: string | undefined;
  name: string;
  from: number;
  to: number;
}

export interface Traffic {
  sent: number;
  received: number;
  /** Of those sent; left out where that cannot be known yet. */
  unreceived?: number;
}

/** A message as the span that received it tells of it. */
export interface MessageTold {
  /** The span that sent it. */
  sender: string;
  name: string;
  channel: string;
  bytes: number | undefined;
  /** Microseconds, as all times. */
  sent: number;
  latency: number;
}

export interface WaitTold {
  kind: Wait['for']['kind'];
  outcome: Wake['outcome'] | undefined;
  blocking: boolean;
  open: boolean;
  /** It is for a message, not for a lock, a process or a task. */
  consumes: boolean;
  at: Location | undefined;
  links: Link[];
}

export class Shapes {
  constructor(readonly ids: Ids) {}

  process(place: Place, process: Process, traffic: Traffic, error?: UncaughtErrorAt): Span {
    const { exitCode, signal, endTime, api, blind } = process;
    const failed = signal !== undefined || (exitCode !== undefined && exitCode !== 0);
    return {
      ...this.span(place, spanKind.internal),
      attributes: attributes({
        'process_view.kind': 'process',
        'process_view.open': endTime === undefined || undefined,
        'process.exit.code': exitCode,
        'process_view.signal': signal,
        'process_view.api': api,
        'process_view.blind': blind || undefined,
        'process_view.messages.sent': traffic.sent,
        'process_view.messages.received': traffic.received,
        'process_view.messages.unreceived': traffic.unreceived,
      }),
      events: error === undefined ? [] : [this.exception(error)],
      status: failed ? { code: statusCode.error, message: endName({ code: exitCode, signal }) } : {},
    };
  }

  private exception({ name, message, stack, time }: UncaughtErrorAt): NonNullable<Span['events']>[number] {
    const told = { 'exception.type': name, 'exception.message': message, 'exception.stacktrace': stack };
    return { timeUnixNano: this.ids.nano(time), name: 'exception', attributes: attributes(told) };
  }

  thread(place: Place, { thread, name, exitCode }: Lane): Span {
    return this.internal(place, {
      'process_view.kind': 'thread',
      'thread.id': thread,
      'thread.name': name,
      'process.exit.code': exitCode,
    });
  }

  private internal(place: Place, told: Record<string, Told>): Span {
    return { ...this.span(place, spanKind.internal), attributes: attributes(told) };
  }

  wait(place: Place, { kind, outcome, blocking, open, consumes, at, links }: WaitTold): Span {
    return {
      ...this.span(place, consumes ? spanKind.consumer : spanKind.internal),
      attributes: attributes({
        'process_view.kind': 'wait',
        'process_view.wait': kind,
        'process_view.outcome': outcome,
        'process_view.blocking': blocking || undefined,
        'process_view.open': open || undefined,
        'code.file.path': at?.file,
        'code.line.number': at?.line,
      }),
      links,
      status: outcome === 'error' ? { code: statusCode.error } : {},
    };
  }

  /** `owner`: the span of whoever submitted it. */
  task(place: Place, { pool, id, state }: Pick<Task, 'pool' | 'id' | 'state'>, owner: string | undefined): Span {
    return {
      ...this.span({ ...place, name: place.name || 'task' }, spanKind.consumer),
      attributes: attributes({
        'process_view.kind': 'task',
        'process_view.pool': pool,
        'process_view.task': id,
        'process_view.state': state,
      }),
      links: owner === undefined ? [] : [this.link(owner, {})],
      status: state === 'failed' ? { code: statusCode.error } : {},
    };
  }

  /** What came without a wait for it: handlers of events hear it. */
  receives(place: Omit<Place, 'name'>, count: number, links: Link[]): Span {
    return {
      ...this.span({ ...place, name: 'receive' }, spanKind.consumer),
      attributes: attributes({ 'process_view.kind': 'receive', 'messaging.batch.message_count': count }),
      links,
    };
  }

  /** From the span that received a message to the one that sent it. */
  messageLink({ sender, name, channel, bytes, sent, latency }: MessageTold): Link {
    return this.link(sender, {
      'messaging.message.id': name,
      'messaging.destination.name': channel,
      'messaging.message.body.size': bytes,
      'process_view.sent': sent / 1000,
      'process_view.latency_ms': latency / 1000,
    });
  }

  link(spanId: string, told: Record<string, Told>): Link {
    return { traceId: this.ids.traceId, spanId, attributes: attributes(told) };
  }

  private span({ id, parent, name, from, to }: Place, kind: number) {
    const { ids } = this;
    return {
      ...{ traceId: ids.traceId, spanId: id, ...(parent !== undefined && { parentSpanId: parent }), name, kind },
      startTimeUnixNano: ids.nano(from),
      endTimeUnixNano: ids.nano(Math.max(from, to)),
    };
  }
}

type UncaughtErrorAt = Pick<UncaughtError, 'name' | 'message' | 'stack' | 'time'>;
