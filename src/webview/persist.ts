/** The state that is kept: from the store to plain JSON and back. An older or a damaged one opens as far as it makes sense. */
import { batch } from '@preact/signals';
import type { PanelState } from './messages.js';
import { defaultColumns, defaultSizes, type Store, viewStep } from './store.js';

/** What to keep. Reads every signal it needs, so an effect around it runs when something has changed. */
export function stateOf(store: Store): PanelState {
  return {
    version: 1,
    ...(store.follow.value ? {} : { step: store.step.value }),
    ...(store.process.value >= 0 ? { process: store.process.value } : {}),
    filter: store.filter.value,
    scale: store.scale.value,
    ...(store.range.value ? { range: [...store.range.value] } : {}),
    folded: [...store.folded.value],
    threads: [...store.threads.value],
    follow: store.follow.value,
    causality: store.causality.value,
    details: store.inspector.value,
    tab: store.tab.value,
    below: store.below.value,
    kinds: store.kinds.value,
    speed: store.speed.value,
    columns: [...store.columns.value],
    sort: store.sort.value,
    sizes: store.sizes.value,
  };
}

/** Put a kept state back. The step is put back by {@link restoreStep} once the recording has been read so far. */
export function restoreView(store: Store, state: PanelState): void {
  batch(() => {
    store.process.value = state.process ?? -1;
    store.filter.value = state.filter ?? '';
    store.scale.value = state.scale === 'order' ? 'order' : 'time';
    store.range.value = validRange(state.range);
    store.folded.value = new Set(state.folded);
    store.threads.value = new Set(state.threads);
    store.causality.value = state.causality ?? false;
    store.inspector.value = state.details ?? true;
    store.tab.value = state.tab ?? 'log';
    store.below.value = state.below === 'channels' ? 'channels' : 'log';
    store.kinds.value = state.kinds ?? 'events';
    store.speed.value = state.speed ?? 1;
    store.columns.value = state.columns?.length ? state.columns : defaultColumns;
    store.sort.value = state.sort ?? { column: 'step', descending: false };
    store.sizes.value = { ...defaultSizes, ...state.sizes };
  });
}

/** View the kept step, if the recording has it by now; true when there is no more to do. */
export function restoreStep(store: Store, { step }: PanelState): boolean {
  if (step === undefined) return true;
  if (step >= store.recording.value.length) return false;
  viewStep(store, step);
  return true;
}

function validRange(range: PanelState['range']): [number, number] | undefined {
  if (!range || !Number.isFinite(range[0]) || !Number.isFinite(range[1]) || range[1] <= range[0]) return undefined;
  return [range[0], range[1]];
}
