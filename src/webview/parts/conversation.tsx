/** What was said on the same channel between the same two, before and after. */
import { useMemo } from 'preact/hooks';
import { nextStep, type Recording } from '../../recording/index.js';
import { laneName, previewOf } from '../describe.js';
import { usePanel } from '../panel.js';
import { viewStep } from '../store.js';
import { t } from '../strings.js';

const AROUND = 4;

export function Conversation({ step }: { step: number }) {
  const { store } = usePanel();
  const recording = store.recording.value;
  const message = recording.message(step);
  const steps = useMemo(() => around(recording, step, message), [recording.version, step]);
  return (
    <>
      <h2>{t('Conversation')}</h2>
      <ol class="list conversation">
        {steps.map((at) => {
          const own = recording.message(at) === message;
          return (
            <li key={at}>
              <button
                type="button"
                class={`link ${own ? 'current' : ''}`}
                aria-current={own ? 'step' : undefined}
                onClick={() => viewStep(store, at)}
              >
                <span class="dim">{laneName(recording, recording.lane(at))}:</span>{' '}
                <span class="mono">{previewOf(recording, at).slice(0, 120) || recording.kind(at) || '…'}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** A few sends before and after. */
function around(recording: Recording, step: number, message: number): number[] {
  const before = collect(recording, step, -1, message);
  const after = collect(recording, step, 1, message);
  const self = recording.type(step) === 'send' ? [step] : [];
  return [...before.reverse(), ...self, ...after];
}

function collect(recording: Recording, from: number, direction: 1 | -1, message: number): number[] {
  const found: number[] = [];
  let at = from;
  // Receives are passed over: what was said is shown once, where it was said.
  for (let looked = 0; looked < AROUND * 4 && found.length < AROUND; looked++) {
    at = nextStep(recording, at, direction, { by: 'conversation', message });
    if (at < 0) break;
    if (recording.type(at) === 'send') found.push(at);
  }
  return found;
}
