/** The state of the program, moved on event by event; the numbers behind `stateAt`. */
import { grown, typeCode } from './rows.js';
import type { Store } from './store.js';
import { outcomes, waitKinds } from './waits.js';

/** Codes of `life`. */
export const UNBORN = 0;
export const ALIVE = 1;
export const ENDED = 2;

export class Fold {
  /** The next step to apply. */
  step = 0;
  /** By lane. */
  life = new Uint8Array(0);
  since = new Float64Array(0);
  task = new Int32Array(0);
  /** The row of its own last event, and of the last that is more than a sample; -1 before its first. */
  last = new Int32Array(0);
  active = new Int32Array(0);
  /** The waits that have begun and not ended, by lane, oldest first. */
  waits: (readonly number[] | undefined)[] = [];
  /** By channel. */
  sent = new Float64Array(0);
  received = new Float64Array(0);
  inFlight = new Int32Array(0);
  bytes = new Float64Array(0);
  /** Which lane holds a lock, by channel. */
  holders = new Map<number, number>();
  /** Numbers of the kinds that mean something here. */
  private release = -1;
  private acquire = -1;
  private started = -1;
  private submitted = -1;

  constructor(private readonly store: Store) {
    this.fit();
  }

  clone(): Fold {
    const copy = new Fold(this.store);
    copy.step = this.step;
    for (const name of ['life', 'since', 'task', 'last', 'active', 'sent', 'received', 'inFlight', 'bytes'] as const) {
      (copy[name] as Uint8Array).set(this[name] as Uint8Array);
    }
    // The lists are never changed, only replaced, so that copies may share them.
    copy.waits = this.waits.slice();
    copy.holders = new Map(this.holders);
    return copy;
  }

  /** Applies all steps before `end`. The order must be settled. */
  runTo(end: number): void {
    this.fit();
    const { rows } = this.store.order;
    for (; this.step < end; this.step++) this.apply(rows[this.step]!);
  }

  /** Room for what has been heard of since. */
  private fit(): void {
    const { processes, channels, kinds } = this.store;
    const [lanes, count] = [processes.lanes.length, channels.all.length];
    this.release = kinds.find('release');
    this.acquire = kinds.find('acquire');
    this.started = kinds.find('started');
    this.submitted = kinds.find('submitted');
    if (lanes > this.life.length) this.fitLanes(lanes);
    if (count <= this.sent.length) return;
    this.sent = grown(this.sent, new Float64Array(count));
    this.received = grown(this.received, new Float64Array(count));
    this.inFlight = grown(this.inFlight, new Int32Array(count));
    this.bytes = grown(this.bytes, new Float64Array(count));
  }

  private fitLanes(lanes: number): void {
    const { length } = this.life;
    this.life = grown(this.life, new Uint8Array(lanes));
    this.since = grown(this.since, new Float64Array(lanes));
    for (const name of ['task', 'last', 'active'] as const)
      this[name] = grown(this[name], new Int32Array(lanes)).fill(-1, length);
  }

  private apply(row: number): void {
    const { rows } = this.store;
    const lane = rows.lane[row]!;
    const time = rows.time[row]!;
    const ref = rows.ref[row]!;
    if (this.life[lane] === UNBORN) this.born(lane, time);
    this.noticed(row, lane);
    switch (rows.type[row]) {
      case typeCode.send:
        this.sending(row, ref, lane);
        break;
      case typeCode.receive:
        this.receiving(row, ref, lane);
        break;
      case typeCode.wait:
        this.waiting(ref, lane, time);
        break;
      case typeCode.wake:
        this.waking(ref, lane, time);
        break;
      default:
        this.rare(row, ref, lane, time);
    }
  }

  /** By its own numbers: a clock that was set back must not make an old event the last. */
  private noticed(row: number, lane: number): void {
    const { seq, type } = this.store.rows;
    const [last, active] = [this.last[lane]!, this.active[lane]!];
    if (last < 0 || seq[row]! >= seq[last]!) this.last[lane] = row;
    if (active < 0 || (type[row] !== typeCode.sample && seq[row]! >= seq[active]!)) this.active[lane] = row;
  }

  private rare(row: number, ref: number, lane: number, time: number): void {
    const { processes, rows } = this.store;
    const type = rows.type[row]!;
    if (type === typeCode.spawn) this.born(processes.all[ref]!.lanes[0]!, time);
    else if (type === typeCode['thread-start']) this.born(ref, time);
    else if (type === typeCode['thread-exit']) this.ended(ref, time);
    else if (type === typeCode.exit) this.processEnded(processes.lanes[lane]!.process, time);
    else if (type === typeCode['child-exit']) this.processEnded(ref, time);
    else if (type === typeCode.task) this.tasked(rows.kind[row]!, ref, lane);
    else if (type === typeCode.open && rows.kind[row] === this.acquire) this.acquired(ref, lane);
    else if (type === typeCode.close && rows.kind[row] === this.release) this.holders.delete(ref);
  }

  /** What has the shape of a lock's wait may be one for an event or a semaphore, which nobody holds alone. */
  private acquired(channel: number, lane: number): void {
    if (this.store.channels.all[channel]!.kind === 'lock') this.holders.set(channel, lane);
  }

  /** A thread that is heard of only after its process has ended is over from the first. */
  private born(lane: number, time: number): void {
    if (this.life[lane] !== UNBORN) return;
    const { processes } = this.store;
    const main = processes.all[processes.lanes[lane]!.process]!.lanes[0]!;
    this.life[lane] = this.life[main] === ENDED ? ENDED : ALIVE;
    this.since[lane] = time;
  }

  private processEnded(process: number, time: number): void {
    const [main, ...threads] = this.store.processes.all[process]!.lanes;
    this.ended(main!, time);
    for (const lane of threads) if (this.life[lane] === ALIVE) this.ended(lane, time);
  }

  private ended(lane: number, time: number): void {
    if (this.life[lane] === ENDED) return;
    this.life[lane] = ENDED;
    this.since[lane] = time;
    this.waits[lane] = undefined;
    this.task[lane] = -1;
  }

  private sending(row: number, message: number, lane: number): void {
    const channel = this.channelOf(message);
    const { rows } = this.store;
    this.sent[channel]!++;
    this.inFlight[channel]!++;
    this.bytes[channel]! += rows.size[row]!;
    if (rows.kind[row] === this.release && this.holders.get(channel) === lane) this.holders.delete(channel);
  }

  private receiving(row: number, message: number, lane: number): void {
    const channel = this.channelOf(message);
    const { rows, messages } = this.store;
    this.received[channel]!++;
    const send = messages.sendRow[message]!;
    if (send >= 0) {
      this.inFlight[channel]!--;
      this.bytes[channel]! -= rows.size[send]!;
    }
    if (rows.kind[row] === this.acquire) this.holders.set(channel, lane);
  }

  private waiting(wait: number, lane: number, time: number): void {
    const { waits, order } = this.store;
    const wake = waits.wakeRow[wait]!;
    if (this.life[lane] === ENDED || (wake >= 0 && order.steps[wake]! < this.step)) return;
    const open = this.waits[lane];
    if (open === undefined) this.since[lane] = time;
    this.waits[lane] = open === undefined ? [wait] : [...open, wait];
  }

  private waking(wait: number, lane: number, time: number): void {
    const { waits } = this.store;
    if (waits.outcome[wait] === DONE && waits.kind[wait] === LOCK && waits.target[wait]! >= 0)
      this.acquired(waits.target[wait]!, lane);
    const open = this.waits[lane];
    if (open === undefined || !open.includes(wait)) return;
    const left = open.filter((other) => other !== wait);
    this.waits[lane] = left.length === 0 ? undefined : left;
    if (left.length === 0) this.since[lane] = time;
  }

  private tasked(state: number, task: number, lane: number): void {
    if (state === this.started) this.task[lane] = task;
    else if (state !== this.submitted && this.task[lane] === task) this.task[lane] = -1;
  }

  private channelOf(message: number): number {
    const { messages, channels } = this.store;
    return channels.directions[messages.direction[message]!]!.channel;
  }
}

const DONE = outcomes.indexOf('done') + 1;
const LOCK = waitKinds.indexOf('lock');
