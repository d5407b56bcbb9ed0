/** Whether the log shows every event, or a row per message. */
import { usePanel } from '../panel.js';
import { t } from '../strings.js';

export function LogKinds() {
  const { kinds } = usePanel().store;
  const choices = [
    { id: 'all', text: t('All events') },
    { id: 'messages', text: t('Messages') },
  ] as const;
  return (
    <div class="group" role="radiogroup" aria-label={t('What the log shows')}>
      {choices.map(({ id, text }) => (
        <button
          key={id}
          type="button"
          role="radio"
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
