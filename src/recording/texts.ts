/** The sentences on a recording and the words of which they are made, in English. Each is given whole names, places, counts and times. */
import { inLanguages } from '../language.js';
import { chinese } from './texts-zh-cn.js';

const english = {
  aProcess: 'a process',
  thread: (process: string, thread: string | number) => `${process} thread ${thread}`,

  waits: (who: string, what: string) => `${who} waits for ${what}`,
  waitsForEnd: (process: string) => `${process} to end`,
  waitsForMessage: (channel: string) => `a message in ${channel}, which is empty`,
  waitsForRoom: (channel: string, capacity: number) => `room in ${channel} (full, ${capacity} of ${capacity})`,
  waitsForLock: (lock: string, holder: string | undefined) =>
    `${lock}${holder === undefined ? '' : `, held by ${holder}`}`,
  waitsForTask: (id: string, name: string) => `task ${id} of the pool${name === '' ? '' : ` (${name})`}`,

  waitsForAnybody: 'somebody to come',
  waitsForRelatives: 'its children or its parent to do something',

  cycle: ': each waits for the other, and none can go on',
  nobodySends: ': all who could send to it wait for it themselves',
  poolStarved: ': the workers of the pool wait for tasks that only they could do',
  noFreeWorker: (task: string) => `: only ${task} could help, and no worker of the pool is free to begin it`,
  deadHolder: (gone: string) => `: ${gone} ended while holding it`,
  nobodyLeft: (gone: string | undefined) =>
    `: nobody is left to do it${gone === undefined ? '' : `, as ${gone} has ended`}`,
  left: (gone: string | undefined) =>
    `: nobody can send it any more, as ${gone ?? 'whoever would have sent it'} has left the channel`,
  openHandle: (handles: string[]) =>
    handles.length === 0
      ? ': it has nothing more to do, and something that Node does not name keeps it alive'
      : `: it has nothing more to do, and only ${handles.join(' and ')} keeps it alive`,
  handle: (name: string, count: number) => {
    const [one, many] = handleNames[name] ?? [name, name];
    return count === 1 ? one : `${count} ${many}`;
  },
  undrained: (channel: string, readers: string[]) =>
    `; nobody will read ${channel}: ${readers.length === 1 ? `its only reader is ${readers[0]}` : `its readers are ${readers.join(', ')}`}`,
  itsHolder: 'its holder',
  all: (names: string[]) => names.join(' and '),

  knot: (waits: string[], because: string, behind: string[]) =>
    `${waits.join('; ')}${because}.${behind.length === 0 ? '' : ` ${behind.join(', ')} cannot go on because of it.`}`,
  hang: (knot: string, lasted: string, step: number) => `${knot} It stood still for ${lasted}, up to step ${step}.`,

  losses: (channel: string, sent: number, parts: string[]) =>
    `${channel}: of ${plural(sent, 'message', 'messages')} sent, ${parts.join('; ')}.`,
  lostAs: (count: number, reason: string) => `${plural(count, 'was', 'were')} lost, as ${reason}`,
  underWay: (count: number) => `${plural(count, 'was', 'were')} under way when the recording ended`,
  toBlind: (count: number) => `${plural(count, 'went', 'went')} to a blind process, where nobody could see them arrive`,
  receiverEnded: (process: string, time: string | undefined) => `${process} had ended${at(time)}`,
  noReaderLeft: (time: string | undefined) => `everybody who could receive it had ended${at(time)}`,
  channelClosed: (process: string, time: string | undefined) => `${process} had closed its end${at(time)}`,
  total: (processes: number, sent: number, received: number, channels: number) =>
    `${plural(processes, 'process', 'processes')}, ${plural(sent, 'message', 'messages')} sent and ${number(received)} received in ${plural(channels, 'channel', 'channels')}.`,

  received: 'Received.',
  inFlight: 'Not received yet.',
  notSent: 'Not sent yet.',
  unseen: (process: string) =>
    `Sent to ${process}, of which nothing is known from inside: whether it arrived cannot be seen.`,
  lost: (reason: string) => `Lost: ${reason}.`,

  unjoined: (process: string) => `${process} ended and nobody had joined it.`,
  orphan: (process: string, parent: string, time: string | undefined) =>
    time === undefined
      ? `${process} was still there after its parent ${parent} had ended.`
      : `${process} lived on ${time} after its parent ${parent} had ended.`,
  daemonKilled: (process: string, signal: string | undefined) =>
    `${process}, a daemon, was ended ${signal === undefined ? 'with its parent' : `by ${signal}`}.`,
  stillAlive: (process: string) => `${process} had not ended when the recording did.`,

  blind: (process: string, why: string | undefined) => `${process} is blind${why === undefined ? '' : `: ${why}`}.`,
  missing: (count: number) => `${plural(count, 'event is', 'events are')} missing: counts are "at least".`,
  dropped: (count: number, why: string) => `${plural(count, 'event was', 'events were')} dropped: ${why}.`,
  clocks: (count: number) =>
    `The clocks disagree on ${plural(count, 'message', 'messages')}, received before sent; shown at the time of sending.`,
  cut: (bytes: number) => `The recording was cut: its last line has no end (${plural(bytes, 'byte', 'bytes')}).`,
  unread: (count: number) => `${plural(count, 'line', 'lines')} could not be read.`,

  /** What a recording says of why something was lost or is blind, which it says in English. */
  recorded: (why: string) => why,
};

/** What Node calls its handles, in plain words: one of them, and several. */
const handleNames: Record<string, [one: string, many: string]> = {
  TCPServerWrap: ['a listening server (TCPServerWrap)', 'listening servers (TCPServerWrap)'],
  TCPSocketWrap: ['an open connection (TCPSocketWrap)', 'open connections (TCPSocketWrap)'],
  PipeServerWrap: ['a server on a socket file (PipeServerWrap)', 'servers on socket files (PipeServerWrap)'],
  PipeWrap: ['an open pipe (PipeWrap)', 'open pipes (PipeWrap)'],
  UDPWrap: ['a UDP socket (UDPWrap)', 'UDP sockets (UDPWrap)'],
  FSEventWrap: ['a file watcher (FSEventWrap)', 'file watchers (FSEventWrap)'],
  StatWatcher: ['a file watcher (StatWatcher)', 'file watchers (StatWatcher)'],
  SignalWrap: ['a signal handler (SignalWrap)', 'signal handlers (SignalWrap)'],
  TTYWrap: ['the terminal (TTYWrap)', 'terminals (TTYWrap)'],
  MessagePort: ['a message port (MessagePort)', 'message ports (MessagePort)'],
  Worker: ['a worker thread (Worker)', 'worker threads (Worker)'],
  ProcessWrap: ['a child process (ProcessWrap)', 'child processes (ProcessWrap)'],
};

const at = (time: string | undefined): string => (time === undefined ? '' : ` at ${time}`);

const number = (count: number): string => count.toLocaleString('en');

export const plural = (count: number, one: string, many: string): string =>
  `${number(count)} ${count === 1 ? one : many}`;

export type RecordingTexts = typeof english;
export const texts = /* @__PURE__ */ inLanguages<RecordingTexts>(english, chinese);
