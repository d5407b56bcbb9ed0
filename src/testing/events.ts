/** What happened in a run, in the words of the rules: the events that match, as plain data. */
import { processLabel } from '../recording/labels.js';
import type { Recording } from '../recording/recording.js';
import type { StepType } from '../recording/rows.js';
import { stepsOf } from '../recording/rules/event-test.js';
import { parseEvent } from '../recording/rules/parse.js';
import { ruleErrorText } from '../recording/rules/syntax.js';

export interface Happened {
  /** From 1, as everywhere it is shown. */
  readonly step: number;
  readonly type: StepType;
  /** Milliseconds since the run began. */
  readonly time: number;
  /** In which process, by its name. */
  readonly process: string;
  /** The place in the source, as `file:line:column`. */
  readonly at: string | undefined;
  /** The beginning of a message's content or of an output, the text of an error, a task's function. */
  readonly text: string | undefined;
  /** The channel of a message. */
  readonly channel: string | undefined;
}

/** Throws where it is no event. */
export function eventsIn(recording: Recording, event: string): Happened[] {
  const { found, error } = parseEvent(event);
  if (found === undefined) throw new SyntaxError(ruleErrorText(error));
  return stepsOf(recording, found).map((step) => happened(recording, step));
}

function happened(recording: Recording, step: number): Happened {
  const message = recording.message(step);
  const { id, name } = recording.channels[recording.channel(step)] ?? {};
  return {
    step: step + 1,
    type: recording.type(step),
    time: recording.time(step) / 1000,
    process: processLabel(recording, recording.process(step)),
    at: placeOf(recording, step),
    text: message >= 0 ? recording.messages.preview(message) : recording.text(step),
    channel: name ?? id,
  };
}

export function placeOf(recording: Recording, step: number): string | undefined {
  const at = recording.location(step);
  return at && `${at.file}:${at.line}:${at.column}`;
}
