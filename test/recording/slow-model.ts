/** The model once more, slow and plain, on lists of events: what the quick one is compared with. */
import type { TimedEvent } from '../../src/wire/events.js';

/** By time, then pid, tid, seq; then each receive that stands before its send is moved to right behind it. */
export function slowOrder(arrived: readonly TimedEvent[]): TimedEvent[] {
  const order = arrived.filter((event) => event.type !== 'site');
  const place = new Map(order.map((event, index) => [event, index]));
  order.sort(
    (a, b) =>
      a.time - b.time || a.pid - b.pid || (a.tid ?? 0) - (b.tid ?? 0) || a.seq - b.seq || place.get(a)! - place.get(b)!,
  );
  for (const receive of [...order]) {
    if (receive.type !== 'receive') continue;
    const send = order.find((event) => event.type === 'send' && event.message === receive.message);
    if (!send || order.indexOf(send) < order.indexOf(receive)) continue;
    order.splice(order.indexOf(receive), 1);
    order.splice(order.indexOf(send) + 1, 0, receive);
  }
  return order;
}

export interface SlowState {
  /** By `pid.tid`: running, waiting or exited; the ids of the open waits. */
  lanes: Map<string, { life: 'running' | 'waiting' | 'exited'; waits: number[] }>;
  inFlight: Map<string, number>;
}

/** A fold from the beginning; pids must mean one process each. */
export function slowState(order: readonly TimedEvent[], step: number): SlowState {
  const ended = new Set<number>();
  const endedThreads = new Set<string>();
  const waits = new Map<string, number[]>();
  const sent = new Set<string>();
  const inFlight = new Map<string, number>();
  const change = (channel: string, by: number) => inFlight.set(channel, (inFlight.get(channel) ?? 0) + by);
  for (const event of order.slice(0, step + 1)) {
    const lane = `${event.pid}.${event.tid ?? 0}`;
    if (!waits.has(lane)) waits.set(lane, []);
    const over = ended.has(event.pid) || endedThreads.has(lane);
    if (event.type === 'spawn' && !waits.has(`${event.child}.0`)) waits.set(`${event.child}.0`, []);
    if (event.type === 'thread-start' && !waits.has(`${event.pid}.${event.thread}`))
      waits.set(`${event.pid}.${event.thread}`, []);
    if (event.type === 'thread-exit') endedThreads.add(`${event.pid}.${event.thread}`);
    if (event.type === 'exit') ended.add(event.pid);
    if (event.type === 'child-exit') ended.add(event.child);
    if (event.type === 'wait' && !over) waits.get(lane)!.push(event.wait);
    if (event.type === 'wake')
      waits.set(
        lane,
        waits.get(lane)!.filter((id) => id !== event.wait),
      );
    if (event.type === 'send') {
      sent.add(event.message);
      change(event.channel, 1);
    }
    if (event.type === 'receive' && sent.has(event.message)) change(event.channel, -1);
  }
  return { lanes: lanesOf(waits, ended, endedThreads), inFlight };
}

function lanesOf(waits: Map<string, number[]>, ended: Set<number>, endedThreads: Set<string>): SlowState['lanes'] {
  const lanes: SlowState['lanes'] = new Map();
  for (const [lane, open] of waits) {
    const over = ended.has(Number(lane.split('.')[0])) || endedThreads.has(lane);
    lanes.set(
      lane,
      over ? { life: 'exited', waits: [] } : { life: open.length > 0 ? 'waiting' : 'running', waits: open },
    );
  }
  return lanes;
}
