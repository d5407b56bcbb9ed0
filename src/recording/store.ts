/** All the tables of a recording, and how one event goes into them. */
import {
  assertNever,
  type Header,
  type Output,
  type Receive,
  type Send,
  type Site,
  type TimedEvent,
  type Wait,
  type Wake,
} from '../wire/events.js';
import { Arena } from './arena.js';
import { Channels, type Direction } from './channels.js';
import { fillRare } from './fill-rare.js';
import { MessageTable } from './messages.js';
import { compareKeys, Order } from './order.js';
import { type Process, Processes } from './processes.js';
import { flag, Rows, type StepType, typeCode } from './rows.js';
import { SampleTable } from './samples.js';
import { SeqRanges } from './seq-ranges.js';
import { judge } from './shapes.js';
import { Sites } from './sites.js';
import { Strings } from './strings.js';
import { Tasks } from './tasks.js';
import { outcomes, WaitTable, waitKinds } from './waits.js';

/** What was not as it should be in what was read. */
export interface Problems {
  /** Lines that are no event: no JSON, or a field missing or of a wrong kind. */
  garbage: number;
  /** Lines longer than the limit. */
  tooLong: number;
  /** Bytes of a last line that never ended: the recording was cut there. 0 for none. */
  cutBytes: number;
  /** How many events of each type that this version does not know. */
  readonly unknownTypes: Map<string, number>;
}

export class Store {
  readonly rows = new Rows();
  readonly arena = new Arena();
  readonly kinds = new Strings();
  readonly channels = new Channels();
  readonly processes = new Processes((pid) => this.pidReused(pid));
  readonly messages = new MessageTable();
  readonly waits = new WaitTable();
  readonly tasks = new Tasks();
  readonly samples = new SampleTable();
  readonly sites = new Sites();
  readonly order = new Order(this.rows, this.messages, this.processes);
  /** By lane. */
  readonly seqs: SeqRanges[] = [];
  /** What the clock of a moved receive said, by row. */
  readonly ownTimes = new Map<number, number>();
  readonly problems: Problems = { garbage: 0, tooLong: 0, cutBytes: 0, unknownTypes: new Map() };
  header: Header | undefined;
  /** From so many steps on, only the lives of the processes are taken in, and how what had begun before comes out. */
  limit = Number.POSITIVE_INFINITY;
  /** How many events were not, as there was no more room for them. */
  leftOut = 0;
  /** Counts how often a pid has come to mean another process, for those who keep lanes by pid. */
  reuses = 0;

  /** Room for so many times what there is. */
  expect(times: number): void {
    const { rows, messages, order } = this;
    const room = (now: number): number => Math.ceil(Math.min(now * times, this.limit));
    rows.makeRoom(room(rows.length));
    messages.makeRoom(room(messages.length));
    order.makeRoom(room(rows.length));
  }

  /** `line` is the event's text, where there is one already. */
  append(event: TimedEvent, line?: string): void {
    const verdict = judge(event);
    if (verdict === 'unknown') this.skipped(event);
    else if (verdict === 'malformed') this.problems.garbage++;
    else if (event.type === 'site') this.addSite(event);
    else this.addStep(event, verdict === 'exact', line);
  }

  private skipped(event: TimedEvent): void {
    const { unknownTypes } = this.problems;
    unknownTypes.set(event.type, (unknownTypes.get(event.type) ?? 0) + 1);
    if (event.tid === undefined || Number.isSafeInteger(event.tid)) this.countSeq(this.lane(event), event);
  }

  private addSite(event: Site): void {
    const lane = this.lane(event);
    this.countSeq(lane, event);
    this.sites.add(this.processes.lanes[lane]!.process, event);
  }

  private addStep(event: Exclude<TimedEvent, Site>, exact: boolean, line: string | undefined): void {
    const teller = this.lane(event);
    if (event.type !== 'found') this.countSeq(teller, event);
    if (this.full && this.beginsSomething(event, teller)) {
      this.leftOut++;
      return;
    }
    const lane = this.waiter(event) ?? teller;
    const seq = Math.min(event.seq, MOST);
    const at = Math.min(event.at ?? 0, MOST);
    const row = this.rows.add(typeCode[event.type], event.time, lane, seq, at);
    const fits = exact && seq === event.seq && at === (event.at ?? 0) && event.tid !== 0 && event.at !== 0;
    const whole = this.fill(event, row, teller) && lane === teller && fits;
    if (!whole) this.keepLine(row, line ?? JSON.stringify(event));
  }

  get full(): boolean {
    return this.rows.length >= this.limit;
  }

  /** Something that a full recording has no room for. */
  private beginsSomething(event: TimedEvent, lane: number): boolean {
    switch (event.type) {
      case 'wait':
      case 'output':
      case 'sample':
        return true;
      case 'send': // The word of its receiver may have come before.
      case 'receive': {
        const [prefix, number] = splitName(event.message);
        return this.channels.direction(prefix, event.channel).messages.get(number) < 0;
      }
      case 'wake':
        return !this.waits.known(this.waiter(event) ?? lane, event.wait);
      case 'task':
        return !this.tasks.known(event.pool, event.task);
      default:
        return false;
    }
  }

  private lane(event: TimedEvent): number {
    const { processes } = this;
    if (event.type === 'start') return processes.starting(event).lanes[0]!;
    if (event.type === 'found') return processes.finding(event).lanes[0]!;
    return processes.laneOf(event.pid, event.tid ?? 0, event.time);
  }

  /** The lane of which somebody else tells that it waits. */
  private waiter(event: TimedEvent): number | undefined {
    if ((event.type !== 'wait' && event.type !== 'wake') || event.of === undefined) return undefined;
    return this.processes.laneOf(event.of, event.thread ?? 0, event.time);
  }

  countSeq(lane: number, { seq }: TimedEvent): void {
    let ranges = this.seqs[lane];
    if (ranges === undefined) {
      ranges = new SeqRanges();
      this.seqs[lane] = ranges;
      // Whatever tells something of its own is not blind.
      this.processOf(lane).blind = false;
    }
    ranges.add(seq);
  }

  processOf(lane: number): Process {
    return this.processes.all[this.processes.lanes[lane]!.process]!;
  }

  /** Keeps the whole line: what the columns cannot say again. */
  private keepLine(row: number, line: string): void {
    const place = this.arena.addString(line);
    if (place === 0) return;
    this.rows.text[row] = place;
    this.rows.flags[row]! |= flag.raw;
  }

  /** What is particular to the type; whether the columns now say all of it. */
  private fill(event: Exclude<TimedEvent, Site>, row: number, lane: number): boolean {
    switch (event.type) {
      case 'send':
        return this.fillSend(event, row);
      case 'receive':
        return this.fillMessage(event, row, this.messages.receiveRow);
      case 'wait':
        return this.fillWait(event, row, lane);
      case 'wake':
        return this.fillWake(event, row, lane);
      case 'output':
        return this.fillOutput(event, row);
      default:
        fillRare(this, event, row, lane);
        return false;
    }
  }

  private fillSend(event: Send, row: number): boolean {
    const { payload, truncated } = event;
    if (truncated) this.rows.flags[row]! |= flag.truncated;
    const whole = this.fillMessage(event, row, this.messages.sendRow);
    if (payload !== undefined && whole) this.rows.text[row] = this.arena.addString(escaped(payload));
    return whole && (payload === undefined || this.rows.text[row] !== 0);
  }

  private fillMessage(event: Send | Receive, row: number, own: Int32Array): boolean {
    const [prefix, number] = splitName(event.message);
    const direction = this.channels.direction(prefix, event.channel);
    const isSend = own === this.messages.sendRow;
    this.pair(direction, number, row, isSend);
    const kind = this.fillKind(event.kind, row);
    return this.fillSize(event.bytes, row) && kind && this.channels.all[direction.channel]!.id === event.channel;
  }

  /** Finds or makes the message that a send or a receive belongs to, and puts the two in order. */
  pair(direction: Direction, number: number, row: number, isSend: boolean): void {
    const { messages, rows } = this;
    let message = direction.messages.get(number);
    if (message < 0 || (isSend ? messages.sendRow[message]! : messages.receiveRow[message]!) >= 0) {
      message = messages.add(direction.index, number);
      direction.messages.set(number, message);
    }
    rows.ref[row] = message;
    if (isSend) messages.sendRow[message] = row;
    else messages.receiveRow[message] = row;
    const receive = messages.receiveRow[message]!;
    const send = messages.sendRow[message]!;
    if (receive >= 0 && send >= 0 && rows.time[receive]! <= rows.time[send]!) this.moveBehind(receive, send);
  }

  private moveBehind(receive: number, send: number): void {
    const { rows } = this;
    if (compareKeys(rows, this.processes, receive, send) > 0) return;
    this.order.changed(receive);
    this.ownTimes.set(receive, rows.time[receive]!);
    rows.time[receive] = rows.time[send]!;
    rows.flags[receive]! |= flag.moved;
  }

  private fillKind(kind: string | undefined, row: number): boolean {
    if (kind === undefined) return true;
    const number = this.kinds.number(kind);
    if (number > MOST_KINDS || kind === '') return false;
    this.rows.kind[row] = number;
    return true;
  }

  private fillSize(bytes: number | undefined, row: number): boolean {
    if (bytes === undefined) return true;
    this.rows.flags[row]! |= flag.sized;
    const kept = Math.min(Math.max(Math.trunc(bytes), 0), MOST);
    this.rows.size[row] = kept;
    return Object.is(kept, bytes);
  }

  private fillWait(event: Wait, row: number, lane: number): boolean {
    const { waits } = this;
    const wait = waits.begin(lane, event.wait, row);
    waits.lane[wait] = this.rows.lane[row]!;
    this.rows.ref[row] = wait;
    waits.kind[wait] = waitKinds.indexOf(event.for.kind);
    waits.target[wait] = this.waitTarget(event);
    waits.blocking[wait] = event.blocking ? 1 : 0;
    waits.timed[wait] = event.timeout === undefined ? 0 : 1;
    return (
      event.timeout === undefined &&
      event.for.kind !== 'pool' &&
      waits.target[wait]! >= 0 &&
      Object.keys(event.for).length === 2 &&
      event.wait <= MOST
    );
  }

  private waitTarget(event: Wait): number {
    const reason = event.for;
    switch (reason.kind) {
      case 'join': // 0 is a child that is not known before the wait is over.
        return reason.child === 0 ? -1 : this.processes.get(reason.child, event.time).index;
      case 'pool':
        return this.tasks.get(reason.pool, reason.task).index;
      case 'get':
      case 'put':
      case 'recv':
      case 'lock':
      case 'message':
        return this.channels.get(reason.channel).index;
      case 'debugger':
        return -1;
      default:
        return assertNever(reason);
    }
  }

  private fillWake(event: Wake, row: number, lane: number): boolean {
    const wait = this.waits.end(lane, event.wait, row, outcomes.indexOf(event.outcome) + 1);
    this.rows.ref[row] = wait;
    if (event.child === undefined) return event.wait <= MOST;
    this.waits.target[wait] = this.processes.get(event.child, event.time).index;
    return false;
  }

  private fillOutput(event: Output, row: number): boolean {
    if (event.truncated) this.rows.flags[row]! |= flag.truncated;
    if (event.stream === 'stderr') this.rows.flags[row]! |= flag.stderr;
    if (!this.fillSize(event.bytes, row)) return false;
    this.rows.text[row] = this.arena.addString(escaped(event.text));
    return this.rows.text[row] !== 0;
  }

  private pidReused(pid: number): void {
    this.reuses++;
    this.channels.forget(pid);
  }
}

/** The most that a 32-bit column holds. */
const MOST = 0xffff_ffff;
const MOST_KINDS = 0xffff;

/** A text as it stands between the quotes of JSON. */
export const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A message's name as its direction and its number there; 0 where it does not end in one. */
function splitName(name: string): [prefix: string, number: number] {
  const hash = name.lastIndexOf('#');
  const number = hash < 0 ? 0 : Number(name.slice(hash + 1));
  const plain = number >= 1 && number <= MOST && String(number) === name.slice(hash + 1);
  return plain ? [name.slice(0, hash), number] : [name, 0];
}

export type StepEvent = Exclude<TimedEvent, Site> & { type: StepType };
