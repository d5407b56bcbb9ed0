/** The processes as a tree, as they stand after a step. */
import type { Process, Recording } from '../recording/index.js';
import { type State, stateAt } from '../recording/state.js';
import { childrenOf, roots } from '../recording/tree.js';
import { duration, inLine } from './format.js';
import { texts } from './texts.js';
import { processLabel, waitLabel } from './who.js';

export function* treeLines(recording: Recording, last: number): Generator<string> {
  const state = stateAt(recording, last);
  for (const root of roots(recording)) if (isBorn(root, state)) yield* branch(recording, root, state, '', '');
  yield '';
  yield summary(recording, state);
}

const isBorn = (process: Process, { step, time }: State): boolean =>
  step >= 0 && process.bornTime <= time && !process.collector;

function* branch(recording: Recording, process: Process, state: State, first: string, rest: string): Generator<string> {
  yield `${first}${processLine(recording, process, state)}`;
  const children = childrenOf(recording, process).filter((child) => isBorn(child, state));
  const twigs = [...threads(recording, process, state), ...children];
  for (const [i, twig] of twigs.entries()) {
    const [mark, under] = i === twigs.length - 1 ? ['└─ ', '   '] : ['├─ ', '│  '];
    if (typeof twig === 'string') yield `${rest}${mark}${twig}`;
    else yield* branch(recording, twig, state, rest + mark, rest + under);
  }
}

/** The first lane is the main thread, which is the process's own line. */
const threads = (recording: Recording, process: Process, state: State): string[] =>
  process.lanes
    .filter((lane) => recording.lanes[lane]!.thread !== 0 && recording.lanes[lane]!.bornTime <= state.time)
    .map((lane) => {
      const { thread, name, endTime, exitCode } = recording.lanes[lane]!;
      const ended = endTime !== undefined && endTime <= state.time;
      return [texts.thread(thread, name), ended ? texts.exited(exitCode) : living(recording, lane, state)].join('  ');
    });

function processLine(recording: Recording, process: Process, state: State): string {
  const ended = process.endTime !== undefined && process.endTime <= state.time;
  const words = [
    processLabel(recording, process),
    process.api,
    process.blind ? texts.blind : undefined,
    ended ? ending(process) : living(recording, process.lanes[0]!, state),
    ended ? duration(process.endTime! - process.bornTime) : undefined,
    process.error && ended ? texts.error(process.error.name, inLine(process.error.message)) : undefined,
  ];
  return words.filter((word) => word !== undefined).join('  ');
}

/** What one that lives does: a wait that has not ended says why it stands still. */
function living(recording: Recording, lane: number, state: State): string {
  const wait = state.lanes[lane]?.waits[0];
  return wait === undefined ? texts.running : texts.waiting(waitLabel(recording, wait));
}

function ending({ signal, exitCode, gone }: Process): string {
  if (signal !== undefined) return texts.killedBy(signal);
  return gone && exitCode === undefined ? texts.gone : texts.exited(exitCode);
}

function summary(recording: Recording, { step: last, channels, ...state }: State): string {
  const total = (read: (channel: (typeof channels)[number]) => number) => channels.reduce((sum, c) => sum + read(c), 0);
  const born = recording.processes.filter((process) => isBorn(process, { step: last, channels, ...state }));
  return texts.state(
    born.length,
    total((channel) => channel.sent),
    total((channel) => channel.received),
    last + 1,
    recording.length,
  );
}
