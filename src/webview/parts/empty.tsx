/** What is shown while there is no picture: waiting, loading, or why it cannot be opened and what to do now. */
import { bytes } from '../format.js';
import { lazyPart } from '../lazy.js';
import { usePanel } from '../panel.js';
import type { Phase } from '../store.js';
import { t } from '../strings.js';

const Failed = lazyPart(() => import('./body.js').then((parts) => parts.Failed));

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
