/**
 * Programs that wait without saying so: an idle event loop goes on only when something comes. What keeps it alive tells from whom: from
 * children and parents, from the world outside, or from nobody but itself, as with a timer.
 */
import type { Sample } from '../../wire/events.js';
import type { Recording } from '../recording.js';
import { typeCode } from '../rows.js';
import type { LaneState, State } from '../state.js';
import { outcomes, waitKinds } from '../waits.js';
import type { WaitLink } from './wait-graph.js';

/** By lane: the link of each main thread that was idle at the step and can go on only by what others do. */
export function idleLinks(recording: Recording, state: State): Map<number, WaitLink> {
  const links = new Map<number, WaitLink>();
  for (const { index, lanes, blind, collector } of recording.processes) {
    const [main] = lanes;
    if (blind || collector || main === undefined || state.lanes[main]?.life !== 'running') continue;
    const link = idleLink(recording, state, index, main);
    if (link !== undefined) links.set(main, link);
  }
  return links;
}

function idleLink(recording: Recording, state: State, process: number, lane: number): WaitLink | undefined {
  const idle = idleAt(recording, state.lanes[lane]!);
  if (idle === undefined || !Object.keys(idle.alive).every((name) => isPassive(name, idle.alive))) return undefined;
  const { since, row, alive } = idle;
  const common = { lane, since, at: recording.location(recording.stepOf(row)) };
  const left = leftWait(recording, lane, row);
  if (left !== undefined) {
    const channel = recording.waits.channel(left);
    const at = recording.location(recording.waits.beginStep(left));
    return {
      ...common,
      at,
      wait: left,
      for: { kind: 'message', channel },
      helpers: [],
      gone: otherEnds(recording, lane, channel),
      left: true,
    };
  }
  const fromOutside = Object.keys(alive).filter((name) => outside.has(name));
  const helpers = (fromOutside.length > 0 ? everybody(recording) : relatives(recording, process)).filter(
    (other) => other !== lane && isAlive(state, other),
  );
  return { ...common, wait: -1, for: { kind: 'anything', alive, outside: fromOutside }, helpers, gone: [] };
}

interface Idle {
  alive: Readonly<Record<string, number>>;
  /** The last of its rows in which it did something, and when. */
  row: number;
  since: number;
}

/** Undefined where its last word was not that it is idle. */
function idleAt(recording: Recording, { last, active }: LaneState): Idle | undefined {
  const { type, time } = recording.store.rows;
  if (last < 0 || type[last] !== typeCode.sample) return undefined;
  const { alive, of, pid } = recording.event(recording.stepOf(last)) as Sample;
  return alive === undefined || of !== pid ? undefined : { alive, row: active, since: time[active]! };
}

/** Handles from which nothing comes unless somebody else does something; a connection only where the process serves others by it. */
function isPassive(name: string, alive: Readonly<Record<string, number>>): boolean {
  if (name === 'TCPSocketWrap') return alive.TCPServerWrap !== undefined;
  return inside.has(name) || outside.has(name);
}

/** From children, parents and threads. */
const inside: ReadonlySet<string> = new Set(['ProcessWrap', 'PipeWrap', 'MessagePort', 'Worker']);
/** From whoever there is. */
const outside: ReadonlySet<string> = new Set([
  'TCPServerWrap',
  'TCPSocketWrap',
  'PipeServerWrap',
  'UDPWrap',
  'FSEventWrap',
  'StatWatcher',
  'SignalWrap',
  'TTYWrap',
]);

/** Its parent, its children, and its own and their threads. */
function relatives({ processes }: Recording, process: number): number[] {
  const { parent, children } = processes[process]!;
  return [process, parent, ...children].flatMap((index) => processes[index]?.lanes ?? []);
}

const everybody = ({ processes }: Recording): number[] =>
  processes.filter(({ collector }) => !collector).flatMap(({ lanes }) => lanes);

/** The message that it waited for when whoever would have sent it closed the channel; undefined where it has done something since. */
function leftWait({ store: { rows, waits } }: Recording, lane: number, last: number): number | undefined {
  for (let wait = waits.length - 1; wait >= 0; wait--) {
    if (waits.lane[wait] !== lane || waits.wakeRow[wait]! < 0) continue;
    const isLast = Math.abs(rows.time[waits.wakeRow[wait]!]! - rows.time[last]!) < AT_ONCE;
    return isLast && waits.outcome[wait] === CLOSED && waits.kind[wait] === MESSAGE ? wait : undefined;
  }
  return undefined;
}

const CLOSED = outcomes.indexOf('closed') + 1;
const MESSAGE = waitKinds.indexOf('message');
/** A channel's closing and the end of the wait for it are told together, microseconds. */
const AT_ONCE = 5000;

function otherEnds({ channels, lanes }: Recording, lane: number, channel: number): number[] {
  const others = channels[channel]!.ends.filter((end) => end.lane !== lane).map((end) => lanes[end.lane]!.process);
  return [...new Set(others)];
}

const isAlive = (state: State, lane: number): boolean => {
  const life = state.lanes[lane]?.life;
  return life === 'running' || life === 'waiting';
};
