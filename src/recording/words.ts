/** The words of which the sentences are made: what processes, channels and tasks are called, places, times and counts. */
import type { Location } from '../wire/events.js';
import type { Knot } from './explain/hang.js';
import type { WaitLink } from './explain/wait-graph.js';
import type { LossReason } from './fate.js';
import { processLabels } from './labels.js';
import type { Recording } from './recording.js';
import { baseName } from './tree.js';

/** How the things of one recording are called. */
export class Words {
  private readonly labels: readonly string[];

  constructor(private readonly recording: Recording) {
    this.labels = processLabels(recording);
  }

  process(index: number): string {
    return this.labels[index] ?? 'a process';
  }

  lane(index: number): string {
    const { process, thread, name } = this.recording.lanes[index]!;
    if (thread === 0) return this.process(process);
    return `${this.process(process)} thread ${name ?? thread}`;
  }

  channel(index: number): string {
    const { id, name } = this.recording.channels[index]!;
    return name ?? id.replace('/', ' ');
  }

  waiting({ lane, at, for: target }: WaitLink): string {
    return `${this.lane(lane)}${place(at)} waits for ${this.target(target)}`;
  }

  because({ kind, links, task }: Knot): string {
    const last = links.at(-1)!;
    switch (kind) {
      case 'cycle':
        return ': each waits for the other, and none can go on';
      case 'nobody-sends':
        return ': all who could send to it wait for it themselves';
      case 'pool-starved':
        return ': the workers of the pool wait for tasks that only they could do';
      case 'no-free-worker':
        return `: only ${this.task(task ?? -1)} could help, and no worker of the pool is free to begin it`;
      case 'dead-holder':
        return `: ${this.gone(last)} ended while holding it`;
      case 'nobody-left':
        return `: nobody is left to do it${last.gone.length > 0 ? `, as ${this.gone(last)} has ended` : ''}`;
      case 'join-before-drain':
        return this.undrained(links);
    }
  }

  loss(reason: LossReason): string {
    switch (reason.kind) {
      case 'receiver-ended':
        return `${this.process(reason.process)} had ended${at(reason.time)}`;
      case 'no-reader-left':
        return `everybody who could receive it had ended${at(reason.time)}`;
      case 'channel-closed':
        return `${this.process(reason.process)} had closed its end${at(reason.time)}`;
    }
  }

  private target(target: WaitLink['for']): string {
    switch (target.kind) {
      case 'end':
        return `${this.process(target.process)} to end`;
      case 'message':
        return `a message in ${this.channel(target.channel)}, which is empty`;
      case 'room':
        return `room in ${this.channel(target.channel)} (full, ${target.capacity} of ${target.capacity})`;
      case 'lock':
        return `${this.channel(target.channel)}${target.holder < 0 ? '' : `, held by ${this.lane(target.holder)}`}`;
      case 'task':
        return this.task(target.task);
    }
  }

  private task(index: number): string {
    const { id = '', name = '' } = this.recording.tasks[index] ?? {};
    return name === '' ? `task ${id} of the pool` : `task ${id} of the pool (${name})`;
  }

  private gone({ gone }: WaitLink): string {
    return gone.map((process) => this.process(process)).join(' and ') || 'its holder';
  }

  private undrained(links: Knot['links']): string {
    const full = links.find(({ for: target }) => target.kind === 'room');
    if (full?.for.kind !== 'room') return '';
    const channel = this.channel(full.for.channel);
    const readers = full.helpers.map((lane) => this.lane(lane));
    const who = readers.length === 1 ? `its only reader is ${readers[0]}` : `its readers are ${readers.join(', ')}`;
    return `; nobody will read ${channel}: ${who}`;
  }
}

export const place = (at: Location | undefined): string =>
  at === undefined ? '' : ` (${baseName(at.file)}:${at.line})`;

const at = (time: number | undefined): string => (time === undefined ? '' : ` at ${seconds(time)}`);

export const seconds = (microseconds: number): string => `${(microseconds / 1e6).toFixed(3)} s`;

export const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
