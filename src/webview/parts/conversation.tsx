/** What was said on the same channel between the same two, before and after. */
import { useMemo } from 'preact/hooks';
import { laneName, previewOf } from '../describe.js';
import { conversationAround } from '../layout/conversation.js';
import { usePanel } from '../panel.js';
import { viewStep } from '../store.js';
import { t } from '../strings.js';

const AROUND = 4;

export function Conversation({ step }: { step: number }) {
  const { store } = usePanel();
  const recording = store.recording.value;
  const message = recording.message(step);
  const steps = useMemo(() => conversationAround(recording, message, AROUND), [recording.version, message]);
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
