/** The panel's one state: what is open, what is selected, what is in sight. Everything else follows from it. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DiffData } from '../recording/diff/data.js';
import { Recording } from '../recording/recording.js';
import type { Findings } from './insight/findings.js';
import type { Emphasis } from './layout/emphasis.js';
import type { LogKinds } from './layout/kinds-index.js';
import type { Shared } from './layout/shared.js';
import type { HostAbility, OtherRecording } from './messages.js';

/** How far the opening of a recording has come. */
export type Phase =
  | { kind: 'waiting' }
  | { kind: 'loading'; bytes: number; size: number | undefined }
  | { kind: 'ready' }
  | { kind: 'problem'; message: string; fix?: string };

/** Which parts of the bottom or of the inspector are in front. */
export type Tab = 'log' | 'details' | 'state' | 'diagnosis';

export interface Store {
  /** Of two runs side by side, the second's; '' for every other. Tells its elements apart from the first's. */
  side: '' | 'second';
  uri: Signal<string>;
  title: Signal<string>;
  can: Signal<ReadonlySet<HostAbility>>;
  phase: Signal<Phase>;
  /** Something failed, but what is there is shown. */
  problem: Signal<{ message: string; fix?: string } | undefined>;
  recording: Signal<Recording>;
  /** `recording.version` as last drawn: whoever reads it is told of new events, at most once a frame. */
  version: Signal<number>;
  /** As `version`, but of a large recording only twice a second: for what has to look at every step. */
  calmVersion: Signal<number>;
  /** True until the host said that no more bytes come. */
  growing: Signal<boolean>;
  /** The run goes on: bytes come, and somebody lives. */
  live: ReadonlySignal<boolean>;
  /** The row (place of arrival) of the step viewed, -1 before the first; it stays the same event whatever arrives. */
  row: Signal<number>;
  /** The newest event is viewed, whatever arrives. */
  follow: Signal<boolean>;
  /** The step viewed. */
  step: ReadonlySignal<number>;
  /** The selected process's index, -1 for none. */
  process: Signal<number>;
  filter: Signal<string>;
  scale: Signal<'time' | 'order'>;
  /** What is in sight of the axis; undefined for all of it. */
  range: Signal<readonly [number, number] | undefined>;
  folded: Signal<ReadonlySet<number>>;
  threads: Signal<ReadonlySet<number>>;
  causality: Signal<boolean>;
  inspector: Signal<boolean>;
  tab: Signal<Tab>;
  /** What stands under the picture. */
  below: Signal<'log' | 'channels'>;
  playing: Signal<boolean>;
  speed: Signal<number>;
  columns: Signal<readonly string[]>;
  sort: Signal<{ column: string; descending: boolean }>;
  sizes: Signal<{ tree: number; log: number; details: number }>;
  /** Files that are no longer what they were when they ran. */
  changed: Signal<ReadonlySet<string>>;
  /** Which events the log shows. */
  kinds: Signal<LogKinds>;
  /** The size of the lanes' canvas and how far its rows are scrolled. */
  viewport: Signal<{ width: number; height: number; scrollTop: number }>;
  /** The messages in sight are too many for arrows, and are drawn as heat. */
  dense: Signal<boolean>;
  /** What an explanation lifts out of the picture. Whoever puts it there keeps it up as events come, and takes it out. */
  emphasis: Signal<Emphasis | undefined>;
  /** What is wrong with the run, as far as it has been looked at. */
  findings: Signal<Findings | undefined>;
  /** The run that is shown beside this one. */
  other: Signal<OtherRecording | undefined>;
  /** How the two differ, once that is known. */
  diff: Signal<DiffData | undefined>;
  /** What both of their pictures keep to. */
  shared: Signal<Shared | undefined>;
  /** What the screen reader says next. */
  announcement: Signal<string>;
  /** The panel is too narrow for the inspector at its side. */
  narrow: Signal<boolean>;
  /** The log is too narrow for all columns. */
  compact: Signal<boolean>;
}

export const defaultColumns: readonly string[] = [
  'step',
  'time',
  'delta',
  'from',
  'channel',
  'kind',
  'size',
  'latency',
  'preview',
];
/** While nobody has chosen columns, a narrow log shows these. */
export const narrowColumns: readonly string[] = ['step', 'time', 'from', 'kind', 'preview'];
export const defaultSizes = { tree: 204, log: 280, details: 340 };

export function createStore(): Store {
  const recording = signal(new Recording());
  const version = signal(0);
  const calmVersion = signal(0);
  const growing = signal(false);
  const row = signal(-1);
  const follow = signal(true);
  return {
    side: '',
    ...runState(),
    ...viewState(),
    recording,
    version,
    calmVersion,
    growing,
    row,
    follow,
    live: computed(() => version.value >= 0 && growing.value && someoneLives(recording.value)),
    step: computed(() => {
      if (version.value < 0 || follow.value) return recording.value.length - 1;
      return row.value < 0 ? -1 : recording.value.stepOf(row.value);
    }),
  };
}

const runState = () => ({
  uri: signal(''),
  title: signal(''),
  can: signal<ReadonlySet<HostAbility>>(new Set()),
  phase: signal<Phase>({ kind: 'waiting' }),
  problem: signal<{ message: string; fix?: string } | undefined>(undefined),
  changed: signal<ReadonlySet<string>>(new Set()),
  other: signal<OtherRecording | undefined>(undefined),
  diff: signal<DiffData | undefined>(undefined),
  shared: signal<Shared | undefined>(undefined),
});

const viewState = () => ({
  process: signal(-1),
  filter: signal(''),
  scale: signal<'time' | 'order'>('time'),
  range: signal<readonly [number, number] | undefined>(undefined),
  folded: signal<ReadonlySet<number>>(new Set()),
  threads: signal<ReadonlySet<number>>(new Set()),
  causality: signal(false),
  inspector: signal(true),
  tab: signal<Tab>('log'),
  below: signal<'log' | 'channels'>('log'),
  playing: signal(false),
  speed: signal(1),
  columns: signal(defaultColumns),
  sort: signal({ column: 'step', descending: false }),
  sizes: signal({ ...defaultSizes }),
  kinds: signal<LogKinds>('events'),
  viewport: signal({ width: 0, height: 0, scrollTop: 0 }),
  dense: signal(false),
  emphasis: signal<Emphasis | undefined>(undefined),
  findings: signal<Findings | undefined>(undefined),
  announcement: signal(''),
  narrow: signal(false),
  compact: signal(false),
});

/** A run of which every process has ended is over, though its file may still be open. */
const someoneLives = (recording: Recording): boolean =>
  recording.processes.length === 0 || recording.processes.some((p) => !p.collector && p.endTime === undefined);

/** View a step; -1 for before the first. The newest step of a live run is followed from then on. */
export function viewStep(store: Store, step: number): void {
  const last = store.recording.value.length - 1;
  const wanted = Math.min(Math.max(step, -1), last);
  batch(() => {
    store.row.value = wanted < 0 ? -1 : store.recording.value.rowOf(wanted);
    store.follow.value = wanted === last;
  });
}
