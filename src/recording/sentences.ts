/** What the model finds, in English. The findings are data: whoever speaks another language writes a file like this one. */
import type { Location } from '../wire/events.js';
import type { Leftover } from './explain/afterlife.js';
import type { Completeness } from './explain/completeness.js';
import type { Knot } from './explain/hang.js';
import type { Hang } from './explain/hangs.js';
import type { ChannelLedger } from './explain/ledger.js';
import type { WaitLink } from './explain/wait-graph.js';
import type { Fate, LossReason } from './fate.js';
import type { Recording } from './recording.js';
import { processLabels } from './labels.js';
import { baseName } from './tree.js';

/** One sentence on a knot: who waits for what, on which lines, and why it never ends. */
export function knotSentence(recording: Recording, knot: Knot): string {
  const words = new Words(recording);
  const parts = knot.links.map((link) => words.waiting(link));
  const behind =
    knot.behind.length === 0
      ? ''
      : ` ${knot.behind.map((lane) => words.lane(lane)).join(', ')} cannot go on because of it.`;
  return `${parts.join('; ')}${words.because(knot)}.${behind}`;
}

/** A knot that was never undone, with how long it stood. */
export const hangSentence = (recording: Recording, { knot, step, lasted }: Hang): string =>
  `${knotSentence(recording, knot)} It stood still for ${seconds(lasted)}, up to step ${step + 1}.`;

/** What was sent into a channel and never received; undefined where nothing was. */
export function lossSentence(recording: Recording, book: ChannelLedger): string | undefined {
  const { channel, sent, lost, inFlight, unseen } = book;
  if (lost.length + inFlight + unseen === 0) return undefined;
  const words = new Words(recording);
  const reasons = new Map<string, number>();
  for (const { reason } of lost) reasons.set(words.loss(reason), (reasons.get(words.loss(reason)) ?? 0) + 1);
  const parts = [
    ...[...reasons].map(([reason, count]) => `${plural(count, 'was', 'were')} lost, as ${reason}`),
    ...(inFlight > 0 ? [`${plural(inFlight, 'was', 'were')} under way when the recording ended`] : []),
    ...(unseen > 0 ? [`${plural(unseen, 'went', 'went')} to a blind process, where nobody could see them arrive`] : []),
  ];
  return `${words.channel(channel)}: of ${plural(sent, 'message', 'messages')} sent, ${parts.join('; ')}.`;
}

export function totalSentence(recording: Recording, books: readonly ChannelLedger[]): string {
  const used = books.filter(({ sent, received }) => sent + received > 0);
  const sent = used.reduce((sum, book) => sum + book.sent, 0);
  const received = used.reduce((sum, book) => sum + book.received, 0);
  const processes = recording.processes.filter(({ collector }) => !collector).length;
  return `${plural(processes, 'process', 'processes')}, ${plural(sent, 'message', 'messages')} sent and ${received.toLocaleString('en')} received in ${plural(used.length, 'channel', 'channels')}.`;
}

/** What has become of a message. */
export function fateSentence(recording: Recording, fate: Fate): string {
  const words = new Words(recording);
  switch (fate.state) {
    case 'received':
      return 'Received.';
    case 'in-flight':
      return 'Not received yet.';
    case 'not-sent':
      return 'Not sent yet.';
    case 'unseen':
      return `Sent to ${words.process(fate.process)}, of which nothing is known from inside: whether it arrived cannot be seen.`;
    case 'lost':
      return `Lost: ${words.loss(fate.reason)}.`;
  }
}

export function lossReason(recording: Recording, reason: LossReason): string {
  return new Words(recording).loss(reason);
}

export function leftoverSentence(recording: Recording, leftover: Leftover): string {
  const words = new Words(recording);
  const name = words.process(leftover.process);
  switch (leftover.kind) {
    case 'unjoined':
      return `${name} ended and nobody had joined it.`;
    case 'orphan':
      return leftover.microseconds === undefined
        ? `${name} was still there after its parent ${words.process(leftover.parent)} had ended.`
        : `${name} lived on ${seconds(leftover.microseconds)} after its parent ${words.process(leftover.parent)} had ended.`;
    case 'daemon-killed':
      return `${name}, a daemon, was ended by ${leftover.signal}.`;
    case 'still-alive':
      return `${name} had not ended when the recording did.`;
  }
}

/** One sentence for each thing that is not known; none for a whole recording. */
export function completenessSentences(recording: Recording, completeness: Completeness): string[] {
  const words = new Words(recording);
  const { blind, missing, dropped, clockDisagreements, cutBytes, unread } = completeness;
  return [
    ...blind.map(({ process, why }) => `${words.process(process)} is blind${why === undefined ? '' : `: ${why}`}.`),
    ...(missing > 0 ? [`${plural(missing, 'event is', 'events are')} missing: counts are "at least".`] : []),
    ...dropped.map(({ count, why }) => `${plural(count, 'event was', 'events were')} dropped: ${why}.`),
    ...(clockDisagreements > 0
      ? [
          `The clocks disagree on ${plural(clockDisagreements, 'message', 'messages')}, received before sent; shown at the time of sending.`,
        ]
      : []),
    ...(cutBytes > 0
      ? [`The recording was cut: its last line has no end (${plural(cutBytes, 'byte', 'bytes')}).`]
      : []),
    ...(unread > 0 ? [`${plural(unread, 'line', 'lines')} could not be read.`] : []),
  ];
}

class Words {
  private readonly labels: string[];

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

const place = (at: Location | undefined): string => (at === undefined ? '' : ` (${baseName(at.file)}:${at.line})`);

const at = (time: number | undefined): string => (time === undefined ? '' : ` at ${seconds(time)}`);

const seconds = (microseconds: number): string => `${(microseconds / 1e6).toFixed(3)} s`;

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
