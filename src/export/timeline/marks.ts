/** What happens at one moment in a lane: messages, output, errors, starts, ends. What bars and counters show is left to them. */
import type { Recording, StepType } from '../../recording/index.js';
import { detailOf, kindOf, placeOf } from '../names.js';
import type { Selection } from '../selection.js';

export interface Mark {
  step: number;
  lane: number;
  /** Microseconds. */
  time: number;
  name: string;
  category: string;
  /** The message that leaves or arrives here, if both its ends are in the selection's recording. */
  message: number;
  leaves: boolean;
  detail: Record<string, string | number>;
}

export function* marks(recording: Recording, selection: Selection): Generator<Mark> {
  for (const step of selection.steps()) {
    const type = recording.type(step);
    if (elsewhere.has(type) || recording.processes[recording.process(step)]!.collector) continue;
    yield markOf(recording, step, type);
  }
  // The other ends of messages of which only one end is selected, so that no arrow ends in the air.
  if (!selection.whole) yield* otherEnds(recording, selection);
}

/** Bars and counters show these. */
const elsewhere: ReadonlySet<StepType> = new Set(['wait', 'wake', 'task', 'sample', 'handled']);

function* otherEnds(recording: Recording, selection: Selection): Generator<Mark> {
  const { messages } = recording;
  for (const step of selection.steps()) {
    const message = recording.message(step);
    if (message < 0) continue;
    const send = messages.sendStep(message);
    const other = send === step ? messages.receiveStep(message) : send;
    if (other >= 0 && !selection.has(other)) yield markOf(recording, other, recording.type(other));
  }
}

function markOf(recording: Recording, step: number, type: StepType): Mark {
  const message = recording.message(step);
  const paired = message >= 0 && recording.messages.latency(message) !== undefined;
  return {
    step,
    lane: recording.lane(step),
    time: recording.time(step),
    name: type === 'send' || type === 'receive' ? kindOf(recording, step) : type,
    category: type === 'send' || type === 'receive' ? 'message' : 'event',
    message: paired ? message : -1,
    leaves: type === 'send',
    detail: detailsOf(recording, step, message),
  };
}

function detailsOf(recording: Recording, step: number, message: number): Record<string, string | number> {
  const [text, size, place] = [detailOf(recording, step), recording.size(step), placeOf(recording, step)];
  return {
    step: step + 1,
    ...(message >= 0 && { message: recording.messages.name(message) }),
    ...(text !== '' && { text }),
    ...(size !== undefined && { bytes: size }),
    ...(place !== undefined && { at: place }),
  };
}
