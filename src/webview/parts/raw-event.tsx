/** The event as it stands in the recording, folded: its place in the raw log. */

import { count } from '../format.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { shown } from './payload.js';

export function RawEvent({ step }: { step: number }) {
  const recording = usePanel().store.recording.value;
  return (
    <details class="raw">
      <summary>{t('Raw event, {0} to arrive', count(recording.rowOf(step) + 1))}</summary>
      <div class="payload">{shown(JSON.stringify(recording.event(step), null, 1))}</div>
    </details>
  );
}
