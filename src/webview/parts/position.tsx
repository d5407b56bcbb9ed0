/** Where the stepper stands: `1,204 / 98,310` and the time; both can be typed into. */
import { useSignal } from '@preact/signals';
import { stepAtTime } from '../../recording/navigate.js';
import { count, moment } from '../format.js';
import { usePanel } from '../panel.js';
import { parseTime } from '../parse-time.js';
import { viewStep } from '../store.js';
import { t } from '../strings.js';

export function Position() {
  const { store } = usePanel();
  const { recording, version, step } = store;
  const length = version.value >= 0 ? recording.value.length : 0;
  const toStep = (text: string) => {
    const number = Number(text.replace(/[^\d]/g, ''));
    return text.trim() !== '' && Number.isFinite(number) ? number - 1 : undefined;
  };
  const toTime = (text: string) => {
    const time = parseTime(text);
    return time === undefined ? undefined : stepAtTime(recording.value, time);
  };
  return (
    <div class="position">
      <Typed class="step-input" label={t('Step')} shown={count(step.value + 1)} read={toStep} />
      <span class="dim">/ {count(length)}</span>
      <Typed class="time-input wide-only" label={t('Time')} shown={momentOf(step.value)} read={toTime} />
    </div>
  );

  function momentOf(at: number): string {
    return at < 0 ? '–' : moment(recording.value.time(at));
  }
}

interface TypedProps {
  class: string;
  label: string;
  shown: string;
  /** The step that the text means; undefined where it means none. */
  read(text: string): number | undefined;
}

function Typed({ class: name, label, shown, read }: TypedProps) {
  const { store } = usePanel();
  const draft = useSignal<string | undefined>(undefined);
  const wrong = draft.value !== undefined && read(draft.value) === undefined;
  const done = (apply: boolean) => {
    const step = draft.value === undefined ? undefined : read(draft.value);
    if (apply && step !== undefined) viewStep(store, step);
    draft.value = undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter') done(true);
    if (event.key === 'Escape') done(false);
  };
  return (
    <input
      type="text"
      class={name}
      aria-label={label}
      aria-invalid={wrong}
      title={label}
      value={draft.value ?? shown}
      onFocus={(e) => e.currentTarget.select()}
      onInput={(e) => {
        draft.value = e.currentTarget.value;
      }}
      onBlur={() => done(true)}
      onKeyDown={onKeyDown}
    />
  );
}
