/** Who waits for whom at a step: for each lane that waits, the lanes that could end its wait, as far as the recording knows. */
import type { Location } from '../../wire/events.js';
import type { Recording } from '../recording.js';
import { type State, stateAt } from '../state.js';
import { type ChannelUsers, channelUsers } from './channel-users.js';
import { idleLinks } from './idle-lanes.js';

/** One open wait, and who could end it. */
export interface WaitLink {
  readonly lane: number;
  /** -1 for a lane that is idle and has told no wait. */
  readonly wait: number;
  /** Microseconds. */
  readonly since: number;
  readonly at: Location | undefined;
  readonly for: WaitTarget;
  /** The living lanes that could end it. */
  readonly helpers: readonly number[];
  /** Processes that could have ended it and are over. */
  readonly gone: readonly number[];
  /** Whoever would have ended it has closed the channel. */
  readonly left?: true;
}

export type WaitTarget =
  | { kind: 'end'; process: number }
  /** A message on a channel that has none. */
  | { kind: 'message'; channel: number }
  /** Room in a full channel. */
  | { kind: 'room'; channel: number; held: number; capacity: number }
  /** Also what is waited for like a lock: an event, a semaphore, … `holder` is a lane, -1 where it is not known. */
  | { kind: 'lock'; channel: number; holder: number }
  | { kind: 'task'; task: number }
  /** Whatever may come: of an idle process that has told no wait. `alive` is what keeps it alive, `outside` what of it others can reach. */
  | { kind: 'anything'; alive: Readonly<Record<string, number>>; outside: readonly string[] };

type ToldTarget = Exclude<WaitTarget, { kind: 'anything' }>;

export interface WaitGraph {
  readonly state: State;
  /** By lane: its open waits, none for one that runs; undefined for one that may go on without help. */
  readonly links: ReadonlyMap<number, readonly WaitLink[]>;
}

/** Lanes all of whose waits depend on others; a lane with a wait that is about to end, or ends by itself, is none of them. */
export function waitGraph(recording: Recording, step: number): WaitGraph {
  const state = stateAt(recording, step);
  const users = channelUsers(recording, step);
  const links = new Map<number, WaitLink[]>();
  for (const [lane, link] of idleLinks(recording, state)) links.set(lane, [link]);
  for (const [lane, { life, waits }] of state.lanes.entries()) {
    if (life !== 'waiting') continue;
    const own = waits.map((wait) => linkOf(recording, state, users, lane, wait));
    if (own.every((link) => link !== undefined)) links.set(lane, own as WaitLink[]);
  }
  return { state, links };
}

/** Undefined where the wait may end without anybody's doing, or where too little is known to say that it does not. */
function linkOf(
  recording: Recording,
  state: State,
  users: ChannelUsers,
  lane: number,
  wait: number,
): WaitLink | undefined {
  if (recording.store.waits.timed[wait] === 1) return undefined;
  const target = targetOf(recording, state, wait);
  const who = target && candidates(recording, state, users, lane, target);
  if (target === undefined || who === undefined) return undefined;
  const begin = recording.waits.beginStep(wait);
  const at = recording.location(begin);
  const helpers = who.filter((other) => isAlive(state, other) && other !== lane);
  const gone = new Set(who.filter((other) => !isAlive(state, other)).map((other) => recording.lanes[other]!.process));
  return { lane, wait, since: recording.time(begin), at, for: target, helpers, gone: [...gone] };
}

function targetOf(recording: Recording, state: State, wait: number): ToldTarget | undefined {
  const { waits } = recording;
  const kind = waits.kind(wait);
  if (kind === 'join') return endTarget(recording, state, waits.child(wait));
  if (kind === 'debugger') return undefined;
  if (kind === 'pool') return taskTarget(recording, waits.task(wait));
  const channel = waits.channel(wait);
  if (kind === 'lock') return { kind: 'lock', channel, holder: state.locks.get(channel) ?? -1 };
  const held = state.channels[channel]?.inFlight ?? 0;
  if (kind !== 'put') return held > 0 ? undefined : { kind: 'message', channel };
  const { capacity } = recording.channels[channel]!;
  return capacity === undefined || held < capacity ? undefined : { kind: 'room', channel, held, capacity };
}

function endTarget(recording: Recording, state: State, process: number): ToldTarget | undefined {
  const main = recording.processes[process]?.lanes[0];
  return main === undefined || state.lanes[main]!.life === 'exited' ? undefined : { kind: 'end', process };
}

function taskTarget(recording: Recording, task: number): ToldTarget | undefined {
  const { state } = recording.tasks[task]!;
  return state === 'done' || state === 'failed' ? undefined : { kind: 'task', task };
}

/** Everybody who could ever end the wait; undefined where that is not known. */
function candidates(
  recording: Recording,
  state: State,
  users: ChannelUsers,
  lane: number,
  target: ToldTarget,
): number[] | undefined {
  switch (target.kind) {
    case 'end':
      return recording.processes[target.process]!.blind ? undefined : [...recording.processes[target.process]!.lanes];
    case 'message':
      return known(users.writers[target.channel]!, lane);
    case 'room':
      return known(users.readers[target.channel]!, lane);
    case 'lock':
      return lockCandidates(recording, users, lane, target);
    case 'task':
      return workers(recording, state, target.task);
  }
}

/** Who could let go of a lock or a semaphore, or set an event, or come to a barrier, or notify a condition. */
function lockCandidates(
  recording: Recording,
  { holders, writers }: ChannelUsers,
  lane: number,
  { channel, holder }: WaitTarget & { kind: 'lock' },
): number[] | undefined {
  const { kind } = recording.channels[channel]!;
  if (kind === 'lock') return holder < 0 ? undefined : [holder];
  return known(kind === 'semaphore' ? holders[channel]! : writers[channel]!, lane);
}

/** Nobody known at all but the waiting one means that the recording does not tell who has the other end. */
const known = (lanes: ReadonlySet<number>, self: number): number[] | undefined =>
  lanes.size === 0 || (lanes.size === 1 && lanes.has(self)) ? undefined : [...lanes];

/** Who works on a task, or whoever of its pool could. */
function workers(recording: Recording, state: State, task: number): number[] | undefined {
  const { pool, worker } = recording.tasks[task]!;
  const begun = worker >= 0 && state.lanes[worker]?.task === task;
  if (begun) return [worker];
  const all = recording.tasks.filter((other) => other.pool === pool && other.worker >= 0).map((other) => other.worker);
  return all.length === 0 ? undefined : [...new Set(all)];
}

const isAlive = (state: State, lane: number): boolean => {
  const life = state.lanes[lane]?.life;
  return life === 'running' || life === 'waiting';
};
