/** Which explanation is lifted out of the picture, and the way along the critical path; one for each panel. */
import { batch, effect, type Signal, signal } from '@preact/signals';
import { type CriticalPath, criticalPath } from '../../recording/explain/slow/critical-path.js';
import type { Knot } from '../../recording/index.js';
import { announce } from '../actions.js';
import type { Emphasis } from '../layout/emphasis.js';
import type { Panel } from '../panel.js';
import { viewStep } from '../store.js';
import { t } from '../strings.js';
import { emphasisOfKnot, emphasisOfPath, keyOf } from './emphasis.js';
import type { Findings } from './findings.js';
import { spanText } from './path-text.js';

/** What is shown in the picture: a knot as it stood at a step, or the critical path with the span at which the person is. */
export type Explained = { kind: 'knot'; key: string } | { kind: 'path'; at: number };

export interface Insight {
  explained: Signal<Explained | undefined>;
  path: Signal<{ version: number; path: CriticalPath } | undefined>;
  /** Into the picture, with its step and its culprit; out of it where it is there. */
  toggleKnot(knot: Knot, step: number): void;
  togglePath(): void;
  /** To the next span of the critical path or the one before. */
  alongPath(by: 1 | -1): void;
  toSpan(at: number): void;
  /** The recording has grown: what is shown is shown as it is now. */
  refresh(findings: Findings): void;
  /** Another recording is shown. */
  forget(): void;
}

const known = new WeakMap<object, Insight>();

export function insightOf(panel: Pick<Panel, 'store' | 'derived'>): Insight {
  let insight = known.get(panel.store);
  if (!insight) {
    insight = makeInsight(panel);
    known.set(panel.store, insight);
  }
  return insight;
}

function makeInsight({ store }: Pick<Panel, 'store' | 'derived'>): Insight {
  const explained = signal<Explained | undefined>(undefined);
  const path = signal<{ version: number; path: CriticalPath } | undefined>(undefined);
  const show = (what: Explained | undefined, emphasis: Emphasis | undefined) =>
    batch(() => {
      explained.value = what;
      store.emphasis.value = emphasis;
    });
  // Whoever takes the emphasis out of the picture has taken out the explanation.
  effect(() => {
    if (store.emphasis.value === undefined) explained.value = undefined;
  });

  const findPath = (): CriticalPath => {
    const recording = store.recording.peek();
    if (path.peek()?.version !== recording.version)
      path.value = { version: recording.version, path: criticalPath(recording) };
    return path.peek()!.path;
  };
  const toSpan = (wanted: number): void => {
    const found = findPath();
    const at = Math.min(Math.max(wanted, 0), found.spans.length - 1);
    const span = found.spans[at];
    if (!span) {
      announce(store, t('There is no critical path yet.'));
      return;
    }
    batch(() => {
      show({ kind: 'path', at }, emphasisOfPath(found, at));
      viewStep(store, span.step);
      store.process.value = span.process;
    });
    announce(store, t('{0} of {1}: {2}', at + 1, found.spans.length, spanText(store.recording.peek(), span)));
  };
  const now = () => (explained.peek()?.kind === 'path' ? (explained.peek() as { at: number }).at : undefined);
  return {
    explained,
    path,
    toggleKnot: (knot, step) => {
      const key = keyOf(knot);
      if (isShown(explained.peek(), key)) return show(undefined, undefined);
      batch(() => {
        viewStep(store, step);
        store.process.value = store.recording.peek().lanes[knot.links[knot.culprit]!.lane]!.process;
        show({ kind: 'knot', key }, emphasisOfKnot(store.recording.peek(), knot, step));
      });
    },
    togglePath: () => {
      if (now() !== undefined) return show(undefined, undefined);
      const found = findPath();
      if (found.spans.length === 0) return announce(store, t('There is no critical path yet.'));
      show({ kind: 'path', at: -1 }, emphasisOfPath(found, -1));
    },
    alongPath: (by) => toSpan((now() ?? (by > 0 ? -1 : Number.POSITIVE_INFINITY)) + by),
    toSpan,
    refresh: ({ hangs }) => {
      const { value } = explained;
      if (value?.kind === 'path') return show(value, emphasisOfPath(findPath(), value.at));
      const hang = value && hangs.find(({ knot }) => keyOf(knot) === value.key);
      if (hang) show(value, emphasisOfKnot(store.recording.peek(), hang.knot, hang.step));
    },
    forget: () => {
      path.value = undefined;
      show(undefined, undefined);
    },
  };
}

export const isShown = (explained: Explained | undefined, key: string): boolean =>
  explained?.kind === 'knot' && explained.key === key;
