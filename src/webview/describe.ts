/** What a step says, in words of the person's language: from whom to whom, about which channel, with which text. */
import type { Recording } from '../recording/index.js';
import { processLabel } from '../recording/labels.js';
import { assertNever } from '../wire/events.js';
import { bytes, duration, percent } from './format.js';
import { t } from './strings.js';

/** A lane's name: the process's, and the thread's if it is not the main one. */
export function laneName(recording: Recording, lane: number): string {
  const found = recording.lanes[lane];
  if (!found) return '?';
  const name = processLabel(recording, found.process);
  return found.thread === 0 ? name : `${name} · ${found.name || t('thread {0}', found.thread)}`;
}

export interface Ends {
  from: string;
  /** Whom it is about, if anybody: the receiver, the child, the one who is waited for. */
  to: string | undefined;
}

/** How a lane is called; a place where room is short has its own way. */
export type NameLane = (recording: Recording, lane: number) => string;

/** Who did it, and to whom. */
export function endsOf(recording: Recording, step: number, name: NameLane = laneName): Ends {
  const message = recording.message(step);
  if (message >= 0) return endsOfMessage(recording, message, name);
  const about = recording.about(step);
  const from = name(recording, recording.lane(step));
  const main = about >= 0 && recording.type(step) !== 'sample' ? recording.processes[about]!.lanes[0] : undefined;
  return { from, to: main === undefined ? undefined : name(recording, main) };
}

function endsOfMessage(recording: Recording, message: number, name: NameLane): Ends {
  const { messages, channels } = recording;
  const [from, to] = [messages.from(message), messages.to(message)];
  const channel = channels[messages.channel(message)];
  return {
    from: from >= 0 ? name(recording, from) : '?',
    to: to >= 0 ? name(recording, to) : (channel?.name ?? channel?.id ?? '?'),
  };
}

/** The channel's name as the program calls it, else its id. */
export function channelName(recording: Recording, channel: number): string {
  const found = recording.channels[channel];
  return found ? (found.name ?? found.id) : '';
}

/** What kind of step it is: the library's word for it, else its type. */
export const kindOf = (recording: Recording, step: number): string => recording.kind(step) ?? recording.type(step);

/** The text of a step in one line. */
export function previewOf(recording: Recording, step: number): string {
  const text = rawPreview(recording, step);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 400;

function rawPreview(recording: Recording, step: number): string {
  const type = recording.type(step);
  if (type === 'send') return recording.text(step) ?? '';
  if (type === 'receive') return recording.messages.preview(recording.message(step)) ?? '';
  if (type === 'output') return recording.text(step) ?? '';
  if (type === 'wait' || type === 'wake') return waitText(recording, recording.wait(step), type);
  return eventText(recording, step);
}

/** What is waited for: "join worker-1", "get queue/1". */
export function waitText(recording: Recording, wait: number, type: 'wait' | 'wake' = 'wait'): string {
  const { waits } = recording;
  const task = waits.task(wait);
  const target =
    waits.child(wait) >= 0
      ? processLabel(recording, waits.child(wait))
      : task >= 0
        ? (recording.tasks[task]?.name ?? '')
        : channelName(recording, waits.channel(wait));
  const what = `${waits.kind(wait)} ${target}`.trim();
  if (type === 'wait') return what;
  const outcome = waits.outcome(wait);
  return `${what}: ${outcome ?? '?'}`;
}

function eventText(recording: Recording, step: number): string {
  const event = recording.event(step);
  switch (event.type) {
    case 'spawn':
      return `${event.api} ${event.command.join(' ')}`;
    case 'spawn-error':
      return `${event.error} (${event.command.join(' ')})`;
    case 'start':
      return `${event.runtime} · ${event.command.join(' ')}`;
    case 'found':
      return `${event.command.join(' ')}${event.why ? ` · ${event.why}` : ''}`;
    case 'name':
      return event.name;
    case 'exit':
    case 'child-exit':
      return exitText(event);
    case 'thread-start':
      return event.name ?? t('thread {0}', event.thread);
    case 'thread-exit':
      return `${t('thread {0}', event.thread)}: ${t('exit code {0}', event.code)}`;
    case 'error':
      return `${event.name}: ${event.message}`;
    case 'open':
    case 'close':
      return [event.kind, event.end, event.type === 'open' && event.capacity ? t('capacity {0}', event.capacity) : '']
        .filter(Boolean)
        .join(' · ');
    case 'task':
      return `${event.name} · ${event.state}`;
    case 'sample':
      return `${percent(event.cpu)} · ${bytes(event.rss)}`;
    case 'handled':
      return duration(event.took);
    case 'lost':
      return `${t('{0} events lost', event.count)}: ${event.why}`;
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
export function exitText(end: {
  code?: number | undefined;
  signal?: string | undefined;
  gone?: boolean | undefined;
}): string {
  if (end.signal) return end.signal;
  if (end.code !== undefined) return t('exit code {0}', end.code);
  return t('ended, exit code unknown');
}

/** True where a process ended badly: with a signal or a code that is not 0. */
export const endedBadly = (process: { exitCode: number | undefined; signal: string | undefined }): boolean =>
  process.signal !== undefined || (process.exitCode ?? 0) !== 0;

/** True for the steps that say that something went wrong. */
export function isBad(recording: Recording, step: number): boolean {
  const type = recording.type(step);
  if (type === 'error' || type === 'spawn-error' || type === 'lost') return true;
  if (type !== 'exit' && type !== 'child-exit' && type !== 'thread-exit') return false;
  const event = recording.event(step) as { code?: number; signal?: string };
  return Boolean(event.signal) || (event.code ?? 0) !== 0;
}

/** A step as a sentence, for the screen reader and for titles. */
export function sentenceOf(recording: Recording, step: number): string {
  const { from, to } = endsOf(recording, step);
  const message = recording.message(step);
  const latency = message >= 0 ? recording.messages.latency(message) : undefined;
  const parts = [
    kindOf(recording, step),
    to ? t('{0} to {1}', from, to) : from,
    previewOf(recording, step),
    recording.type(step) === 'receive' && latency !== undefined ? t('after {0}', duration(latency)) : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** How long a step's message was under way, microseconds; undefined where that is not known. */
export function latencyOf(recording: Recording, step: number): number | undefined {
  const message = recording.message(step);
  return message < 0 ? undefined : recording.messages.latency(message);
}
