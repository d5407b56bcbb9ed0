/** Two runs side by side: at which difference both stand, and how the one goes where the other goes. */
import { batch, effect, type Signal, signal, untracked } from '@preact/signals';
import type { DiffData } from '../../recording/diff/data.js';
import { processOrder } from '../../recording/tree.js';
import { announce } from '../actions.js';
import { count } from '../format.js';
import { type Shared, sharedExtents } from '../layout/shared.js';
import type { OtherRecording } from '../messages.js';
import type { Panel } from '../panel.js';
import { type Store, viewStep } from '../store.js';
import { t } from '../strings.js';
import { emphasisOf } from './emphasis.js';
import { bringIntoSight } from './in-sight.js';
import { type Mirror, mirror } from './mirror.js';
import { type Partners, partners } from './partners.js';
import { secondPanel } from './second.js';

export interface Comparison {
  readonly runs: Both<Panel>;
  /** The index of the difference that both stand at; -1 for none. */
  readonly at: Signal<number>;
  go(at: number): void;
  stop(): void;
}

type Both<T> = readonly [first: T, second: T];

const known = new WeakMap<Store, Comparison>();

/** To the next difference or the one before; where there is none, says so. */
export function alongDifferences(store: Store, by: 1 | -1): void {
  const comparison = known.get(store);
  const diff = store.diff.peek();
  const at = (comparison?.at.peek() ?? -1) + by;
  if (!diff || diff.count === 0) announce(store, t('There is no difference.'));
  else if (diff.differences[at]) comparison?.go(at);
  else announce(store, by > 0 ? t('No later difference.') : t('No earlier difference.'));
}

/** Begins to read the other run and compares when both are read. */
export function compareWith(first: Panel, other: OtherRecording): Comparison {
  const { panel: second, close } = secondPanel(first, other);
  const at = signal(-1);
  let view: Viewing | undefined;
  const begin = effect(() => {
    const diff = first.store.diff.value;
    const ready = diff && isRead(first.store) && isRead(second.store);
    untracked(() => {
      view?.stop();
      view = ready ? viewing([first, second], diff) : undefined;
      if (ready) comparison.go(diff.first);
    });
  });
  const comparison: Comparison = {
    runs: [first, second],
    at,
    go: (wanted) => {
      at.value = wanted;
      view?.show(wanted);
    },
    stop: () => {
      for (const end of [begin, close]) end();
      view?.stop();
      known.delete(first.store);
    },
  };
  known.set(first.store, comparison);
  return comparison;
}

const isRead = ({ phase, growing }: Store): boolean => phase.value.kind === 'ready' && !growing.value;

interface Viewing {
  show(at: number): void;
  stop(): void;
}

/** What there is to do once it is known how they differ. */
function viewing(runs: Both<Panel>, diff: DiffData): Viewing {
  const [first, second] = runs;
  share(runs, diff);
  const links: Both<Partners> = [
    partners(first.store.recording.peek(), diff, 'first'),
    partners(second.store.recording.peek(), diff, 'second'),
  ];
  const steps = mirror([stepSide(first.store, links[0]), stepSide(second.store, links[1])]);
  const processes = mirroredProcesses(runs, diff);
  return {
    show: (at) => {
      const places = placesAt(diff, at, links);
      batch(() => {
        lift(runs, diff, links, places);
        steps.set([stepFor(places[0], places[1], links[1]), stepFor(places[1], places[0], links[0])]);
        const lanes = diff.differences[at]?.lanes;
        if (lanes) processes.set([processOf(first, lanes.a), processOf(second, lanes.b)]);
      });
      bringIntoSight(runs);
      announce(first.store, sentenceAt(diff, at));
    },
    stop: () => {
      steps.stop();
      processes.stop();
    },
  };
}

const processOf = ({ store }: Panel, lane: number): number => store.recording.peek().lanes[lane]!.process;

export function sentenceAt(diff: DiffData, at: number): string {
  const difference = diff.differences[at];
  if (!difference) return diff.summary.join(' ');
  return t('Difference {0} of {1}: {2}', count(at + 1), count(diff.count), difference.sentence);
}

/** One axis, rows of one height, and the second run's processes in the order of the first's. */
function share([first, second]: Both<Panel>, { processes }: DiffData): void {
  const [a, b] = [first.store.recording.peek(), second.store.recording.peek()];
  const rank = new Map(processOrder(a).map(({ process }, place) => [process.index, place]));
  const places: (number | undefined)[] = [];
  for (const [inFirst, inSecond] of processes) places[inSecond] = rank.get(inFirst);
  const rows = Math.max(first.derived.rows.peek().rows.length, second.derived.rows.peek().rows.length);
  const shared: Shared = { extents: sharedExtents(a, b), rows };
  batch(() => {
    first.store.shared.value = shared;
    second.store.shared.value = { ...shared, places };
  });
}

const stepSide = (store: Store, { of }: Partners) => ({
  value: () => store.step.value,
  set: (step: number) => viewStep(store, step),
  partner: (step: number) => {
    const partner = of(step);
    return partner < 0 && step >= 0 ? undefined : partner;
  },
});

function mirroredProcesses([first, second]: Both<Panel>, { processes }: DiffData): Mirror {
  const toSecond = new Map(processes);
  const toFirst = new Map(processes.map(([a, b]) => [b, a] as const));
  const side = ({ store }: Panel, partner: ReadonlyMap<number, number>) => ({
    value: () => store.process.value,
    set: (process: number) => {
      store.process.value = process;
    },
    partner: (process: number) => partner.get(process) ?? -1,
  });
  return mirror([side(first, toSecond), side(second, toFirst)]);
}

/** The steps at which a run has something of the difference, from 0; none where nothing differs but the order across processes. */
function placesAt({ differences, reordered }: DiffData, at: number, links: Both<Partners>): Both<readonly number[]> {
  const difference = differences[at];
  const own = (step: number | undefined) => (step === undefined ? [] : [step - 1]);
  if (difference) return [own(difference.a), own(difference.b)];
  const steps = reordered?.map((step) => step - 1) ?? [];
  return [steps, steps.map((step) => links[0].of(step))];
}

/** Its own last place, or where it was when the other run was at its. */
const stepFor = (own: readonly number[], other: readonly number[], link: Partners): number =>
  own.at(-1) ?? link.of(other.at(-1) ?? -1);

/** The place of the difference is lifted out of both pictures, what is the same goes pale. */
function lift(
  [first, second]: Both<Panel>,
  { differences }: DiffData,
  links: Both<Partners>,
  places: Both<readonly number[]>,
) {
  if (places[0].length + places[1].length === 0) return;
  const all = {
    first: differences.flatMap(({ a }) => (a === undefined ? [] : [a - 1])),
    second: differences.flatMap(({ b }) => (b === undefined ? [] : [b - 1])),
  };
  first.store.emphasis.value = emphasisOf(first.store.recording.peek(), places[0], links[0], all.first);
  second.store.emphasis.value = emphasisOf(second.store.recording.peek(), places[1], links[1], all.second);
}
