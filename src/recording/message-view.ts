/** The messages of a recording as they are asked for: by index, with steps, ends, latency and fate. */
import type { Endpoint } from './channels.js';
import { type Fate, fateOf } from './fate.js';
import { messageName } from './rebuild.js';
import type { Recording } from './recording.js';

export class Messages {
  constructor(private readonly recording: Recording) {}

  get length(): number {
    return this.table.length;
  }

  /** As on the wire: `<channel>:<from>><to>#<n>`. */
  name(message: number): string {
    return messageName(this.recording.store, message);
  }

  /** -1 where the send is not in the recording. */
  sendStep(message: number): number {
    return this.recording.stepOf(this.table.sendRow[message]!);
  }

  /** -1 where it was not received, as far as the recording knows. */
  receiveStep(message: number): number {
    return this.recording.stepOf(this.table.receiveRow[message]!);
  }

  channel(message: number): number {
    return this.directionOf(message).channel;
  }

  /** Its direction: the messages of one channel from one sender to one receiver. */
  direction(message: number): number {
    return this.table.direction[message]!;
  }

  /** Its number in its direction, from 1; 0 where its name has none. */
  number(message: number): number {
    return this.table.number[message]!;
  }

  /** The sender's lane, -1 where that is not known. */
  from(message: number): number {
    const row = this.table.sendRow[message]!;
    return row >= 0 ? this.recording.store.rows.lane[row]! : this.laneAt(this.directionOf(message).from, message);
  }

  /** The receiver's lane: who received it, else whom its name says; -1 where that is not known (yet), as in a queue. */
  to(message: number): number {
    const row = this.table.receiveRow[message]!;
    return row >= 0 ? this.recording.store.rows.lane[row]! : this.laneAt(this.directionOf(message).to, message);
  }

  /** Microseconds from send to receive, 0 where the clocks disagree; undefined where one of them is missing. */
  latency(message: number): number | undefined {
    const { time } = this.recording.store.rows;
    const [send, receive] = [this.table.sendRow[message]!, this.table.receiveRow[message]!];
    return send < 0 || receive < 0 ? undefined : time[receive]! - time[send]!;
  }

  /** Bytes as told by the sender, else by the receiver; undefined where neither told. */
  size(message: number): number | undefined {
    return this.stepWith(message, (step) => this.recording.size(step));
  }

  kind(message: number): string | undefined {
    return this.stepWith(message, (step) => this.recording.kind(step));
  }

  /** The preview of the payload; undefined where none was recorded. */
  preview(message: number): string | undefined {
    const send = this.sendStep(message);
    return send < 0 ? undefined : this.recording.text(send);
  }

  /** What has become of it by a step, or by the recording's end. */
  fate(message: number, step: number = this.recording.length - 1): Fate {
    return fateOf(this.recording, message, step);
  }

  private stepWith<T>(message: number, read: (step: number) => T | undefined): T | undefined {
    const [send, receive] = [this.sendStep(message), this.receiveStep(message)];
    const told = send < 0 ? undefined : read(send);
    return told === undefined && receive >= 0 ? read(receive) : told;
  }

  private laneAt({ pid, thread }: Endpoint, message: number): number {
    if (pid < 0) return -1;
    const row = Math.max(this.table.sendRow[message]!, this.table.receiveRow[message]!);
    return this.recording.store.processes.findLane(pid, thread, this.recording.store.rows.time[row]!);
  }

  private directionOf(message: number) {
    return this.recording.store.channels.directions[this.table.direction[message]!]!;
  }

  private get table() {
    return this.recording.store.messages;
  }
}
