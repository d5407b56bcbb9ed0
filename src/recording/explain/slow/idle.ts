/** What a thread was idle for: for other processes, as far as its waits and what ended them say, else for the outside world. */
import type { Recording } from '../../recording.js';
import { typeCode } from '../../rows.js';
import { rowsOf } from './looks.js';

export interface IdleSpent {
  readonly waiting: number;
  readonly io: number;
}

/** Shares out `idle`, microseconds, by what the stretches between a lane's events were. */
export function idleSpent(recording: Recording, lane: number, begin: number, end: number, idle: number): IdleSpent {
  const stretches = stretchesOf(recording, lane, begin, end);
  const all = stretches.waiting + stretches.io + stretches.work;
  if (all === 0 || idle <= 0) return { waiting: 0, io: Math.max(idle, 0) };
  // What is known to be a wait is one; what was work is only known in sum, and is taken from the rest.
  const waiting = Math.min(stretches.waiting, idle);
  return { waiting, io: idle - waiting };
}

interface Stretches {
  waiting: number;
  io: number;
  work: number;
}

/**
 * A stretch in which a wait for another process is open is waiting; so is one that ends with what another has sent or with a child's
 * end, unless the thread has a request in hand: a message that it has not answered yet, or a task that it works on.
 */
function stretchesOf(recording: Recording, lane: number, begin: number, end: number): Stretches {
  const { rows, waits } = recording.store;
  const sums: Stretches = { waiting: 0, io: 0, work: 0 };
  const answers = answersMessages(recording, lane);
  let before = begin;
  let open = 0;
  let inHand = false;
  for (const row of rowsOf(recording, lane)) {
    const type = rows.type[row]!;
    const time = Math.min(rows.time[row]!, end);
    const length = Math.max(time - before, 0);
    if (open > 0 || (!inHand && fromOthers.has(type))) sums.waiting += length;
    else sums.io += length;
    before = Math.max(time, before);
    if (type === typeCode.wait && isForOthers(recording, rows.ref[row]!)) open++;
    else if (type === typeCode.wake && waits.waitRow[rows.ref[row]!]! >= 0 && isForOthers(recording, rows.ref[row]!))
      open--;
    else if (type === typeCode.receive && answers) inHand = true;
    else if (type === typeCode.send) inHand = false;
    else if (type === typeCode.task) inHand = recording.kind(recording.stepOf(row)) === 'started';
  }
  const rest = Math.max(end - before, 0);
  if (open > 0) sums.waiting += rest;
  else sums.io += rest;
  return sums;
}

const fromOthers: ReadonlySet<number> = new Set([typeCode.receive!, typeCode['child-exit']!, typeCode['thread-exit']!]);

/** All kinds of waits are for others, but one that a program sets itself a time for ends by itself. */
const isForOthers = (recording: Recording, wait: number): boolean =>
  recording.waits.child(wait) >= 0 || recording.waits.channel(wait) >= 0 || recording.waits.task(wait) >= 0;

/** Whether it is of the kind that answers: it sends at least half as often as it receives. */
function answersMessages(recording: Recording, lane: number): boolean {
  const { rows } = recording.store;
  let [sends, receives] = [0, 0];
  for (const row of rowsOf(recording, lane)) {
    if (rows.type[row] === typeCode.send) sends++;
    else if (rows.type[row] === typeCode.receive) receives++;
  }
  return sends * 2 >= receives;
}
