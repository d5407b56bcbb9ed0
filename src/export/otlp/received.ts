/** Which wait each message ended, and which came to a lane without one; how much each process sent and received. */
import type { Recording } from '../../recording/index.js';
import type { Selection } from '../selection.js';
import type { Traffic } from './shapes.js';

export interface Received {
  /** Messages by the wait that they ended. */
  byWait: Map<number, number[]>;
  /** By the receiving lane, in order, those that nobody waited for. */
  byLane: Map<number, number[]>;
  traffic(process: number): Required<Traffic>;
}

export function receivedMessages(recording: Recording, selection: Selection): Received {
  const found: Received = { byWait: new Map(), byLane: new Map(), traffic: (process) => of(process) };
  const counts = new Map<number, Required<Traffic>>();
  const of = (process: number): Required<Traffic> => {
    let traffic = counts.get(process);
    if (traffic === undefined) {
      traffic = { sent: 0, received: 0, unreceived: 0 };
      counts.set(process, traffic);
    }
    return traffic;
  };
  const waiting = new Waiting(recording);
  for (let step = 0; step < recording.length; step++) {
    waiting.step(step);
    const message = recording.message(step);
    if (message < 0 || !selection.has(step)) continue;
    const traffic = of(recording.process(step));
    if (recording.type(step) === 'send') {
      traffic.sent++;
      if (recording.messages.receiveStep(message) < 0) traffic.unreceived++;
      continue;
    }
    traffic.received++;
    if (recording.messages.sendStep(message) < 0) continue;
    const wait = waiting.take(step, message);
    const [lists, key] =
      wait >= 0 && selection.hasWait(wait) ? [found.byWait, wait] : [found.byLane, recording.lane(step)];
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [message]);
    else list.push(message);
  }
  return found;
}

/** By lane and channel, the wait that the next message will have ended. */
class Waiting {
  private readonly open = new Map<string, number>();

  constructor(private readonly recording: Recording) {}

  step(step: number): void {
    const wait = this.recording.wait(step);
    const channel = wait < 0 ? -1 : this.recording.waits.channel(wait);
    if (channel < 0) return;
    const key = `${this.recording.waits.lane(wait)} ${channel}`;
    if (this.recording.type(step) === 'wait') this.open.set(key, wait);
    else if (this.recording.waits.outcome(wait) !== 'done') this.open.delete(key);
  }

  take(step: number, message: number): number {
    const key = `${this.recording.lane(step)} ${this.recording.messages.channel(message)}`;
    const wait = this.open.get(key) ?? -1;
    this.open.delete(key);
    return wait;
  }
}
