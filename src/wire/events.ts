/**
 * The events: what a probe writes, the collector stores and every view reads. This file is the dictionary of the project.
 *
 * Times are microseconds since the run began, taken from the machine-wide monotonic clock, so that the times of two processes
 * of one machine compare. A field marked `?` is left out where it is unknown or does not apply, never set to null or "".
 */

import type { Common, Location } from './event-fields.js';
import type {
  ChildExit,
  Exit,
  Found,
  Name,
  Output,
  Spawn,
  SpawnError,
  Start,
  ThreadExit,
  ThreadStart,
  UncaughtError,
} from './life-events.js';

export * from './event-fields.js';
export * from './life-events.js';

/** The first line of a recording, written by the collector. */
export interface Header {
  type: 'header';
  format: 'process-view';
  version: number;
  /** When the run began, ISO 8601, UTC: the wall clock at `time` 0. */
  startedAt: string;
  platform: string;
  hostname: string;
  /** How many logical processors the machine has. */
  cores: number;
  cwd: string;
  /** The argv of the run, the Node binary first. */
  command: string[];
  /** The version of Process View that wrote it. */
  tool: string;
  /** The way TypeScript was run (`ts-node`, `tsx`, `node`) and the sentence that says why. */
  runner?: { name: string; why: string };
  /** The pid of the process that collects; it is not part of the program. */
  collector?: number;
  /** The trace that the run is part of, as whoever started it told by the variable TRACEPARENT (W3C Trace Context). */
  traceparent?: string;
  /** Its spans were sent while it ran: the trace, 32 hexadecimal digits (that of `traceparent` where there is one), and what its spans' names come of. */
  trace?: TraceSeed;
  /** The machine-wide monotonic clock and the wall clock, read together at `time` 0; by it the recordings of several hosts are merged. */
  clock?: ClockPair;
  /** Texts were redacted before they were written: by how many patterns. */
  redacted?: number;
  /** The recordings that this one was merged from, this one's own first. */
  merged?: MergedPart[];
}

export interface TraceSeed {
  id: string;
  seed: string;
}

export interface ClockPair {
  /** Nanoseconds, decimal. */
  monotonic: string;
  /** Microseconds since 1970, UTC. */
  wall: number;
  /** Between the two readings there were at most so many microseconds. */
  within: number;
  /** What tells one start of a machine from another; recordings of one boot have the same monotonic clock. */
  boot?: string;
}

/** One of the recordings that were merged. */
export interface MergedPart {
  hostname: string;
  startedAt: string;
  /** What was added to its times, microseconds. */
  shift: number;
  /** How far off that may be, microseconds. */
  uncertainty: number;
  /** What was added to its pids, 0 where nothing was. */
  pids: number;
}

/** A place in the user's source, sent once before the first event that names it. */
export interface Site extends Common, Location {
  type: 'site';
  site: number;
}

/** A message leaves. `message` is the same string in its receive: `<channel>:<from>><to>#<n>`. */
export interface Send extends Common {
  type: 'send';
  message: string;
  channel: string;
  /** The real size in bytes as it crosses the channel. */
  bytes?: number;
  /** A preview as text. */
  payload?: string;
  truncated?: true;
  /** No line of source was taken: the process sends faster than 2,000 messages a second, and only a sample of them gets one. */
  sampled?: true;
  /**
   * Microseconds that it took to turn it into bytes: of a message between threads with the way into the port, of one between processes
   * before the write. Measured for large messages only.
   */
  took?: number;
  /** What the library calls it: `put`, `send`, `task`, `result`, … ; left out for a plain message. */
  kind?: string;
}

/** A message arrives, when the user's handler gets it. `at` is where the program began to listen for it, or called for it. */
export interface Receive extends Common {
  type: 'receive';
  message: string;
  channel: string;
  bytes?: number;
  /** As in `send`: `get`, `recv`, `task`, `result`, … */
  kind?: string;
  /** Of a large one, microseconds from the moment at which its first bytes had come to that at which its last had. */
  arriving?: number;
  /** Of a large one, microseconds from there until its bytes were a value again. */
  took?: number;
  /**
   * How long the thread's event loop had been idle in all, microseconds, when the message (of a large one: its first bytes) had come. Looked
   * at once a millisecond at most, and not in the first 0.2 s of a process.
   */
  idle?: number;
  /** With `idle`: the user and system time that the process had used by then, microseconds. */
  used?: number;
}

/**
 * The program's handlers of a message have returned, told where they ran longer than 5 ms without a pause. `time` is their end:
 * from its `receive` on the thread did nothing else. What an asynchronous handler does after its first `await` is not in it.
 */
export interface Handled extends Common {
  type: 'handled';
  message: string;
  channel: string;
  /** Microseconds. */
  took: number;
}

export type WaitReason =
  /**
   * The end of a child, or with `thread` of a thread of the process `child`. `child` is 0 for a synchronous call (`spawnSync` and
   * its kin), which learns the child's pid only when it is over: the wait's `wake` then has it.
   */
  | { kind: 'join'; child: number; thread?: number }
  | { kind: 'get' | 'put' | 'recv' | 'lock'; channel: string }
  | { kind: 'message'; channel: string }
  | { kind: 'pool'; pool: string; task: string }
  /** A debugger has stopped it. */
  | { kind: 'debugger' };

/** Given where somebody else tells of the wait: the collector, of a process that a debugger has stopped. */
export interface OfAnother {
  /** The pid of the process that waits. */
  of?: number;
  /** Its thread, where it is not the main one. */
  thread?: number;
}

/** Somebody begins to wait. */
export interface Wait extends Common, OfAnother {
  type: 'wait';
  /** The wait's own id, unique within the process that tells of it. */
  wait: number;
  for: WaitReason;
  /** True where the whole thread stands still (spawnSync and its kin). */
  blocking?: true;
  /** The longest it will wait, milliseconds. */
  timeout?: number;
}

/** A wait ends. */
export interface Wake extends Common, OfAnother {
  type: 'wake';
  wait: number;
  outcome: 'done' | 'timeout' | 'closed' | 'error';
  /** For a wait for the child 0: its pid. */
  child?: number;
}

export type ChannelKind =
  | 'ipc'
  | 'thread'
  | 'queue'
  | 'pipe'
  | 'lock'
  | 'event'
  | 'barrier'
  | 'condition'
  | 'semaphore';

/** Somebody gains an end of a channel. */
export interface Open extends Common {
  type: 'open';
  channel: string;
  kind: ChannelKind;
  /** The most messages it holds; left out where there is no bound. */
  capacity?: number;
  /** Which end, as in `reader` or `writer`, where the ends differ; `holder` of a lock while a process holds it. */
  end?: string;
  /** How the program calls it. */
  name?: string;
}

/** Somebody drops an end of a channel. */
export interface Close extends Common {
  type: 'close';
  channel: string;
  kind: ChannelKind;
  end?: string;
}

/** A pool's task changes its state: told by the pool's owner and by its workers. */
export interface Task extends Common {
  type: 'task';
  pool: string;
  task: string;
  state: 'submitted' | 'started' | 'done' | 'failed';
  /** The function's name. */
  name: string;
}

/** What a process uses, about once a second: told by the collector, and with `loop` by a process that runs for longer than a second. */
export interface Sample extends Common {
  type: 'sample';
  of: number;
  /** Percent of one core. */
  cpu: number;
  /** Resident memory, bytes. */
  rss: number;
  /** How busy the main thread's event loop was since the process's last sample of its own, 0 to 1. */
  loop?: number;
  /**
   * Of a loop that was less than a tenth busy: what keeps the process alive, by Node's names and how many of each (`Timeout`, `TCPServerWrap`, …);
   * `{}` where nothing does but what Node does not name.
   */
  alive?: Record<string, number>;
}

/** Something had to be dropped. */
export interface Lost extends Common {
  type: 'lost';
  count: number;
  why: string;
}

/** Every event but the header. */
export type TimedEvent =
  | Site
  | Spawn
  | SpawnError
  | Start
  | Found
  | Name
  | Exit
  | ChildExit
  | ThreadStart
  | ThreadExit
  | UncaughtError
  | Output
  | Send
  | Receive
  | Handled
  | Wait
  | Wake
  | Open
  | Close
  | Task
  | Sample
  | Lost;

/** One line of a recording. */
export type WireEvent = Header | TimedEvent;

export type EventType = WireEvent['type'];

/** The version that this code writes; it reads this one and those below. */
export const FORMAT_VERSION = 1;

/** Ends a switch over a union of which every member has been handled; throws for data from outside that lied about its type. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
