/** A log without a row says why, and what to do. */
import { usePanel } from '../panel.js';
import { t } from '../strings.js';

export function EmptyLog() {
  const { store, run } = usePanel();
  const filtered = store.filter.value.trim() !== '';
  if (filtered)
    return (
      <div class="empty">
        <p>{t('The filter leaves no event.')}</p>
        <button type="button" class="primary" onClick={() => run('clear')}>
          {t('Clear the filter')}
        </button>
      </div>
    );
  if (store.kinds.value === 'messages')
    return (
      <div class="empty">
        <p>{store.live.value ? t('No messages yet.') : t('This run sent no messages.')}</p>
        <p>
          {t(
            'Processes talk by process.send, by a worker’s postMessage, or by a Queue or Pipe of process-view/multiprocessing.',
          )}
        </p>
      </div>
    );
  return (
    <div class="empty">
      <p>{t('No events yet.')}</p>
    </div>
  );
}
