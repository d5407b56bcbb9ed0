/** Why there is nothing to show, and what to do now. */
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Icon } from './icon.js';

export function Failed({ message, fix }: { message: string; fix?: string }) {
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
