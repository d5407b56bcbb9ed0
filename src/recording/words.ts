/** The words of which the sentences are made: what processes, channels and tasks are called, places, times and counts. */
import type { Location } from '../wire/events.js';
import type { Knot } from './explain/hang.js';
import type { WaitLink, WaitTarget } from './explain/wait-graph.js';
import type { LossReason } from './fate.js';
import { processLabels } from './labels.js';
import type { Recording } from './recording.js';
import { texts } from './texts.js';
import { baseName } from './tree.js';

/** What a word of a sentence names. */
export type Named =
  | { kind: 'process'; process: number }
  | { kind: 'channel'; channel: number }
  | { kind: 'place'; at: Location };

type Mark = (named: Named, text: string) => string;

let mark: Mark = (_, text) => text;

/** In what `make` says each name is as `marked` gives it back: for whoever makes links of names. */
export function markingNames<T>(marked: Mark, make: () => T): T {
  const before = mark;
  mark = marked;
  try {
    return make();
  } finally {
    mark = before;
  }
}

/** How the things of one recording are called. */
export class Words {
  private readonly labels: readonly string[];

  constructor(private readonly recording: Recording) {
    this.labels = processLabels(recording);
  }

  process(index: number): string {
    return mark({ kind: 'process', process: index }, this.labels[index] ?? texts.aProcess);
  }

  lane(index: number): string {
    const { process, thread, name } = this.recording.lanes[index]!;
    if (thread === 0) return this.process(process);
    return texts.thread(this.process(process), name ?? thread);
  }

  channel(index: number): string {
    const { id, name } = this.recording.channels[index]!;
    return mark({ kind: 'channel', channel: index }, name ?? id.replace('/', ' '));
  }

  waiting({ lane, at, for: target }: WaitLink): string {
    return texts.waits(`${this.lane(lane)}${place(at)}`, this.target(target));
  }

  because({ kind, links, task }: Knot): string {
    const last = links.at(-1)!;
    switch (kind) {
      case 'cycle':
        return texts.cycle;
      case 'nobody-sends':
        return texts.nobodySends;
      case 'pool-starved':
        return texts.poolStarved;
      case 'no-free-worker':
        return texts.noFreeWorker(this.task(task ?? -1));
      case 'dead-holder':
        return texts.deadHolder(this.gone(last));
      case 'nobody-left':
        return texts.nobodyLeft(last.gone.length > 0 ? this.gone(last) : undefined);
      case 'join-before-drain':
        return this.undrained(links);
      case 'left':
        return texts.left(last.gone.length > 0 ? this.gone(last) : undefined);
      case 'open-handle':
        return texts.openHandle(links.flatMap((link) => (link.for.kind === 'anything' ? handles(link.for) : [])));
    }
  }

  loss(reason: LossReason): string {
    switch (reason.kind) {
      case 'receiver-ended':
        return texts.receiverEnded(this.process(reason.process), moment(reason.time));
      case 'no-reader-left':
        return texts.noReaderLeft(moment(reason.time));
      case 'channel-closed':
        return texts.channelClosed(this.process(reason.process), moment(reason.time));
    }
  }

  private target(target: WaitLink['for']): string {
    switch (target.kind) {
      case 'end':
        return texts.waitsForEnd(this.process(target.process));
      case 'message':
        return texts.waitsForMessage(this.channel(target.channel));
      case 'room':
        return texts.waitsForRoom(this.channel(target.channel), target.capacity);
      case 'lock':
        return texts.waitsForLock(
          this.channel(target.channel),
          target.holder < 0 ? undefined : this.lane(target.holder),
        );
      case 'task':
        return this.task(target.task);
      case 'anything':
        return target.outside.length > 0 ? texts.waitsForAnybody : texts.waitsForRelatives;
    }
  }

  private task(index: number): string {
    const { id = '', name = '' } = this.recording.tasks[index] ?? {};
    return texts.waitsForTask(`${id}`, name);
  }

  private gone({ gone }: WaitLink): string {
    return gone.length === 0 ? texts.itsHolder : texts.all(gone.map((process) => this.process(process)));
  }

  private undrained(links: Knot['links']): string {
    const full = links.find(({ for: target }) => target.kind === 'room');
    if (full?.for.kind !== 'room') return '';
    return texts.undrained(
      this.channel(full.for.channel),
      full.helpers.map((lane) => this.lane(lane)),
    );
  }
}

/** What keeps an idle process alive, the most telling first. */
function handles({ alive, outside }: WaitTarget & { kind: 'anything' }): string[] {
  const names = outside.length > 0 ? outside : Object.keys(alive);
  return names.map((name) => texts.handle(name, alive[name]!));
}

export const place = (at: Location | undefined): string =>
  at === undefined ? '' : ` (${mark({ kind: 'place', at }, `${baseName(at.file)}:${at.line}`)})`;

const moment = (time: number | undefined) => (time === undefined ? undefined : seconds(time));

export const seconds = (microseconds: number): string => `${(microseconds / 1e6).toFixed(3)} s`;

export { plural } from './texts.js';
