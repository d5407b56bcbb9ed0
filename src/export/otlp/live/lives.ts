/** What the events of processes and threads say of them, while the run is under way. */
import type { ChildExit, Exit, ThreadExit, ThreadStart, TimedEvent } from '../../../wire/events.js';
import type { State } from './state.js';

/** What an event has ended: a process, by index, or one of its threads, by lane. */
export type Ended = { process: number; thread?: number };

export function tellOfLives(state: State, event: TimedEvent): Ended | undefined {
  const { processes } = state;
  // Where only the first of its kind counts, any row will do.
  const row = 0;
  switch (event.type) {
    case 'start':
      processes.started(event, processes.starting(event), row);
      return undefined;
    case 'found':
      processes.found(event, processes.finding(event));
      return undefined;
    case 'spawn':
      processes.spawned(event, laneOf(state, event), row);
      return undefined;
    case 'exit':
    case 'child-exit':
      return ended(state, event);
    case 'thread-start':
    case 'thread-exit':
      return thread(state, event);
    default:
      words(state, event);
      return undefined;
  }
}

export const laneOf = ({ processes }: State, { pid, tid = 0, time }: TimedEvent): number =>
  processes.laneOf(pid, tid, time);

function ended({ processes }: State, event: Exit | ChildExit): Ended {
  const process = processes.get(event.type === 'exit' ? event.pid : event.child, event.time);
  if (event.type === 'exit') processes.exited(event, process, 0);
  else processes.childExited(event, process, 0);
  return { process: process.index };
}

function thread({ processes }: State, event: ThreadStart | ThreadExit): Ended | undefined {
  const process = processes.get(event.pid, event.time);
  const lane = processes.threadLane(process, event.thread, event.time);
  const told = processes.lanes[lane]!;
  if (event.type === 'thread-start') {
    told.bornTime = Math.min(told.bornTime, event.time);
    told.name = event.name ?? told.name;
    return undefined;
  }
  told.endTime = event.time;
  told.exitCode = event.code;
  return { process: process.index, thread: lane };
}

/** Names, errors, and places in the source. */
function words(state: State, event: TimedEvent): void {
  if (event.type === 'name') state.processOf(laneOf(state, event)).name = event.name;
  else if (event.type === 'error') state.lifeOf(laneOf(state, event)).error = event;
  else if (event.type === 'site') state.lifeOf(laneOf(state, event)).sites.set(event.site, event);
  else if (event.type === 'open' && event.name !== undefined) state.channelNames.set(event.channel, event.name);
}
