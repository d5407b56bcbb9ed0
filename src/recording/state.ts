/**
 * The program as it stood at a step: who lives and does what, what is under way in each channel, who holds which lock.
 *
 * A lock is held from the end of a wait for it (`wake`, outcome `done`), an `open` of its end `holder` or a `receive` of kind
 * `acquire`, until a `close` of the end `holder` by anybody, or a `send` of kind `release` on its channel by the same lane.
 */
import { ALIVE, ENDED, Fold, UNBORN } from './fold.js';
import type { Recording } from './recording.js';

/** `unborn`: not heard of yet. `waiting`: alive, with a wait that has not ended. */
export type Life = 'unborn' | 'running' | 'waiting' | 'exited';

export interface LaneState {
  readonly life: Life;
  /** When it began to be like this, microseconds. */
  readonly since: number;
  /** The waits that have begun and not ended, oldest first. */
  readonly waits: readonly number[];
  /** The pool task that it works on, else -1. */
  readonly task: number;
  /** The row of its own last event, and of the last that is more than a sample; -1 before its first. */
  readonly last: number;
  readonly active: number;
}

export interface ChannelState {
  readonly sent: number;
  readonly received: number;
  /** Sent and not received: what is under way, or in a queue; what was lost stays in it. */
  readonly inFlight: number;
  /** Bytes of what is in flight, as far as they were told. */
  readonly bytes: number;
}

export interface State {
  readonly step: number;
  /** Microseconds. */
  readonly time: number;
  /** By lane. A process is what its main lane is: `state.lanes[process.lanes[0]]`. */
  readonly lanes: readonly LaneState[];
  /** By channel. */
  readonly channels: readonly ChannelState[];
  /** By channel of a lock: the lane that holds it. */
  readonly locks: ReadonlyMap<number, number>;
}

/** The state after a step; before all steps for -1. A step beyond the end is the last one. */
export function stateAt(recording: Recording, step: number): State {
  const at = Math.min(Math.max(step, -1), recording.length - 1);
  const fold = foldTo(recording, at + 1);
  return {
    step: at,
    time: at < 0 ? 0 : recording.time(at),
    lanes: Array.from(fold.life, (life, lane) => laneState(fold, life, lane)),
    channels: Array.from(fold.sent, (_, channel) => channelState(fold, channel)),
    locks: new Map(fold.holders),
  };
}

/** The messages of a channel that were sent by a step and not received by it, in the order in which they were sent. */
export function inFlight(recording: Recording, step: number, channel: number): number[] {
  recording.settle();
  const { messages, channels, order } = recording.store;
  const ofChannel = channels.directions.map((direction) => direction.channel === channel);
  const isInFlight = (message: number): boolean => {
    const [send, receive] = [messages.sendRow[message]!, messages.receiveRow[message]!];
    return send >= 0 && order.steps[send]! <= step && (receive < 0 || order.steps[receive]! > step);
  };
  const found: number[] = [];
  for (let message = 0; message < messages.length; message++) {
    if (ofChannel[messages.direction[message]!] && isInFlight(message)) found.push(message);
  }
  const sentAt = (message: number): number => order.steps[messages.sendRow[message]!]!;
  return found.sort((a, b) => sentAt(a) - sentAt(b));
}

function laneState(fold: Fold, life: number, lane: number): LaneState {
  const waits = fold.waits[lane] ?? none;
  const [since, task, last, active] = [fold.since[lane]!, fold.task[lane]!, fold.last[lane]!, fold.active[lane]!];
  return { life: lifeOf(life, waits), since, waits, task, last, active };
}

function lifeOf(code: number, waits: readonly number[]): Life {
  if (code === UNBORN) return 'unborn';
  if (code === ENDED) return 'exited';
  return waits.length > 0 && code === ALIVE ? 'waiting' : 'running';
}

const none: readonly number[] = [];

const channelState = (fold: Fold, channel: number): ChannelState => ({
  sent: fold.sent[channel]!,
  received: fold.received[channel]!,
  inFlight: fold.inFlight[channel]!,
  bytes: fold.bytes[channel]!,
});

/** The folds at every so many steps, and the one that was asked for last. */
interface Checkpoints {
  folds: Fold[];
  latest: Fold | undefined;
}

const EVERY = 16_384;
const caches = new WeakMap<Recording, Checkpoints>();

/** A fold that has applied exactly the steps before `end`; good until the next call. */
function foldTo(recording: Recording, end: number): Fold {
  const cache = checkpointsOf(recording);
  const index = Math.floor(end / EVERY);
  while (cache.folds.length <= index) cache.folds.push(nextCheckpoint(cache.folds.at(-1)!));
  const { latest } = cache;
  const near = latest !== undefined && latest.step <= end && latest.step >= index * EVERY;
  cache.latest = near ? latest : cache.folds[index]!.clone();
  cache.latest.runTo(end);
  return cache.latest;
}

function checkpointsOf(recording: Recording): Checkpoints {
  let cache = caches.get(recording);
  if (cache === undefined) {
    cache = { folds: [new Fold(recording.store)], latest: undefined };
    caches.set(recording, cache);
  }
  const changed = recording.changedSince(cache);
  cache.folds.length = Math.min(cache.folds.length, Math.floor(changed / EVERY) + 1);
  if (cache.latest !== undefined && cache.latest.step > changed) cache.latest = undefined;
  return cache;
}

function nextCheckpoint(before: Fold): Fold {
  const fold = before.clone();
  fold.runTo(before.step + EVERY);
  return fold;
}
