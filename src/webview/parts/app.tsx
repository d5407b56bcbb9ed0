/** The whole panel: where the parts stand, and which of them are there when there is nothing to show. */
import { useEffect, useRef } from 'preact/hooks';
import { Compare } from '../compare/lazy.js';
import { lazyPart } from '../lazy.js';
import { usePanel } from '../panel.js';
import { Empty } from './empty.js';
import { useResize } from './use-resize.js';

const body = () => import('./body.js');
const Body = lazyPart(() => body().then((parts) => parts.Body));
const Notices = lazyPart(() => body().then((parts) => parts.Notices));
const Toolbar = lazyPart(() => body().then((parts) => parts.Toolbar));

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
    store.compact.value = store.other.value !== undefined || width - side < COMPACT;
  };
  useResize(panel, measure);
  useEffect(measure, [store.inspector.value, store.sizes.value.details, store.other.value]);
  return (
    <main class={`panel ${store.narrow.value ? 'narrow' : 'wide'} ${store.compact.value ? 'compact' : ''}`} ref={panel}>
      <h1 class="visually-hidden">{store.title.value || 'Process View'}</h1>
      <Toolbar />
      <Notices />
      <Content />
      <LiveRegion />
    </main>
  );
}

function Content() {
  const { phase, other } = usePanel().store;
  if (phase.value.kind !== 'ready') return <Empty />;
  return other.value ? <Compare /> : <Body />;
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
