/** What stands under the picture: the log; in a narrow panel, with the details and the state as further tabs. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { count } from '../format.js';
import { ChannelsView, DiagnosisView } from '../insight/lazy.js';
import { usePanel } from '../panel.js';
import type { Store } from '../store.js';
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
  const tab = tabOf(store);
  const rows = derived.logSteps.value.length;
  const tabs: { id: BelowTab; text: string }[] = [
    { id: 'log', text: t('Log') },
    { id: 'channels', text: t('Channels') },
    { id: 'details', text: t('Details') },
    { id: 'state', text: t('State') },
    { id: 'diagnosis', text: t('Diagnosis') },
  ];
  return (
    <section class="below" ref={box} aria-label={t('Log and details')}>
      <Tabs
        label={t('Log and details')}
        tabs={store.narrow.value ? tabs : tabs.slice(0, 2)}
        current={tab}
        choose={(id) => choose(store, id)}
        controls="below-content"
      >
        {tab === 'log' && <LogKinds />}
        {tab === 'log' && <span class="dim">{rows === 1 ? t('1 row') : t('{0} rows', count(rows))}</span>}
      </Tabs>
      <div class="below-content" id="below-content" role="tabpanel" aria-label={tabs.find((x) => x.id === tab)!.text}>
        {tab === 'log' && <Log />}
        {tab === 'channels' && <ChannelsView />}
        {tab === 'details' && <DetailsView />}
        {tab === 'state' && <StateView />}
        {tab === 'diagnosis' && <DiagnosisView />}
      </div>
    </section>
  );
}

type BelowTab = 'log' | 'channels' | 'details' | 'state' | 'diagnosis';

const tabOf = ({ narrow, tab, below }: Store): BelowTab =>
  narrow.value && tab.value !== 'log' ? tab.value : below.value;

/** In a narrow panel one strip has all tabs; what stands under a wide picture leaves the inspector as it is. */
function choose({ narrow, tab, below }: Store, id: BelowTab): void {
  if (id === 'log' || id === 'channels') {
    below.value = id;
    if (narrow.value) tab.value = 'log';
  } else tab.value = id;
}
