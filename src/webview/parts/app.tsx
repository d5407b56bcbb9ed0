/** The whole panel: where the parts stand, and which of them are there when there is nothing to show. */
import { useEffect, useRef } from 'preact/hooks';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Below } from './below.js';
import { Splitter } from './controls.js';
import { Empty } from './empty.js';
import { Inspector } from './inspector.js';
import { Notices } from './notices.js';
import { Timeline } from './timeline.js';
import { Toolbar } from './toolbar.js';
import { useResize } from './virtual-list.js';

/** Narrower than this there is no room for the inspector at the side. */
const NARROW = 760;
/** Narrower than this the log shows fewer columns: it is what the usual ones take. */
const COMPACT = 860;

export function App() {
  const { store } = usePanel();
  const panel = useRef<HTMLElement>(null);
  const measure = () => {
    const width = panel.current?.clientWidth ?? NARROW;
    const side = width >= NARROW && store.inspector.value ? store.sizes.value.details : 0;
    store.narrow.value = width < NARROW;
    store.compact.value = width - side < COMPACT;
  };
  useResize(panel, measure);
  useEffect(measure, [store.inspector.value, store.sizes.value.details]);
  return (
    <main class={`panel ${store.narrow.value ? 'narrow' : 'wide'} ${store.compact.value ? 'compact' : ''}`} ref={panel}>
      <h1 class="visually-hidden">{store.title.value || 'Process View'}</h1>
      <Toolbar />
      <Notices />
      {store.phase.value.kind === 'ready' ? <Body /> : <Empty />}
      <LiveRegion />
    </main>
  );
}

function Body() {
  const { store } = usePanel();
  const side = store.inspector.value && !store.narrow.value;
  const { sizes } = store;
  return (
    <div class={`panel-body ${side ? 'with-inspector' : ''}`}>
      <div class="panel-main">
        <Timeline />
        <Splitter
          label={t('Height of the log')}
          direction="horizontal"
          value={sizes.value.log}
          least={90}
          most={innerHeight - 240}
          sense={-1}
          resize={(log) => {
            sizes.value = { ...sizes.value, log };
          }}
        />
        <Below />
      </div>
      {side && <Inspector />}
    </div>
  );
}

/** What a screen reader says at each step; polite, so that quick stepping does not pile up. */
function LiveRegion() {
  const { store } = usePanel();
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {store.announcement.value}
    </div>
  );
}
