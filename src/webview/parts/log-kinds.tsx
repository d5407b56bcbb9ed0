/** What the log shows: everything, everything but the samples, or a row per message. */
import { usePanel } from '../panel.js';
import { t } from '../strings.js';

export function LogKinds() {
  const { kinds } = usePanel().store;
  const choices = [
    { id: 'all', text: t('All'), title: t('Every event, with the samples of CPU and memory') },
    { id: 'events', text: t('Events'), title: t('Every event but the samples') },
    { id: 'messages', text: t('Messages'), title: t('One row for each message') },
  ] as const;
  return (
    <div class="group" role="radiogroup" aria-label={t('What the log shows')}>
      {choices.map(({ id, text, title }) => (
        <button
          key={id}
          type="button"
          role="radio"
          title={title}
          aria-checked={kinds.value === id}
          onClick={() => {
            kinds.value = id;
          }}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
