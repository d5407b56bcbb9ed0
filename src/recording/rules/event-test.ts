/** Whether a step is one of the events that a rule speaks of. */
import { processLabels, processNames } from '../labels.js';
import type { Recording } from '../recording.js';
import type { StepType } from '../rows.js';
import type { Event, Verb } from './syntax.js';

/** The steps, ascending, that are such events. */
export function stepsOf(recording: Recording, event: Event): number[] {
  const test = new EventTest(recording, event);
  return Array.from({ length: recording.length }, (_, step) => step).filter((step) => test.matches(step));
}

/** Whether a name is meant by a pattern, in which `*` stands for anything. */
export const isMeant = (pattern: string, names: readonly (string | undefined)[]): boolean => {
  const parts = pattern.replaceAll('"', '').split('*');
  const test = new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's');
  return names.some((name) => name !== undefined && test.test(name));
};

const typeOf: Record<Verb, StepType> = {
  start: 'start',
  exit: 'exit',
  join: 'wake',
  send: 'send',
  receive: 'receive',
  put: 'send',
  get: 'receive',
  output: 'output',
  error: 'error',
  task: 'task',
};

class EventTest {
  constructor(
    private readonly recording: Recording,
    private readonly event: Event,
  ) {}

  matches(step: number): boolean {
    const { event, recording } = this;
    if (recording.type(step) !== typeOf[event.verb] || !this.isOfVerb(step)) return false;
    return this.isAbout(step) && this.hasText(step) && this.isBetween(step);
  }

  private isOfVerb(step: number): boolean {
    const { recording } = this;
    const { verb } = this.event;
    if (verb === 'put' || verb === 'get') return recording.kind(step) === verb;
    if (verb !== 'join') return true;
    return recording.about(step) >= 0 && recording.waits.outcome(recording.wait(step)) === 'done';
  }

  private isAbout(step: number): boolean {
    const { about, verb } = this.event;
    const { recording } = this;
    if (about === undefined) return true;
    if (verb === 'task') return isMeant(about, [recording.text(step)]);
    if (recording.message(step) >= 0) return this.isChannel(about, step);
    return this.isProcess(about, verb === 'join' ? recording.about(step) : recording.process(step));
  }

  private hasText(step: number): boolean {
    const { text } = this.event;
    if (text === undefined) return true;
    const message = this.recording.message(step);
    const content = message >= 0 ? this.recording.messages.preview(message) : this.recording.text(step);
    return content?.includes(text) ?? false;
  }

  private isBetween(step: number): boolean {
    const { by, from, to, in: channel } = this.event;
    const { recording } = this;
    const message = recording.message(step);
    const end = (pattern: string | undefined, lane: number): boolean =>
      pattern === undefined || (lane >= 0 && this.isProcess(pattern, recording.lanes[lane]!.process));
    return (
      end(by, recording.lane(step)) &&
      (from === undefined || (message >= 0 && end(from, recording.messages.from(message)))) &&
      (to === undefined || (message >= 0 && end(to, recording.messages.to(message)))) &&
      (channel === undefined || (message >= 0 && this.isChannel(channel, step)))
    );
  }

  private isProcess(pattern: string, process: number): boolean {
    return isMeant(pattern, [processNames(this.recording)[process], processLabels(this.recording)[process]]);
  }

  private isChannel(pattern: string, step: number): boolean {
    const { id, name } = this.recording.channels[this.recording.channel(step)]!;
    return isMeant(pattern, [id, name]);
  }
}
