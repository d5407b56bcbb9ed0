/** The log: one line for each step, with who, what, and where in the source. */
import path from 'node:path';
import type { Recording, StepEvent } from '../recording/index.js';
import { recordedReason } from '../recording/sentences.js';
import { assertNever } from '../wire/events.js';
import { duration, inLine, moment, size } from './format.js';
import type { Selection } from './show.js';
import { texts } from './texts.js';
import { processLabel, waitLabel } from './who.js';

/** Samples come once a second from each process and would hide the rest; a filter shows them. */
export function* logLines(recording: Recording, { last, steps }: Selection): Generator<string> {
  const width = widthOfNames(recording);
  if (steps !== undefined) {
    for (const step of steps) yield logLine(recording, step, width);
    return;
  }
  for (let step = 0; step <= last; step++) {
    if (recording.type(step) !== 'sample') yield logLine(recording, step, width);
  }
}

const widthOfNames = (recording: Recording): number =>
  Math.min(40, Math.max(...recording.lanes.map((_, lane) => laneLabel(recording, lane).length), 0));

function logLine(recording: Recording, step: number, width: number): string {
  const columns = [
    `${step + 1}`.padStart(6),
    moment(recording.time(step)).padStart(12),
    laneLabel(recording, recording.lane(step)).padEnd(width),
    recording.type(step).padEnd(12),
    detail(recording, step),
    place(recording, step),
  ];
  return columns.join('  ').trimEnd();
}

function laneLabel(recording: Recording, lane: number): string {
  const { process, thread } = recording.lanes[lane]!;
  const owner = recording.processes[process]!;
  if (owner.collector) return texts.collector;
  return thread === 0
    ? processLabel(recording, owner)
    : `${processLabel(recording, owner)} ${texts.thread(thread, undefined)}`;
}

function place(recording: Recording, step: number): string {
  const at = recording.location(step);
  return at === undefined ? '' : `${path.relative(recording.header?.cwd ?? '', at.file)}:${at.line}:${at.column}`;
}

function detail(recording: Recording, step: number): string {
  return describe(recording.event(step), recording, step);
}

function describe(event: StepEvent, recording: Recording, step: number): string {
  switch (event.type) {
    case 'start':
      return `${event.runtime}  ${commandLine(event.command)}`;
    case 'found':
      return `${commandLine(event.command)}  ${event.why === undefined ? '' : recordedReason(event.why)}`;
    case 'spawn':
      return `${event.api} ${who(recording, step, event.child)}  ${commandLine(event.command)}`;
    case 'spawn-error':
      return `${event.api} ${commandLine(event.command)}: ${event.error}`;
    case 'name':
      return event.name;
    case 'exit':
      return ending(event.code, event.signal);
    case 'child-exit':
      return `${who(recording, step, event.child)} ${event.gone ? texts.gone : ending(event.code, event.signal)}`;
    case 'thread-start':
      return texts.thread(event.thread, event.name);
    case 'thread-exit':
      return `${texts.thread(event.thread, undefined)} ${texts.exited(event.code)}`;
    case 'error':
      return texts.error(event.name, inLine(event.message));
    case 'output':
      return `${event.stream} ${inLine(event.text)}`;
    case 'send':
    case 'receive':
      return message(recording, step);
    case 'wait':
      return `${event.wait}: ${waitLabel(recording, recording.wait(step))}${event.blocking ? ` (${texts.blocking})` : ''}`;
    case 'wake':
      return `${event.wait}: ${event.outcome}${waited(recording, step)}`;
    case 'open':
    case 'close':
      return [event.channel, event.kind, event.end].filter((word) => word !== undefined).join(' ');
    case 'task':
      return `${event.name} ${event.state} (${event.pool} ${event.task})`;
    case 'sample':
      return `${who(recording, step, event.of)} ${event.cpu} % ${size(event.rss)}`;
    case 'handled':
      return `${event.message} ${duration(event.took)}`;
    case 'lost':
      return texts.lostShort(event.count, recordedReason(event.why));
    default:
      return assertNever(event);
  }
}

const commandLine = (command: readonly string[]): string => inLine(command.join(' '));

const ending = (code: number | undefined, signal: string | undefined): string =>
  signal === undefined ? texts.exited(code) : texts.killedBy(signal);

/** The other process of an event, by name where it is known. */
function who(recording: Recording, step: number, pid: number): string {
  const index = recording.about(step);
  return index < 0 ? `(${pid})` : processLabel(recording, recording.processes[index]!);
}

/** `→ bee (4125)  ipc/4125 #2  {"upTo":20000}  14 B`; a receive has the sender and how long it took. */
function message(recording: Recording, step: number): string {
  const { messages } = recording;
  const index = recording.message(step);
  const sending = recording.type(step) === 'send';
  const other = sending ? messages.to(index) : messages.from(index);
  const latency = messages.latency(index);
  const bytes = messages.size(index);
  const words = [
    `${sending ? '→' : '←'} ${other < 0 ? '?' : laneLabel(recording, other)}`,
    `${recording.channels[messages.channel(index)]!.id} #${messages.number(index)}`,
    recording.kind(step),
    inLine(messages.preview(index) ?? '', 60) || undefined,
    bytes === undefined ? undefined : size(bytes),
    !sending && latency !== undefined ? texts.after(duration(latency)) : undefined,
    sending && messages.receiveStep(index) < 0 ? texts.notReceived : undefined,
  ];
  return words.filter((word) => word !== undefined).join('  ');
}

function waited(recording: Recording, step: number): string {
  const begun = recording.waits.beginStep(recording.wait(step));
  return begun < 0 ? '' : `, ${texts.after(duration(recording.time(step) - recording.time(begun)))}`;
}
