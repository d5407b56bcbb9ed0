/** The processes as a tree, as they stand after a step. */
import type { Process, Recording } from '../recording/index.js';
import { duration } from './format.js';
import { texts } from './texts.js';
import { processLabel } from './who.js';

export function* treeLines(recording: Recording, last: number): Generator<string> {
  const time = last < 0 ? -1 : recording.time(last);
  const born = recording.processes.filter((process) => !process.collector && process.bornTime <= time);
  const roots = born.filter(({ parent }) => parent < 0 || recording.processes[parent]!.collector);
  for (const root of roots) yield* branch(recording, root, time, '', '');
  yield '';
  yield summary(recording, born.length, last);
}

function* branch(recording: Recording, process: Process, time: number, first: string, rest: string): Generator<string> {
  yield `${first}${processLine(process, time)}`;
  const twigs = [...threads(recording, process, time), ...children(recording, process, time)];
  for (const [i, twig] of twigs.entries()) {
    const [mark, under] = i === twigs.length - 1 ? ['└─ ', '   '] : ['├─ ', '│  '];
    if (typeof twig === 'string') yield `${rest}${mark}${twig}`;
    else yield* branch(recording, twig, time, rest + mark, rest + under);
  }
}

const children = (recording: Recording, process: Process, time: number): Process[] =>
  process.children
    .map((index) => recording.processes[index]!)
    .filter((child) => child.bornTime <= time)
    .sort((a, b) => a.bornTime - b.bornTime || a.index - b.index);

/** The first lane is the main thread, which is the process's own line. */
const threads = (recording: Recording, process: Process, time: number): string[] =>
  process.lanes
    .map((index) => recording.lanes[index]!)
    .filter((lane) => lane.thread !== 0 && lane.bornTime <= time)
    .map(({ thread, name, endTime, exitCode }) =>
      [
        texts.thread(thread, name),
        endTime !== undefined && endTime <= time ? texts.exited(exitCode) : texts.running,
      ].join('  '),
    );

function processLine(process: Process, time: number): string {
  const ended = process.endTime !== undefined && process.endTime <= time;
  const words = [
    processLabel(process),
    process.api,
    process.blind ? texts.blind : undefined,
    ended ? ending(process) : texts.running,
    ended ? duration(process.endTime! - process.bornTime) : undefined,
    process.error && ended ? texts.error(process.error.name, process.error.message) : undefined,
  ];
  return words.filter((word) => word !== undefined).join('  ');
}

function ending({ signal, exitCode, gone }: Process): string {
  if (signal !== undefined) return texts.killedBy(signal);
  return gone && exitCode === undefined ? texts.gone : texts.exited(exitCode);
}

function summary(recording: Recording, processes: number, last: number): string {
  const counts = { send: 0, receive: 0 };
  for (let step = 0; step <= last; step++) {
    const type = recording.type(step);
    if (type === 'send' || type === 'receive') counts[type]++;
  }
  return texts.state(processes, counts.send, counts.receive, last + 1, recording.length);
}
