/** How processes, threads, channels, waits and events are called in what is exported: in English, each in one line. */
import type { Recording, StepEvent } from '../recording/index.js';
import { processLabel } from '../recording/labels.js';
import { assertNever } from '../wire/events.js';

export function laneName(recording: Recording, lane: number): string {
  const found = recording.lanes[lane];
  if (found === undefined) return '?';
  const name = processLabel(recording, found.process);
  return found.thread === 0 ? name : `${name} · ${found.name || `thread ${found.thread}`}`;
}

/** As the program calls it, else its id. */
export function channelName(recording: Recording, channel: number): string {
  const found = recording.channels[channel];
  return found === undefined ? '' : (found.name ?? found.id);
}

/** The library's word for a step, else its type. */
export const kindOf = (recording: Recording, step: number): string => recording.kind(step) ?? recording.type(step);

/** What a wait is for: `join worker-1`, `get queue/1`. */
export function waitName(recording: Recording, wait: number): string {
  const { waits } = recording;
  const [child, task] = [waits.child(wait), waits.task(wait)];
  const target =
    child >= 0
      ? processLabel(recording, child)
      : task >= 0
        ? (recording.tasks[task]?.name ?? '')
        : channelName(recording, waits.channel(wait));
  return `${waits.kind(wait)} ${target}`.trim();
}

export interface Ends {
  from: string;
  /** Whom it is about: the receiver, the child, the one who is waited for; undefined where nobody. */
  to: string | undefined;
}

export function endsOf(recording: Recording, step: number): Ends {
  const message = recording.message(step);
  if (message >= 0) return messageEnds(recording, message);
  const about = recording.type(step) === 'sample' ? -1 : recording.about(step);
  const to = about < 0 ? undefined : processLabel(recording, about);
  return { from: laneName(recording, recording.lane(step)), to };
}

/** Where the receiver is not known, the channel stands for it. */
function messageEnds(recording: Recording, message: number): Ends {
  const { messages } = recording;
  const [from, to] = [messages.from(message), messages.to(message)];
  return {
    from: from < 0 ? '?' : laneName(recording, from),
    to: to < 0 ? channelName(recording, messages.channel(message)) : laneName(recording, to),
  };
}

/** The file, line and column of a step as `file:line:column`; undefined where that is not known. */
export function placeOf(recording: Recording, step: number): string | undefined {
  const at = recording.location(step);
  return at === undefined ? undefined : `${at.file}:${at.line}:${at.column}`;
}

/** What a step says beside its kind and its ends: a payload, a text, a command, an end. */
export function detailOf(recording: Recording, step: number): string {
  const type = recording.type(step);
  if (type === 'receive') return recording.messages.preview(recording.message(step)) ?? '';
  if (type === 'send' || type === 'output') return recording.text(step) ?? '';
  if (type === 'wait') return waitName(recording, recording.wait(step));
  if (type === 'wake') {
    const wait = recording.wait(step);
    return `${waitName(recording, wait)}: ${recording.waits.outcome(wait) ?? '?'}`;
  }
  return eventDetail(recording.event(step));
}

function eventDetail(event: StepEvent): string {
  switch (event.type) {
    case 'spawn':
      return `${event.api} ${event.command.join(' ')}`;
    case 'spawn-error':
      return `${event.error} (${event.command.join(' ')})`;
    case 'start':
      return `${event.runtime} · ${event.command.join(' ')}`;
    case 'found':
      return [event.command.join(' '), event.why].filter(Boolean).join(' · ');
    case 'name':
      return event.name;
    case 'exit':
    case 'child-exit':
      return endName(event);
    case 'thread-start':
      return event.name ?? `thread ${event.thread}`;
    case 'thread-exit':
      return `thread ${event.thread}: exit code ${event.code}`;
    case 'error':
      return `${event.name}: ${event.message}`;
    case 'open':
    case 'close':
      return [event.channel, event.end].filter(Boolean).join(' · ');
    case 'task':
      return `${event.name} · ${event.state}`;
    case 'sample':
      return `${event.cpu} % · ${event.rss} B`;
    case 'handled':
      return `${event.took} µs`;
    case 'lost':
      return `${event.count}: ${event.why}`;
    case 'output':
    case 'send':
    case 'receive':
    case 'wait':
    case 'wake':
      return '';
    default:
      return assertNever(event);
  }
}

/** How something ended: "exit code 0", "SIGKILL", or that nobody knows. */
export function endName(end: { code?: number | undefined; signal?: string | undefined }): string {
  if (end.signal !== undefined) return end.signal;
  return end.code === undefined ? 'exit code unknown' : `exit code ${end.code}`;
}
