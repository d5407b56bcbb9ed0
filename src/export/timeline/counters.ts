/** What is counted over time: what each process uses, and how many messages lie in each queue. */
import type { Recording } from '../../recording/index.js';
import { channelName } from '../names.js';
import type { Selection } from '../selection.js';

export interface Counter {
  /** One track each. */
  id: string;
  name: string;
  unit: 'percent' | 'bytes' | 'messages';
  /** Whose it is, -1 for the whole program's. */
  process: number;
  points(): Iterable<Point>;
}

export interface Point {
  /** Microseconds. */
  time: number;
  value: number;
}

export function counters(recording: Recording, selection: Selection): Counter[] {
  const processes = [...selection.processes()];
  return [
    ...processes.flatMap((process) => usage(recording, process)),
    ...recording.channels.filter(isQueue).map(({ index }) => depth(recording, selection, index)),
  ];
}

function usage(recording: Recording, process: number): Counter[] {
  const { time, cpu, rss } = recording.samples(process);
  if (time.length === 0) return [];
  const counter = (name: string, unit: Counter['unit'], values: readonly number[]): Counter => ({
    ...{ id: `${name} ${process}`, name, unit, process },
    points: () => time.map((at, i) => ({ time: at, value: values[i]! })),
  });
  return [counter('CPU', 'percent', cpu), counter('memory', 'bytes', rss)];
}

const isQueue = ({ kind }: Recording['channels'][number]): boolean => kind === 'queue' || kind === 'pipe';

function depth(recording: Recording, selection: Selection, channel: number): Counter {
  const name = `in ${channelName(recording, channel)}`;
  return {
    ...{ id: `depth ${channel}`, name, unit: 'messages', process: -1 },
    points: () => depthPoints(recording, selection, channel),
  };
}

function* depthPoints(recording: Recording, selection: Selection, channel: number): Generator<Point> {
  let value = 0;
  for (let step = 0; step <= selection.to; step++) {
    const message = recording.message(step);
    if (message < 0 || recording.messages.channel(message) !== channel) continue;
    value += recording.type(step) === 'send' ? 1 : -1;
    if (selection.has(step)) yield { time: recording.time(step), value: Math.max(value, 0) };
  }
}
