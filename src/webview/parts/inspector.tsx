/** The inspector: details of what is selected, or the state of the whole program at the step. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Splitter, Tabs } from './controls.js';
import { EventDetails } from './event-details.js';
import { ProcessDetails } from './process-details.js';
import { ProgramState } from './program-state.js';

export function Inspector() {
  const { store } = usePanel();
  const box = useRef<HTMLElement>(null);
  const width = store.sizes.value.details;
  useLayoutEffect(() => box.current?.style.setProperty('--pv-inspector-width', `${width}px`), [width]);
  const tab = store.tab.value === 'state' ? 'state' : 'details';
  return (
    <aside class="inspector" ref={box} aria-label={t('Details')}>
      <Splitter
        label={t('Width of the details')}
        direction="vertical"
        value={width}
        least={220}
        most={Math.max(260, innerWidth - 420)}
        sense={-1}
        resize={(details) => {
          store.sizes.value = { ...store.sizes.value, details };
        }}
      />
      <Tabs
        label={t('Details')}
        tabs={[
          { id: 'details', text: t('Details') },
          { id: 'state', text: t('State') },
        ]}
        current={tab}
        choose={(id) => {
          store.tab.value = id;
        }}
        controls="inspector-content"
      />
      <div
        class="inspector-content"
        id="inspector-content"
        role="tabpanel"
        aria-label={tab === 'state' ? t('State') : t('Details')}
      >
        {tab === 'state' ? <StateView /> : <DetailsView />}
      </div>
    </aside>
  );
}

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
