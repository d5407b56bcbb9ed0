/** How the rarer events go into the tables: the lives of processes and threads, the ends of channels, tasks, samples. */
import {
  assertNever,
  type Close,
  type Open,
  type Output,
  type Receive,
  type Send,
  type Site,
  type ThreadExit,
  type ThreadStart,
  type TimedEvent,
  type Wait,
  type Wake,
} from '../wire/events.js';
import type { Channel } from './channels.js';
import type { Process } from './processes.js';
import type { Store } from './store.js';

export type RareEvent = Exclude<TimedEvent, Site | Send | Receive | Wait | Wake | Output>;
type ReferringEvent = Exclude<RareEvent, { type: 'spawn' | 'start' | 'found' | 'name' | 'exit' | 'error' }>;

export function fillRare(store: Store, event: RareEvent, row: number, lane: number): void {
  const { processes, rows } = store;
  const own = store.processOf(lane);
  switch (event.type) {
    case 'spawn':
      rows.ref[row] = processes.spawned(event, lane, row);
      return;
    case 'start':
      processes.started(event, own, row);
      return;
    case 'found':
      processes.found(event, own);
      return;
    case 'name':
      own.name = event.name;
      return;
    case 'exit':
      processes.exited(event, own, row);
      return;
    case 'error':
      own.error = { name: event.name, message: event.message, stack: event.stack };
      own.errorRow = row;
      return;
    default:
      rows.ref[row] = fillReferring(store, event, row, lane, own);
  }
}

/** Of an event that is about something else than its own process: the index of that. */
function fillReferring(store: Store, event: ReferringEvent, row: number, lane: number, own: Process): number {
  switch (event.type) {
    case 'child-exit': {
      const child = store.processes.get(event.child, event.time);
      store.processes.childExited(event, child, row);
      return child.index;
    }
    case 'thread-start':
    case 'thread-exit':
      return fillThread(store, event, own);
    case 'open':
      return opened(store, event, row, lane).index;
    case 'close':
      return closed(store, event, row, lane).index;
    case 'task':
      store.rows.kind[row] = store.kinds.number(event.state);
      return store.tasks.changed(event, lane, row);
    case 'sample': {
      const of = store.processes.get(event.of, event.time).index;
      store.samples.add(of, event);
      return of;
    }
    case 'spawn-error':
    case 'lost':
    case 'handled':
      return -1;
    default:
      return assertNever(event);
  }
}

function fillThread(store: Store, event: ThreadStart | ThreadExit, own: Process): number {
  const lane = store.processes.threadLane(own, event.thread, event.time);
  const thread = store.processes.lanes[lane]!;
  if (event.type === 'thread-start') {
    thread.bornTime = Math.min(thread.bornTime, event.time);
    thread.name = event.name ?? thread.name;
  } else {
    thread.endTime = event.time;
    thread.exitCode = event.code;
  }
  return lane;
}

function opened(store: Store, event: Open, row: number, lane: number): Channel {
  const channel = store.channels.get(event.channel);
  channel.kind = event.kind;
  channel.capacity = event.capacity ?? channel.capacity;
  channel.name = event.name ?? channel.name;
  channel.ends.push({ lane, end: event.end, openRow: row, closeRow: -1 });
  if (event.end === HOLDER) store.rows.kind[row] = store.kinds.number('acquire');
  return channel;
}

function closed(store: Store, event: Close, row: number, lane: number): Channel {
  const channel = store.channels.get(event.channel);
  channel.kind ??= event.kind;
  const end = channel.ends.find((e) => e.lane === lane && e.end === event.end && e.closeRow < 0);
  if (end) end.closeRow = row;
  if (event.end === HOLDER) store.rows.kind[row] = store.kinds.number('release');
  return channel;
}

/** The end of a lock that a process has while it holds it. */
const HOLDER = 'holder';
