/** The commands: what each does to the state. Keys, buttons and the host all come through here. */
import type { StepBy } from '../recording/index.js';
import { nextStep } from '../recording/navigate.js';
import { compare } from './compare/lazy.js';
import type { Derived } from './derived.js';
import { sentenceOf } from './describe.js';
import { count } from './format.js';
import type { Host } from './host.js';
import type { Insight } from './insight/insight.js';
import { insight } from './insight/lazy.js';
import { panned, zoomed } from './layout/axis.js';
import { besideIn } from './layout/log-steps.js';
import { placeOfStep } from './layout/picture.js';
import { lazily } from './lazy.js';
import type { PanelCommand } from './messages.js';
import { speedBeside } from './player.js';
import { revealStep } from './reveal.js';
import { processBeside } from './selection.js';
import { type Store, viewStep } from './store.js';
import { t } from './strings.js';

type Context = { store: Store; derived: Derived; host: Host };
type Action = (context: Context) => void | Promise<void>;

export function runCommand(context: Context, command: PanelCommand): void {
  void actions[command](context);
}

const actions: Record<PanelCommand, Action> = {
  stepForward: stepping(1, () => ({ by: 'event' })),
  stepBack: stepping(-1, () => ({ by: 'event' })),
  nextMessage: stepping(1, () => ({ by: 'message' })),
  previousMessage: stepping(-1, () => ({ by: 'message' })),
  nextInProcess: stepping(1, inProcess),
  previousInProcess: stepping(-1, inProcess),
  nextInChannel: stepping(1, inChannel),
  previousInChannel: stepping(-1, inChannel),
  nextInConversation: stepping(1, inConversation),
  previousInConversation: stepping(-1, inConversation),
  nextError: stepping(1, () => ({ by: 'error' })),
  previousError: stepping(-1, () => ({ by: 'error' })),
  pageForward: ({ store }) => viewStep(store, store.step.peek() + PAGE),
  pageBack: ({ store }) => viewStep(store, Math.max(0, store.step.peek() - PAGE)),
  first: ({ store }) => viewStep(store, 0),
  last: ({ store }) => viewStep(store, Number.POSITIVE_INFINITY),
  togglePlay,
  faster: ({ store }) => setSpeed(store, 1),
  slower: ({ store }) => setSpeed(store, -1),
  focusFilter: () => document.querySelector<HTMLInputElement>('#filter')?.select(),
  clear,
  fit: ({ store }) => {
    store.range.value = undefined;
  },
  zoomToSelection,
  zoomIn: (context) => zoom(context, 0.7),
  zoomOut: (context) => zoom(context, 1 / 0.7),
  panLeft: (context) => pan(context, -0.15),
  panRight: (context) => pan(context, 0.15),
  rowUp: (context) => selectBeside(context, -1),
  rowDown: (context) => selectBeside(context, 1),
  foldRow: ({ store }) => fold(store, true),
  unfoldRow: ({ store }) => fold(store, false),
  openSource: (context) => revealStep(context, { focus: true }),
  openSourceBeside: (context) => revealStep(context, { focus: true, aside: true }),
  toggleScale,
  toggleFollow,
  toggleCausality: ({ store }) => {
    store.causality.value = !store.causality.value;
  },
  toggleDetails: ({ store }) => {
    if (store.narrow.value) store.tab.value = store.tab.value === 'details' ? 'log' : 'details';
    else store.inspector.value = !store.inspector.value;
  },
  goToTime: () => document.querySelector<HTMLInputElement>('.time-input')?.focus(),
  showDiagnosis,
  toggleCriticalPath: (context) => explain(context, (own) => own.togglePath()),
  nextOnPath: (context) => explain(context, (own) => own.alongPath(1)),
  previousOnPath: (context) => explain(context, (own) => own.alongPath(-1)),
  nextDifference: (context) => alongDifferences(context, 1),
  previousDifference: (context) => alongDifferences(context, -1),
  copyRow: (context) => copy(context, (table) => table.rowAsText(context.store)),
  copyCsv: (context) => copy(context, (table) => table.logAsCsv(context.store, context.derived)),
  copyJson: (context) => copy(context, (table) => table.logAsJson(context.store, context.derived)),
};

/** So many steps are a page. */
const PAGE = 100;

/** Go to the next step of a kind that the filter and the log leave; where there is none, say so. */
function stepping(direction: 1 | -1, by: (context: Context) => StepBy | undefined): Action {
  return (context) => {
    const { store } = context;
    const wanted = by(context);
    if (!wanted) {
      announce(store, t('Select a process or a message first.'));
      return;
    }
    const next = nextShown(context, direction, wanted);
    if (next >= 0) viewStep(store, next);
    else if (direction < 0 && wanted.by === 'event' && store.step.peek() === 0) viewStep(store, -1);
    else announce(store, direction > 0 ? t('No later one.') : t('No earlier one.'));
  };
}

/** The next such step that the filter and the log leave. */
function nextShown({ store, derived }: Context, direction: 1 | -1, wanted: StepBy): number {
  const recording = store.recording.peek();
  const { steps, passes } = derived.matches.peek();
  const samples = store.kinds.peek() === 'all';
  // With a filter, its own list is walked: of a million steps it may leave ten.
  const after = (step: number) =>
    steps && wanted.by === 'event' ? besideIn(steps, step, direction) : nextStep(recording, step, direction, wanted);
  let next = after(store.step.peek());
  while (next >= 0 && !(passes(next) && (samples || recording.type(next) !== 'sample'))) next = after(next);
  return next;
}

function inProcess({ store }: Context): StepBy | undefined {
  const selected = store.process.peek();
  if (selected >= 0) return { by: 'process', process: selected };
  const step = store.step.peek();
  return step < 0 ? undefined : { by: 'process', process: store.recording.peek().process(step) };
}

function inChannel({ store }: Context): StepBy | undefined {
  const step = store.step.peek();
  const channel = step < 0 ? -1 : store.recording.peek().channel(step);
  return channel < 0 ? undefined : { by: 'channel', channel };
}

function inConversation({ store }: Context): StepBy | undefined {
  const step = store.step.peek();
  const message = step < 0 ? -1 : store.recording.peek().message(step);
  return message < 0 ? undefined : { by: 'conversation', message };
}

function togglePlay({ store }: Context): void {
  const atEnd = store.step.peek() >= store.recording.peek().length - 1;
  if (!store.playing.peek() && atEnd && !store.live.peek()) viewStep(store, -1);
  store.playing.value = !store.playing.peek();
}

function setSpeed(store: Store, by: 1 | -1): void {
  store.speed.value = speedBeside(store.speed.peek(), by);
  announce(store, t('Speed {0}×', store.speed.peek()));
}

function showDiagnosis({ store }: Context): void {
  store.tab.value = 'diagnosis';
  store.inspector.value = true;
}

async function explain(context: Context, act: (own: Insight) => void): Promise<void> {
  await insight.load();
  if (insight.value) act(insight.value.insightOf(context));
}

async function alongDifferences({ store }: Context, by: 1 | -1): Promise<void> {
  if (!store.other.peek()) return announce(store, t('No other recording is beside this one.'));
  await compare.load();
  compare.value?.alongDifferences(store, by);
}

/** Escape takes back one thing at a time: playing, causality, an explanation, the filter, the selection. */
function clear({ store }: Context): void {
  if (store.playing.peek()) store.playing.value = false;
  else if (store.causality.peek()) store.causality.value = false;
  else if (store.emphasis.peek()) store.emphasis.value = undefined;
  else if (store.filter.peek() !== '') store.filter.value = '';
  else store.process.value = -1;
}

function zoom({ store, derived }: Context, factor: number): void {
  const [from, to] = derived.range.peek();
  const step = store.step.peek();
  const place = step < 0 ? from : placeOfStep(store.recording.peek(), store.scale.peek(), step);
  const around = place >= from && place <= to ? place : (from + to) / 2;
  store.range.value = zoomed([from, to], around, factor, derived.limits.peek());
}

function pan({ store, derived }: Context, share: number): void {
  const range = derived.range.peek();
  store.range.value = panned(range, (range[1] - range[0]) * share, derived.limits.peek());
}

/** The life of the selected process, or the message of the step, with some air around it. */
function zoomToSelection({ store, derived }: Context): void {
  const recording = store.recording.peek();
  const scale = store.scale.peek();
  const [first, last] = selectedSteps(store);
  if (first < 0) return;
  const [from, to] = [placeOfStep(recording, scale, first), placeOfStep(recording, scale, last)];
  const air = Math.max((to - from) * 0.15, derived.limits.peek().least / 2);
  store.range.value = panned([from - air, to + air], 0, derived.limits.peek());
}

function selectedSteps(store: Store): [number, number] {
  const recording = store.recording.peek();
  const step = store.step.peek();
  const message = step < 0 ? -1 : recording.message(step);
  if (message >= 0) {
    const ends = [recording.messages.sendStep(message), recording.messages.receiveStep(message)].filter((s) => s >= 0);
    return [Math.min(...ends), Math.max(...ends)];
  }
  const process = store.process.peek();
  if (process < 0) return [step, step];
  const first = nextStep(recording, -1, 1, { by: 'process', process });
  return [first, nextStep(recording, recording.length, -1, { by: 'process', process })];
}

function selectBeside({ store, derived }: Context, by: 1 | -1): void {
  store.process.value = processBeside(derived.rows.peek().rows, store.process.peek(), by);
}

function fold(store: Store, folded: boolean): void {
  const process = store.process.peek();
  if (process < 0) return;
  const next = new Set(store.folded.peek());
  if (folded) next.add(process);
  else next.delete(process);
  store.folded.value = next;
}

/** The other scale, with the same steps in sight. */
function toggleScale({ store, derived }: Context): void {
  const { steps, recording } = derived.picture.peek();
  const whole = store.range.peek() === undefined;
  const scale = store.scale.peek() === 'time' ? 'order' : 'time';
  store.scale.value = scale;
  if (whole || steps[1] <= steps[0]) store.range.value = undefined;
  else {
    const [from, to] = [placeOfStep(recording, scale, steps[0]), placeOfStep(recording, scale, steps[1] - 1)];
    store.range.value = [from, Math.max(to, from + derived.limits.peek().least)];
  }
}

function toggleFollow({ store }: Context): void {
  if (store.follow.peek()) viewStep(store, store.recording.peek().length - 2);
  else viewStep(store, Number.POSITIVE_INFINITY);
}

const table = lazily(() => import('./later.js'));

async function copy({ store, host }: Context, textOf: (code: typeof import('./later.js')) => string): Promise<void> {
  await table.load();
  if (!table.value) return;
  host.send({ type: 'copy', text: textOf(table.value) });
  announce(store, t('Copied.'));
}

export function announce(store: Store, text: string): void {
  store.announcement.value = text;
}

/** What the screen reader says of the step that is now viewed. */
export function announceStep(store: Store, step: number): void {
  const recording = store.recording.peek();
  if (step < 0) announce(store, t('Before the first step'));
  else
    announce(store, t('Step {0} of {1}: {2}', count(step + 1), count(recording.length), sentenceOf(recording, step)));
}
