/** A mark for what a lane does at the step: a shape of its own for each state, so that colour is never the only cue. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { stateOfLane } from '../lane-state.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';

export function StateMark({ lane }: { lane: number }) {
  const { store, derived } = usePanel();
  // By itself, so that of many lanes only those are drawn again that do something else at the step.
  const found = useMemo(
    () => computed(() => stateOfLane(store.recording.value, derived.state.value, lane)),
    [store, derived, lane],
  );
  const state = found.value;
  return (
    <svg class={`state-dot mark-${state}`} viewBox="0 0 10 10" role="img" aria-label={stateNames()[state]}>
      {shapeOf(state)}
    </svg>
  );
}

export type MarkState =
  | 'unborn'
  | 'running'
  | 'blind'
  | 'join'
  | 'message'
  | 'full'
  | 'lock'
  | 'pool'
  | 'paused'
  | 'exited'
  | 'bad';

/** What each state is called. */
export const stateNames = (): Record<MarkState, string> => ({
  unborn: t('Not started yet'),
  running: t('Running'),
  blind: t('Seen from outside only'),
  join: t('Waits for a process to end'),
  message: t('Waits for a message'),
  full: t('Waits for room in a queue'),
  lock: t('Waits for a lock'),
  pool: t('Waits for a task'),
  paused: t('Paused by the debugger'),
  exited: t('Ended'),
  bad: t('Ended badly'),
});

export function shapeOf(state: MarkState) {
  switch (state) {
    case 'running':
      return <path d="M2 1l7 4-7 4z" />;
    case 'join':
      return <path d="M1 1h3v8H1zM6 1h3v8H6z" />;
    case 'message':
      return <path d="M0 2h10v6H0zm1 1l4 3 4-3z" fill-rule="evenodd" />;
    case 'full':
      return <path d="M1 7h8v2H1zM1 4h8v2H1zM1 1h8v2H1z" />;
    case 'lock':
      return <path d="M2 4V3a3 3 0 0 1 6 0v1h1v6H1V4zm1.500 0h3V3a1.500 1.500 0 0 0-3 0z" fill-rule="evenodd" />;
    case 'pool':
      return <path d="M1 1h3v3H1zM6 1h3v3H6zM1 6h3v3H1zM6 6h3v3H6z" />;
    case 'paused':
      return <path d="M1.500 1h2.500v8H1.500zM6 1h2.500v8H6z" />;
    case 'bad':
      return (
        <path d="M1 2.500L2.500 1 5 3.500 7.500 1 9 2.500 6.500 5 9 7.500 7.500 9 5 6.500 2.500 9 1 7.500 3.500 5z" />
      );
    case 'exited':
      return <path d="M1 1h8v8H1zm1.500 1.500v5h5v-5z" fill-rule="evenodd" />;
    case 'blind':
      return <path d="M5 0a5 5 0 1 1 0 10A5 5 0 0 1 5 0zm0 1.500a3.500 3.500 0 1 0 0 7z" fill-rule="evenodd" />;
    case 'unborn':
      return (
        <path
          d="M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8zm0 1.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600z"
          fill-rule="evenodd"
        />
      );
  }
}
