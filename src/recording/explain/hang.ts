/** Why does it hang: the knots of lanes that wait for each other, or for somebody who is gone, and can never go on. */
import type { Recording } from '../recording.js';
import { busyPool } from './busy-pool.js';
import { type WaitLink, waitGraph } from './wait-graph.js';

/**
 * A knot. `cycle`: each waits for another of them. `join-before-drain`: one of the cycle joins a process that waits for room in a
 * queue that only the joining one would empty. `nobody-sends`: all who could send to a channel wait for a message in it.
 * `pool-starved`: workers of a pool wait for tasks of their own pool. `no-free-worker`: all workers of a pool wait while a task of
 * it has not begun, `task`. `nobody-left`: whoever could have ended the wait is over. `left`: whoever would have sent the message has
 * closed the channel. `dead-holder`: the lock's holder ended while it held it. `open-handle`: it does nothing more and is kept alive by
 * a handle only.
 */
export interface Knot {
  readonly kind:
    | 'cycle'
    | 'join-before-drain'
    | 'nobody-sends'
    | 'pool-starved'
    | 'no-free-worker'
    | 'nobody-left'
    | 'left'
    | 'dead-holder'
    | 'open-handle';
  /** The waits of the knot, each waiting for the next where they form a cycle. */
  readonly links: readonly WaitLink[];
  /** Which link's line of source is the one to look at: an index of `links`. */
  readonly culprit: number;
  /** Lanes outside the knot that can never go on because of it. */
  readonly behind: readonly number[];
  /** The task that no worker is free to begin. */
  readonly task?: number;
}

/** The knots at a step, none for a program that can go on. */
export function explainHang(recording: Recording, step: number = recording.length - 1): Knot[] {
  const stuck = stuckLanes(waitGraph(recording, step).links);
  const knots = sinks(stuck).map((group) => busyPool(recording, stuck, group, step) ?? knotOf(recording, stuck, group));
  const inside = new Set(knots.flatMap(({ links }) => links.map(({ lane }) => lane)));
  const behind = [...stuck.keys()].filter((lane) => !inside.has(lane));
  return knots.map((knot, index) => (index === 0 ? { ...knot, behind } : knot));
}

type Links = ReadonlyMap<number, readonly WaitLink[]>;

/** Those of whose helpers none can go on either: the rest is taken away until nothing changes. */
function stuckLanes(links: Links): Map<number, readonly WaitLink[]> {
  const stuck = new Map(links);
  let changed = true;
  while (changed) {
    changed = false;
    for (const [lane, own] of stuck) {
      if (own.every(({ helpers }) => helpers.every((helper) => stuck.has(helper)))) continue;
      stuck.delete(lane);
      changed = true;
    }
  }
  return stuck;
}

const helpersOf = (links: Links, lane: number): number[] => links.get(lane)!.flatMap(({ helpers }) => [...helpers]);

/** The groups from which no way leads out of the group: there the knots are. */
function sinks(stuck: Links): number[][] {
  const reach = new Map([...stuck.keys()].map((lane) => [lane, reachable(stuck, lane)]));
  const groups: number[][] = [];
  const done = new Set<number>();
  for (const [lane, reached] of reach) {
    const isSink = [...reached].every((other) => reach.get(other)!.has(lane) || other === lane);
    if (!isSink || done.has(lane)) continue;
    const group = [lane, ...[...reached].filter((other) => other !== lane)];
    for (const member of group) done.add(member);
    groups.push(group);
  }
  return groups;
}

function reachable(stuck: Links, from: number): Set<number> {
  const reached = new Set<number>();
  const waiting = helpersOf(stuck, from);
  for (let lane = waiting.pop(); lane !== undefined; lane = waiting.pop()) {
    if (reached.has(lane)) continue;
    reached.add(lane);
    waiting.push(...helpersOf(stuck, lane));
  }
  return reached;
}

function linksOf(stuck: Links, group: number[]): WaitLink[] {
  if (group.length === 1) return [alone(stuck, group[0]!)];
  return allForOne(stuck, group) ?? cycle(stuck, group);
}

function knotOf(recording: Recording, stuck: Links, group: number[]): Knot {
  const links = linksOf(stuck, group);
  const kind = kindOf(recording, links);
  return { kind, links, culprit: culpritOf(kind, links), behind: [] };
}

/** The waits of a group in which all wait for a message in one channel; undefined for any other group. */
function allForOne(stuck: Links, group: number[]): WaitLink[] | undefined {
  const links = group.map((lane) => stuck.get(lane)![0]!).sort((a, b) => a.since - b.since);
  const [first] = links;
  const alike = links.every(
    ({ for: target }) => target.kind === 'message' && channelOf(target) === channelOf(first!.for),
  );
  return alike ? links : undefined;
}

const channelOf = (target: WaitLink['for']): number => (target.kind === 'message' ? target.channel : -1);

/** Of a lane that waits for nobody alive: the wait that says so best. */
const alone = (stuck: Links, lane: number): WaitLink => stuck.get(lane)!.at(-1)!;

/** One way round, from the member that began to wait first. */
function cycle(stuck: Links, group: number[]): WaitLink[] {
  const first = group.reduce((a, b) => (begin(stuck, b) < begin(stuck, a) ? b : a));
  const way: WaitLink[] = [];
  const seen = new Map<number, number>();
  for (let lane = first; !seen.has(lane); ) {
    seen.set(lane, way.length);
    const link = stuck.get(lane)!.find(({ helpers }) => helpers.length > 0) ?? stuck.get(lane)![0]!;
    way.push(link);
    const [best] = likeliest(stuck, link);
    const next = link.for.kind === 'message' ? best : (link.helpers.find((helper) => seen.has(helper)) ?? best);
    if (next === undefined || seen.has(next)) return way.slice(next === undefined ? 0 : seen.get(next)!);
    lane = next;
  }
  return way;
}

/**
 * For a message, one who waits for another's end only is the last to send it: it would have to be told by who joins whom. For room it
 * is the other way round: nobody but the joining one would make it.
 */
function likeliest(stuck: Links, { helpers, for: target }: WaitLink): readonly number[] {
  const joins = (lane: number): number => (stuck.get(lane)!.every((link) => link.for.kind === 'end') ? 1 : 0);
  const sign = target.kind === 'room' ? -1 : 1;
  return [...helpers].sort((a, b) => sign * (joins(a) - joins(b)));
}

const begin = (stuck: Links, lane: number): number => stuck.get(lane)![0]!.since;

function kindOf(recording: Recording, links: readonly WaitLink[]): Knot['kind'] {
  const [first] = links;
  if (links.length === 1 && first!.left) return 'left';
  if (links.every((link) => link.for.kind === 'anything')) return 'open-handle';
  if (links.length === 1 && first!.helpers.length === 0)
    return first!.for.kind === 'lock' && first!.for.holder >= 0 ? 'dead-holder' : 'nobody-left';
  if (links.some((link) => link.for.kind === 'task' && isWorker(recording, link))) return 'pool-starved';
  const kinds = links.map((link) => link.for.kind);
  if (kinds.every((kind) => kind === 'message') && new Set(links.map((link) => channelOf(link.for))).size === 1) {
    return 'nobody-sends';
  }
  return kinds.includes('end') && kinds.includes('room') ? 'join-before-drain' : 'cycle';
}

/** Whether the one who waits for a task is a worker of the same pool. */
function isWorker(recording: Recording, { lane, for: target }: WaitLink): boolean {
  if (target.kind !== 'task') return false;
  const { pool } = recording.tasks[target.task]!;
  return recording.tasks.some((task) => task.pool === pool && task.worker === lane);
}

/** The line to change: of a join before the queue is drained the join, of a starved pool the worker's wait, else the one that closed the knot. */
function culpritOf(kind: Knot['kind'], links: readonly WaitLink[]): number {
  if (kind === 'join-before-drain') return links.findIndex((link) => link.for.kind === 'end');
  if (kind === 'pool-starved') return links.findIndex((link) => link.for.kind === 'task');
  const told = links.map((link, index) => ({ link, index })).filter(({ link }) => link.for.kind !== 'anything');
  return told.reduce(
    (last, one) => (one.link.since > last.link.since ? one : last),
    told[0] ?? { link: links[0]!, index: 0 },
  ).index;
}
