/** What stands in the inspector, or in a narrow panel under the picture. */
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { EventDetails } from './event-details.js';
import { ProcessDetails } from './process-details.js';
import { ProgramState } from './program-state.js';

export function DetailsView() {
  const { store } = usePanel();
  return (
    <div class="inspector-body" tabIndex={0}>
      {store.step.value >= 0 && <EventDetails step={store.step.value} />}
      {store.process.value >= 0 && store.process.value < store.recording.value.processes.length && (
        <ProcessDetails index={store.process.value} />
      )}
      {store.step.value < 0 && store.process.value < 0 && (
        <p class="dim">{t('Step forward, or choose an event or a process.')}</p>
      )}
    </div>
  );
}

export function StateView() {
  return (
    <div class="inspector-body" tabIndex={0}>
      <ProgramState />
    </div>
  );
}
