/** What stands under the picture: the log; in a narrow panel, with the details and the state as further tabs. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { count } from '../format.js';
import { usePanel } from '../panel.js';
import type { Tab } from '../store.js';
import { t } from '../strings.js';
import { Tabs } from './controls.js';
import { DetailsView, StateView } from './inspector.js';
import { Log } from './log.js';
import { LogKinds } from './log-kinds.js';

export function Below() {
  const { store, derived } = usePanel();
  const box = useRef<HTMLDivElement>(null);
  const height = store.sizes.value.log;
  useLayoutEffect(
    () => box.current?.style.setProperty('height', `min(${height}px, max(36vh, 100vh - 330px))`),
    [height],
  );
  const tab = store.narrow.value ? store.tab.value : 'log';
  const tabs: { id: Tab; text: string }[] = [
    { id: 'log', text: t('Log') },
    { id: 'details', text: t('Details') },
    { id: 'state', text: t('State') },
  ];
  return (
    <section class="below" ref={box} aria-label={t('Log and details')}>
      <Tabs
        label={t('Log and details')}
        tabs={store.narrow.value ? tabs : tabs.slice(0, 1)}
        current={tab}
        choose={(id) => {
          store.tab.value = id;
        }}
        controls="below-content"
      >
        {tab === 'log' && <LogKinds />}
        {tab === 'log' && <span class="dim">{t('{0} rows', count(derived.logSteps.value.length))}</span>}
      </Tabs>
      <div class="below-content" id="below-content" role="tabpanel" aria-label={tabs.find((x) => x.id === tab)!.text}>
        {tab === 'log' && <Log />}
        {tab === 'details' && <DetailsView />}
        {tab === 'state' && <StateView />}
      </div>
    </section>
  );
}
