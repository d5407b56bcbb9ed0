/**
 * What the library tells, and where: the names of its diagnostics channels and the shapes of what is published on them.
 *
 * Subscribe with `diagnostics_channel.subscribe(channelNames.task, (message) => …)`. Each message is published synchronously
 * inside the call of the user that caused it, so that a subscriber can read the line of the user's source from the stack.
 * A message is only built where somebody listens. Nothing in it may be changed, and `value` must not be kept: it is the live
 * value, given so that a subscriber can make a preview of it.
 *
 * What is the library's own and no part of the user's program, for whoever watches:
 * - between a process and its children the library uses a pipe of its own (file descriptor 3), never Node's IPC channel; whatever
 *   goes through it that means something to the user is told here as `send` and `receive`;
 * - a worker thread of the library has a `name` that begins with {@link INTERNAL_THREAD};
 * - on Linux a child is started through `setpriv`, which replaces itself by node: the true command is in `spawning`;
 * - should a message ever go over Node's IPC channel, it is an object with a `cmd` that begins with {@link INTERNAL_COMMAND},
 *   which Node itself treats as internal.
 */
import { type Channel, channel } from 'node:diagnostics_channel';

export const INTERNAL_THREAD = 'process-view:';
export const INTERNAL_COMMAND = 'NODE_PROCESS_VIEW';

export const channelNames = {
  /** {@link ProcessMessage} */
  process: 'process-view:multiprocessing:process',
  /** {@link WaitMessage} */
  wait: 'process-view:multiprocessing:wait',
  /** {@link TransferMessage} */
  message: 'process-view:multiprocessing:message',
  /** {@link ChannelMessage} */
  channel: 'process-view:multiprocessing:channel',
  /** {@link TaskMessage} */
  task: 'process-view:multiprocessing:task',
} as const;

/** A process is started, takes its name, ends. */
export type ProcessMessage =
  /**
   * The parent is about to call `child_process.spawn`; the very next spawn of this thread, still inside this call, is this one.
   * A spare of the forkserver is told with the name `spare`; it takes its real name when it is used.
   */
  | { type: 'spawning'; name: string; daemon: boolean; command: string[] }
  /** The parent has a running child; a spare taken from the reserve tells only this. */
  | { type: 'started'; child: number; name: string; daemon: boolean }
  /** In the child: it knows its name, before the target's module is loaded; again when `currentProcess().name` is set. */
  | { type: 'named'; name: string }
  /** The parent has learnt of a child's end; `exitCode` as in Python: −n for death by signal n. */
  | { type: 'exited'; child: number; exitCode: number };

/** Somebody waits; every `wait` has one `wake` with the same number, unless its process ends first. */
export type WaitMessage =
  | {
      type: 'wait';
      /** The wait's id, unique within its process and thread: {@link nextWaitId}. */
      wait: number;
      for: WaitReason;
      /** The longest it will wait, milliseconds. */
      timeout?: number;
    }
  | { type: 'wake'; wait: number; outcome: 'done' | 'timeout' | 'closed' | 'error' };

export type WaitReason =
  | { kind: 'join'; child: number }
  | { kind: 'get' | 'put' | 'recv' | 'lock'; channel: string }
  /** `pool.join()` has the task `*`. */
  | { kind: 'pool'; pool: string; task: string };

/** A message of the user leaves or arrives. */
export interface TransferMessage {
  type: 'send' | 'receive';
  /** The same string in the send and in its receive: `<channel>:<from>><to>#<n>`. */
  message: string;
  /** `ipc/<child pid>` between a pool and one worker, `queue/<id>`, `pipe/<id>`. */
  channel: string;
  /** What the program calls it: `put`, `get`, `send`, `recv`, `task`, `result`. */
  kind: string;
  /** Bytes as they cross the channel, where known. */
  bytes?: number;
  /** The live value, for a preview: the item, the task's arguments, the result. */
  value?: unknown;
  /** The wait that ended with it: it was then that the user called, and there that the line of the source is. */
  wait?: number;
}

/** Somebody gains or drops an end of a channel; the end `holder` of a lock or semaphore is had while a permit of it is held. */
export type ChannelMessage =
  | { type: 'open'; channel: string; kind: SharedKind; capacity?: number; end?: string; name?: string }
  | { type: 'close'; channel: string; kind: SharedKind; end?: string };

export type SharedKind = 'queue' | 'pipe' | 'lock' | 'event' | 'barrier' | 'condition' | 'semaphore';

/** A pool's task changes its state: `submitted` by the pool's owner, `started`, `done`, `failed` by the worker. */
export interface TaskMessage {
  type: 'task';
  /** `<owner's pid>.<n>` */
  pool: string;
  /** `<n>` within the pool, from 1. */
  task: string;
  state: 'submitted' | 'started' | 'done' | 'failed';
  /** The function's name; for a chunk of `map` with the number of its items, as in `square × 8`. */
  name: string;
}

/** Where the library publishes: `if (channels.task.hasSubscribers) channels.task.publish({…})`. */
export const channels = {
  process: channel(channelNames.process) as TypedChannel<ProcessMessage>,
  wait: channel(channelNames.wait) as TypedChannel<WaitMessage>,
  message: channel(channelNames.message) as TypedChannel<TransferMessage>,
  channel: channel(channelNames.channel) as TypedChannel<ChannelMessage>,
  task: channel(channelNames.task) as TypedChannel<TaskMessage>,
};

/** A diagnostics channel that knows what is published on it. */
export interface TypedChannel<Message> extends Omit<Channel, 'publish'> {
  readonly hasSubscribers: boolean;
  publish(message: Message): void;
}

let waits = 0;

/** The next wait's number in this process and thread. */
export const nextWaitId = (): number => ++waits;
