/** The log's rows: the steps that the filter leaves, in the order that the person chose. Pure. */
import type { Recording } from '../../recording/index.js';
import { channelName, kindOf, laneName, latencyOf } from '../describe.js';
import type { Matches } from '../matches.js';
import { isOfKind, type LogKinds, stepsOfKind } from './kinds-index.js';

export interface LogSteps {
  readonly length: number;
  /** The step in a row. */
  at(row: number): number;
  /** The row of a step, or of the nearest before it in the order of steps; -1 where there is none. */
  rowOf(step: number): number;
}

export interface LogOrder {
  column: string;
  descending: boolean;
}

export function logSteps(recording: Recording, matches: Matches, order: LogOrder, kinds: LogKinds): LogSteps {
  const steps = stepsShown(recording, matches, kinds);
  if (order.column === 'step' || order.column === 'time') return inStepOrder(steps, matches.of, order.descending);
  return sorted(steps ?? all(matches.of), valuesOf(recording, order.column), order.descending);
}

/** What both the filter and the choice of kinds leave; undefined for every step. */
function stepsShown(recording: Recording, { steps }: Matches, kinds: LogKinds): Uint32Array | undefined {
  if (kinds === 'all') return steps;
  if (!steps) return stepsOfKind(recording, kinds);
  return steps.filter((step) => isOfKind(recording, step, kinds));
}

/** `steps` undefined stands for all of them: no list is needed then. */
function inStepOrder(steps: Uint32Array | undefined, of: number, descending: boolean): LogSteps {
  const length = steps?.length ?? of;
  const turned = (row: number) => (descending ? length - 1 - row : row);
  return {
    length,
    at: (row) => (steps ? steps[turned(row)]! : turned(row)),
    rowOf: (step) => {
      const found = steps ? lastAtOrBefore(steps, step) : Math.min(step, length - 1);
      return found < 0 ? -1 : turned(found);
    },
  };
}

/** The nearest of ascending steps after (1) or before (-1) a step, -1 where there is none. */
export function besideIn(steps: Uint32Array, step: number, direction: 1 | -1): number {
  const at = direction > 0 ? lastAtOrBefore(steps, step) + 1 : lastAtOrBefore(steps, step - 1);
  return steps[at] ?? -1;
}

function lastAtOrBefore(steps: Uint32Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** By a column's value, equal ones in the order of steps. */
function sorted(steps: Uint32Array, value: (step: number) => number, descending: boolean): LogSteps {
  const sign = descending ? -1 : 1;
  const keys = Float64Array.from(steps, (step) => sign * value(step));
  const order = Uint32Array.from(steps, (_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
  let rows: Map<number, number> | undefined;
  const rowOf = (step: number): number => {
    rows ??= new Map(Array.from(order, (place, row) => [steps[place]!, row]));
    return rows.get(step) ?? -1;
  };
  return { length: order.length, at: (row) => steps[order[row]!]!, rowOf };
}

const all = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);

/** The number by which a column sorts; what has none comes last. */
function valuesOf(recording: Recording, column: string): (step: number) => number {
  const none = Number.MAX_VALUE;
  switch (column) {
    case 'delta':
      return (step) => (step === 0 ? 0 : recording.time(step) - recording.time(step - 1));
    case 'size':
      return (step) => recording.size(step) ?? none;
    case 'latency':
      return (step) => latencyOf(recording, step) ?? none;
    case 'from':
      return byLane(recording);
    default:
      return byText(recording, column);
  }
}

function byLane(recording: Recording): (step: number) => number {
  const rank = ranks(recording.lanes.map((_, lane) => laneName(recording, lane)));
  return (step) => {
    const message = recording.message(step);
    return rank[message < 0 ? recording.lane(step) : recording.messages.from(message)] ?? Number.MAX_VALUE;
  };
}

function byText(recording: Recording, column: string): (step: number) => number {
  if (column === 'channel') {
    const rank = ranks(recording.channels.map((_, channel) => channelName(recording, channel)));
    return (step) => rank[recording.channel(step)] ?? Number.MAX_VALUE;
  }
  if (column !== 'kind') return (step) => step;
  const kinds = new Map<string, number>();
  for (let step = 0; step < recording.length; step++) kinds.set(kindOf(recording, step), 0);
  for (const [rank, kind] of [...kinds.keys()].sort().entries()) kinds.set(kind, rank);
  return (step) => kinds.get(kindOf(recording, step))!;
}

/** By index, the text's place in the alphabet. */
function ranks(texts: string[]): number[] {
  const order = texts.map((_, i) => i).sort((a, b) => texts[a]!.localeCompare(texts[b]!));
  const rank: number[] = [];
  for (const [place, i] of order.entries()) rank[i] = place;
  return rank;
}
