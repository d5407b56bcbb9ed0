/** The inspector: details of what is selected, or the state of the whole program at the step. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { DiagnosisView } from '../insight/lazy.js';
import { lazyPart } from '../lazy.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Splitter, Tabs } from './controls.js';

export const DetailsView = lazyPart(() => import('../later.js').then((parts) => parts.DetailsView));
export const StateView = lazyPart(() => import('../later.js').then((parts) => parts.StateView));

export function Inspector() {
  const { store } = usePanel();
  const box = useRef<HTMLElement>(null);
  const width = store.sizes.value.details;
  useLayoutEffect(() => box.current?.style.setProperty('--pv-inspector-width', `${width}px`), [width]);
  const tab = store.tab.value === 'log' ? 'details' : store.tab.value;
  const tabs = [
    { id: 'details', text: t('Details') },
    { id: 'state', text: t('State') },
    { id: 'diagnosis', text: t('Diagnosis') },
  ] as const;
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
        tabs={[...tabs]}
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
        aria-label={tabs.find(({ id }) => id === tab)!.text}
      >
        {tab === 'details' && <DetailsView />}
        {tab === 'state' && <StateView />}
        {tab === 'diagnosis' && <DiagnosisView />}
      </div>
    </aside>
  );
}
