/** What a sequence diagram of a selection shows: who takes part, and what happens between them, in the order of the steps. */
import type { Recording } from '../../recording/index.js';
import { detailOf, endName, kindOf, laneName, waitName } from '../names.js';
import type { Selection } from '../selection.js';

export interface Participant {
  lane: number;
  label: string;
}

export type Entry = { step: number; lane: number; text: string } & (
  | { kind: 'send'; message: number; received: boolean }
  | { kind: 'receive'; message: number; from: number }
  /** `child` is the child's main thread. */
  | { kind: 'spawn' | 'end'; child: number }
  | { kind: 'wait' | 'wake'; wait: number }
  | { kind: 'error' }
);

export interface Sequence {
  /** In the order in which they are heard of. */
  participants: Participant[];
  entries: Entry[];
}

export function sequenceOf(recording: Recording, selection: Selection): Sequence {
  const steps = new Set<number>();
  for (const step of selection.steps()) {
    steps.add(step);
    const message = recording.message(step);
    if (message < 0) continue;
    // A message is shown whole, whichever of its ends is selected.
    steps.add(recording.messages.sendStep(message)).add(recording.messages.receiveStep(message));
  }
  steps.delete(-1);
  const entries = [...steps].sort((a, b) => a - b).flatMap((step) => entryOf(recording, step) ?? []);
  return { participants: participantsOf(recording, entries), entries };
}

function entryOf(recording: Recording, step: number): Entry | undefined {
  const lane = recording.lane(step);
  if (recording.processes[recording.process(step)]!.collector) return undefined;
  const common = { step, lane };
  switch (recording.type(step)) {
    case 'send':
    case 'receive':
      return messageEntry(recording, step);
    case 'spawn':
      return { ...common, kind: 'spawn', child: childLane(recording, step), text: spawnText(recording, step) };
    case 'child-exit':
      return { ...common, kind: 'end', child: childLane(recording, step), text: endText(recording, step) };
    case 'wait':
    case 'wake': {
      const wait = recording.wait(step);
      const kind = recording.type(step) === 'wait' ? 'wait' : 'wake';
      return { ...common, kind, wait, text: waitName(recording, wait) };
    }
    case 'error':
      return { ...common, kind: 'error', text: detailOf(recording, step) };
    default:
      return undefined;
  }
}

function messageEntry(recording: Recording, step: number): Entry {
  const { messages } = recording;
  const message = recording.message(step);
  const common = { step, lane: recording.lane(step), message };
  const send = messages.sendStep(message);
  const channel = recording.channels[messages.channel(message)];
  const via = channel?.kind === 'queue' && channel.name !== undefined ? ` → ${channel.name}` : '';
  const text = [`${kindOf(recording, send < 0 ? step : send)}${via}`, messages.preview(message)]
    .filter(Boolean)
    .join(' ');
  if (recording.type(step) === 'send')
    return { ...common, kind: 'send', text, received: messages.receiveStep(message) >= 0 };
  return { ...common, kind: 'receive', text, from: messages.from(message) };
}

const childLane = (recording: Recording, step: number): number =>
  recording.processes[recording.about(step)]?.lanes[0] ?? -1;

function spawnText(recording: Recording, step: number): string {
  const event = recording.event(step);
  return event.type === 'spawn' ? event.api : 'spawn';
}

function endText(recording: Recording, step: number): string {
  const event = recording.event(step);
  return event.type === 'child-exit' ? endName(event) : 'exit';
}

function participantsOf(recording: Recording, entries: readonly Entry[]): Participant[] {
  const lanes = new Set<number>();
  for (const entry of entries) for (const lane of lanesOf(entry)) if (lane >= 0) lanes.add(lane);
  return [...lanes].map((lane) => ({ lane, label: laneName(recording, lane) }));
}

/** All whom an entry names. */
export function lanesOf(entry: Entry): number[] {
  if (entry.kind === 'spawn' || entry.kind === 'end') return [entry.lane, entry.child];
  return entry.kind === 'receive' ? [entry.from, entry.lane] : [entry.lane];
}
