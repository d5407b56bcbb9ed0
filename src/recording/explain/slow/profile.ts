/** What a process spends its life on: computing, waiting for the outside world, passing messages, or waiting for other processes. */
import type { Recording } from '../../recording.js';
import { typeCode } from '../../rows.js';
import { idleSpent } from './idle.js';
import { looksAt, rowsOf } from './looks.js';

export interface ProcessProfile {
  readonly process: number;
  /** What it spent most on; `unknown` for one of which too little is known: blind, or over in a moment. */
  readonly kind: 'cpu-bound' | 'io-bound' | 'message-bound' | 'waiting' | 'unknown';
  /** Microseconds from its first event to its end, or the recording's. */
  readonly lifetime: number;
  /** Its time by what it went to, microseconds; together its lifetime. */
  readonly spent: {
    /** At work in its own code. */
    readonly computing: number;
    /** At work for messages: to turn them into bytes, write, read and turn them into values again. */
    readonly messages: number;
    /** Idle, for files, the network, timers. */
    readonly io: number;
    /** Idle, for other processes: for their messages, their ends, locks, room in queues. */
    readonly waiting: number;
  };
  /** True where its CPU time was told by itself or its event loop; else it is reckoned from samples. */
  readonly measured: boolean;
}

export function classifyProcess(recording: Recording, process: number): ProcessProfile {
  const { blind, lanes, collector } = recording.processes[process]!;
  const rows = rowsOf(recording, lanes[0]!);
  if (blind || collector || rows.length < 2) return nothing(process);
  const { time } = recording.store.rows;
  const begin = time[rows[0]!]!;
  const lifetime = Math.max(recording.processes[process]!.endTime ?? recording.duration, begin) - begin;
  const { work, measured } = workOf(recording, process, lifetime);
  const messages = Math.min(work, messageWork(recording, rows));
  const { waiting, io } = idleSpent(recording, lanes[0]!, begin, begin + lifetime, lifetime - work);
  // A process that is ready and has no processor is not idle, though it looks so from here.
  const ready = Math.min(io, work * (crowd(recording, process) - 1));
  const spent = { computing: work + ready - messages, messages, io: io - ready, waiting };
  return { process, kind: lifetime < SHORTEST ? 'unknown' : kindOf(spent), lifetime, spent, measured };
}

/** How many processes that compute shared a processor with it, itself included. */
function crowd(recording: Recording, process: number): number {
  const cores = recording.header?.cores;
  const { bornTime, endTime } = recording.processes[process]!;
  if (cores === undefined) return 1;
  const hungry = recording.processes.filter((other) => {
    const [begin, end] = [other.bornTime, other.endTime ?? recording.duration];
    const lifetime = end - begin;
    const shared = Math.min(end, endTime ?? recording.duration) - Math.max(begin, bornTime);
    if (other.collector || other.blind || shared * 2 < lifetime) return false;
    return workOf(recording, other.index, lifetime).work > lifetime * HUNGRY;
  });
  return Math.max(1, hungry.length / cores);
}

/** Who computes for more of its time than this competes for processors. */
const HUNGRY = 0.25;

/** Of less than this, microseconds, Node's own start is the most. */
const SHORTEST = 20_000;

const nothing = (process: number): ProcessProfile => ({
  process,
  kind: 'unknown',
  lifetime: 0,
  spent: { computing: 0, messages: 0, io: 0, waiting: 0 },
  measured: false,
});

function kindOf({ computing, messages, io, waiting }: ProcessProfile['spent']): ProcessProfile['kind'] {
  const most = Math.max(computing, messages, io, waiting);
  if (most === computing) return 'cpu-bound';
  if (most === messages) return 'message-bound';
  return most === io ? 'io-bound' : 'waiting';
}

/** How long it was at work: by its CPU time, which others that crowd the machine do not lengthen. */
function workOf(recording: Recording, process: number, lifetime: number): { work: number; measured: boolean } {
  const { cpu, lanes } = recording.processes[process]!;
  const last = looksAt(recording, lanes[0]!).at(-1);
  const used = cpu === undefined ? last?.cpu : cpu.user + cpu.system;
  if (used !== undefined) return { work: Math.min(used, lifetime), measured: true };
  return { work: Math.min(sampledWork(recording, process), lifetime), measured: false };
}

/** By the percentages of its samples, each up to the one before it. */
function sampledWork(recording: Recording, process: number): number {
  const { time, cpu } = recording.samples(process);
  let before = recording.processes[process]!.bornTime;
  let sum = 0;
  for (const [index, at] of time.entries()) {
    sum += (Math.max(at - before, 0) * cpu[index]!) / 100;
    before = at;
  }
  return sum;
}

/** What messages cost a process: what Node is known to need for one and for its bytes. */
function messageWork(recording: Recording, rows: Uint32Array): number {
  const { store } = recording;
  let sum = 0;
  for (const row of rows) {
    const type = store.rows.type[row];
    if (type !== typeCode.send && type !== typeCode.receive) continue;
    const send = store.messages.sendRow[store.rows.ref[row]!]!;
    const byte = store.rows.kind[row] === 0 ? A_BYTE_OF_JSON : A_BYTE_OF_A_VALUE;
    sum += A_MESSAGE + (send < 0 ? 0 : store.rows.size[send]! * byte);
  }
  return sum;
}

/** Microseconds at one of its ends. */
const A_MESSAGE = 12;
const A_BYTE_OF_JSON = 0.004;
/** The library sends values as structured clones, which a long list makes slow. */
const A_BYTE_OF_A_VALUE = 0.02;
