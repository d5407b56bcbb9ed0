/** What follows from the state: rows, axis, what the filter leaves, the state of the program at the step, what caused it. */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Causality, State } from '../recording/index.js';
import { stateAt } from '../recording/state.js';
import { fitting, limitsOf, type Range, type ZoomLimits } from './layout/axis.js';
import { type LogSteps, logSteps } from './layout/log-steps.js';
import { activityOf, errorsOf } from './layout/overview.js';
import { extent, type Picture, stepsIn } from './layout/picture.js';
import { type Rows, rowHeight, visibleRows } from './layout/rows.js';
import { arranged } from './layout/shared.js';
import { lazily } from './lazy.js';
import { leavesAll, type Matches, matchesOf, type ReadFilter, readFilter } from './matches.js';
import { missingTexts } from './missing.js';
import type { Store } from './store.js';

export interface Derived {
  rows: ReadonlySignal<Rows>;
  rowHeight: ReadonlySignal<number>;
  limits: ReadonlySignal<ZoomLimits>;
  /** The stretch of the axis in sight. */
  range: ReadonlySignal<Range>;
  /** All rows, whatever is scrolled: what is painted. */
  sheet: ReadonlySignal<Picture>;
  /** The rows in sight. */
  picture: ReadonlySignal<Picture>;
  filter: ReadonlySignal<ReadFilter>;
  /** What the filter leaves. */
  matches: ReadonlySignal<Matches>;
  /** The log's rows, in its order. */
  logSteps: ReadonlySignal<LogSteps>;
  /** The program at the step. */
  state: ReadonlySignal<State>;
  /** Past and future of the step, while they are shown. */
  causes: ReadonlySignal<Causality | undefined>;
  /** The steps in which something went wrong. */
  errors: ReadonlySignal<readonly number[]>;
  /** How much happened in each of equal stretches of the whole axis. */
  activity: ReadonlySignal<ArrayLike<number>>;
  /** What is known to be missing, a sentence each. */
  missing: ReadonlySignal<string[]>;
}

/** Fetched when it is first asked for. */
const later = lazily(() => import('./later.js'));

export function derive(store: Store): Derived {
  const { recording, version } = store;
  const rows = computed(() => {
    void version.value;
    const rows = visibleRows(recording.value, { folded: store.folded.value, threads: store.threads.value });
    return (store.shared.value && arranged(recording.value, rows, store.shared.value)) ?? rows;
  });
  const filter = computed(() => readFilter(store.filter.value));
  const matches = computed(() => {
    void (leavesAll(filter.value) ? version.value : store.calmVersion.value);
    return matchesOf(recording.value, filter.value);
  });
  return {
    rows,
    filter,
    matches,
    ...axisOf(store, rows),
    errors: computed(() => {
      void version.value;
      return errorsOf(recording.value);
    }),
    activity: computed(() => {
      void version.value;
      return activityOf(recording.value, store.scale.value, store.shared.value?.extents[store.scale.value]);
    }),
    logSteps: computed(() => {
      const inOrder = store.sort.value.column === 'step' || store.sort.value.column === 'time';
      void (inOrder ? version.value : store.calmVersion.value);
      return logSteps(recording.value, matches.value, store.sort.value, store.kinds.value);
    }),
    state: computed(() => {
      void version.value;
      return stateAt(recording.value, store.step.value);
    }),
    causes: computed(() => {
      if (!store.causality.value || store.step.value < 0) return undefined;
      return later.value?.causality(recording.value, store.step.value);
    }),
    missing: computed(() => {
      void version.value;
      return missingTexts(recording.value, store.live.value);
    }),
  };
}

function axisOf(store: Store, rows: ReadonlySignal<Rows>) {
  const { recording, version, scale, viewport, shared } = store;
  const height = computed(() =>
    rowHeight(Math.max(rows.value.rows.length, shared.value?.rows ?? 0), viewport.value.height),
  );
  const limits = computed(() => {
    void version.value;
    const [start, end] = shared.value?.extents[scale.value] ?? extent(recording.value, scale.value);
    return limitsOf(start, end, scale.value === 'order' ? 2 : 10);
  });
  const range = computed(() => rangeInSight(store, limits.value));
  const width = computed(() => viewport.value.width);
  const sheet = computed((): Picture => {
    const [from, to] = range.value;
    const axis = { from, to, width: width.value };
    return {
      recording: recording.value,
      rows: rows.value,
      rowHeight: height.value,
      scrollTop: 0,
      height: rows.value.rows.length * height.value,
      axis,
      scale: scale.value,
      steps: stepsIn(recording.value, scale.value, axis),
    };
  });
  const picture = computed((): Picture => {
    const { height: tall, scrollTop } = viewport.value;
    return { ...sheet.value, scrollTop, height: tall };
  });
  return { rowHeight: height, limits, range, sheet, picture };
}

/** All of it, or what was zoomed to; while a live run is followed, the same length up to its newest event. */
function rangeInSight({ range, follow, live }: Store, limits: ZoomLimits): Range {
  const wanted = range.value;
  if (!wanted) return fitting(limits);
  if (!follow.value || !live.value || wanted[1] >= limits.end) return wanted;
  const air = (wanted[1] - wanted[0]) * 0.04;
  return [limits.end + air - (wanted[1] - wanted[0]), limits.end + air];
}
