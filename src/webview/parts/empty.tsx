/** What is shown while there is no picture: waiting, loading, or why it cannot be opened and what to do now. */
import { bytes } from '../format.js';
import { usePanel } from '../panel.js';
import type { Phase } from '../store.js';
import { t } from '../strings.js';
import { Icon } from './icon.js';

export function Empty() {
  const { store } = usePanel();
  const phase = store.phase.value;
  return <div class="empty">{contentOf(phase)}</div>;
}

function contentOf(phase: Phase) {
  switch (phase.kind) {
    case 'waiting':
      return <p>{t('No recording is open. Open a script that starts processes and choose Run with Process View.')}</p>;
    case 'loading':
      return <Loading {...phase} />;
    case 'problem':
      return <Failed {...phase} />;
    case 'ready':
      return null;
  }
}

function Loading({ bytes: read, size }: { bytes: number; size: number | undefined }) {
  const text = read === 0 ? t('Waiting for the first event…') : t('Reading the recording: {0}', bytes(read));
  return (
    <>
      <progress aria-label={t('Reading the recording')} {...(size ? { value: read, max: size } : {})} />
      <p>{text}</p>
    </>
  );
}

function Failed({ message, fix }: { message: string; fix?: string }) {
  const { store, host } = usePanel();
  return (
    <div role="alert" class="empty">
      <Icon name="error" class="bad" />
      <h2>{t('This recording cannot be shown')}</h2>
      <p>{message}</p>
      {fix && <p>{fix}</p>}
      {store.can.value.has('log') && (
        <button type="button" class="primary" onClick={() => host.send({ type: 'action', action: 'log' })}>
          {t('Show log')}
        </button>
      )}
    </div>
  );
}
