/** A recording: filled in the order of arrival, read as steps in the order of the protocol. */
import type { Header, Location, WireEvent } from '../wire/events.js';
import type { Channel } from './channels.js';
import { Messages } from './message-view.js';
import type { Lane, Process } from './processes.js';
import { acceptHeader, Reader } from './reader.js';
import { rebuild, textOf } from './rebuild.js';
import { flag, type StepType, stepTypes, typeCode } from './rows.js';
import type { Samples } from './samples.js';
import { type Problems, type StepEvent, Store } from './store.js';
import type { Task } from './tasks.js';
import { Waits } from './wait-view.js';

export class Recording {
  /** Goes up with every change; whatever was made from the recording is good while it stays the same. */
  version = 0;
  readonly messages: Messages;
  readonly waits: Waits;
  /**
   * The columns themselves, by row, for loops over very many events inside `recording/` and in the webview's layout. Call
   * `settle()` before reading the order. Not to be changed by anybody else.
   */
  readonly store = new Store();
  private readonly reader = new Reader(this.store);
  private readonly unsettled = new Map<object, number>();

  /**
   * @param limit From so many steps on, only the lives of the processes are taken in, and how what had begun before comes out
   *   (`leftOut`): for whoever has only so much memory. Without it, everything is.
   */
  constructor(readonly limit = Number.POSITIVE_INFINITY) {
    this.store.limit = limit;
    this.messages = new Messages(this);
    this.waits = new Waits(this);
  }

  /** Takes one event; throws a RecordingError for the header of a newer version. */
  append(event: WireEvent): void {
    if (event.type === 'header') acceptHeader(this.store, event);
    else this.store.append(event);
    this.version++;
  }

  /** Takes the next bytes of a recording's file; throws a RecordingError where it is no recording or of a newer version. */
  appendBytes(chunk: Uint8Array): void {
    this.version++;
    this.reader.push(chunk);
  }

  /** So many times what has come so far will have come in the end, as a file's size tells: room for it is made once. */
  expect(times: number): void {
    this.store.expect(times * ROOMY);
  }

  /** No more bytes will come: a last line without its end is counted as cut. Throws where there was no header. */
  finish(): void {
    this.version++;
    this.reader.finish();
  }

  get header(): Header | undefined {
    return this.store.header;
  }

  get problems(): Readonly<Problems> {
    return this.store.problems;
  }

  /** How many events were not taken in, as there was no more room for them. */
  get leftOut(): number {
    return this.store.leftOut;
  }

  /** How many steps there are. */
  get length(): number {
    return this.store.rows.length;
  }

  /** By index; the collector is among them (`collector`) and is no part of the program. */
  get processes(): readonly Process[] {
    return this.store.processes.all;
  }

  get lanes(): readonly Lane[] {
    return this.store.processes.lanes;
  }

  get channels(): readonly Channel[] {
    return this.store.channels.all;
  }

  get tasks(): readonly Task[] {
    return this.store.tasks.all;
  }

  /** Microseconds from the run's beginning to the last step. */
  get duration(): number {
    return this.length === 0 ? 0 : this.time(this.length - 1);
  }

  /** Puts what has arrived since into its place; every reading by step does it by itself. */
  settle(): void {
    const { order } = this.store;
    const from = order.settle();
    for (const [cache, step] of this.unsettled) if (from < step) this.unsettled.set(cache, from);
  }

  /** The first step that has changed since this cache asked last; for caches of what was computed step by step. */
  changedSince(cache: object): number {
    this.settle();
    const from = this.unsettled.get(cache) ?? 0;
    this.unsettled.set(cache, this.length);
    return from;
  }

  /** The event's place of arrival, which never changes. */
  rowOf(step: number): number {
    this.settle();
    return this.store.order.rows[step]!;
  }

  /** The step of a row, -1 for row -1. */
  stepOf(row: number): number {
    if (row < 0) return -1;
    this.settle();
    return this.store.order.steps[row]!;
  }

  /** The whole event as it was written. */
  event(step: number): StepEvent {
    return rebuild(this.store, this.rowOf(step));
  }

  type(step: number): StepType {
    return stepTypes[this.store.rows.type[this.rowOf(step)]!]!;
  }

  /** Microseconds; of a receive whose clock disagrees its send's, so that time never goes back from step to step. */
  time(step: number): number {
    return this.store.rows.time[this.rowOf(step)]!;
  }

  /** True where the receiver's clock said that it received before the sender sent. */
  clockDisagrees(step: number): boolean {
    return (this.store.rows.flags[this.rowOf(step)]! & flag.moved) !== 0;
  }

  lane(step: number): number {
    return this.store.rows.lane[this.rowOf(step)]!;
  }

  process(step: number): number {
    return this.lanes[this.lane(step)]!.process;
  }

  /** 0 for the main thread. */
  thread(step: number): number {
    return this.lanes[this.lane(step)]!.thread;
  }

  seq(step: number): number {
    return this.store.rows.seq[this.rowOf(step)]!;
  }

  /** Where in the user's source; undefined where that is not known. */
  location(step: number): Location | undefined {
    const row = this.rowOf(step);
    const at = this.store.rows.at[row]!;
    return at === 0 ? undefined : this.store.sites.all[this.store.sites.find(this.process(step), at)];
  }

  /** The message that a send or receive is of, else -1. */
  message(step: number): number {
    return this.refOf(step, typeCode.send, typeCode.receive);
  }

  /** The wait that a wait or wake is of, else -1. */
  wait(step: number): number {
    return this.refOf(step, typeCode.wait, typeCode.wake);
  }

  /** The channel that a message, a wait, an open or a close is about, else -1. */
  channel(step: number): number {
    const message = this.message(step);
    if (message >= 0) return this.messages.channel(message);
    const wait = this.wait(step);
    return wait >= 0 ? this.waits.channel(wait) : this.refOf(step, typeCode.open, typeCode.close);
  }

  /** The other process that an event is about: a spawn's or child-exit's child, a sample's process, whom a join waits for; else -1. */
  about(step: number): number {
    const wait = this.wait(step);
    if (wait >= 0) return this.waits.child(wait);
    const child = this.refOf(step, typeCode.spawn, typeCode['child-exit']);
    return child >= 0 ? child : this.refOf(step, typeCode.sample, typeCode.sample);
  }

  /** The task that a task event is of, else -1. */
  task(step: number): number {
    return this.refOf(step, typeCode.task, typeCode.task);
  }

  /** Bytes of a message or an output; undefined where they were not given. */
  size(step: number): number | undefined {
    const row = this.rowOf(step);
    return this.store.rows.flags[row]! & flag.sized ? this.store.rows.size[row]! : undefined;
  }

  /** The preview of a payload, the text of an output, what an error says; undefined where there is none. */
  text(step: number): string | undefined {
    return textOf(this.store, this.rowOf(step));
  }

  truncated(step: number): boolean {
    return (this.store.rows.flags[this.rowOf(step)]! & flag.truncated) !== 0;
  }

  /** What the library calls a message, `put`, `get`, `task`, …; undefined for a plain one. */
  kind(step: number): string | undefined {
    return this.store.kinds.get(this.store.rows.kind[this.rowOf(step)]!);
  }

  /** What a process used over time, in the order of arrival. */
  samples(process: number): Samples {
    return this.store.samples.of(process);
  }

  /** The missing numbers of each lane that misses any: its events with these `seq` are not in the recording. */
  gaps(): Gap[] {
    return this.store.seqs.flatMap((seqs, lane) => seqs.missing().map((range) => ({ lane, ...range })));
  }

  private refOf(step: number, one: number, other: number): number {
    const row = this.rowOf(step);
    const type = this.store.rows.type[row]!;
    return type === one || type === other ? this.store.rows.ref[row]! : -1;
  }
}

/** Events are not all of one length: a little more than they seem to be. */
const ROOMY = 1.02;

export interface Gap {
  lane: number;
  /** Both inclusive. */
  from: number;
  to: number;
}

/** The whole bytes of a recording's file as a recording. */
export function openRecording(bytes: Uint8Array): Recording {
  const recording = new Recording();
  recording.appendBytes(bytes);
  recording.finish();
  return recording;
}
