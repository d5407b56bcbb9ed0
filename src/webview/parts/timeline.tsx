/** The picture: ruler and minimap above, the tree at the left, the lanes at the right, scrolled together. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { count } from '../format.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Splitter } from './controls.js';
import { Lanes } from './lanes.js';
import { Legend } from './legend.js';
import { RulerAndMap } from './ruler-and-map.js';
import { scrollSoon } from './scroll-soon.js';
import { Tree } from './tree.js';
import { useResize } from './use-resize.js';

export function Timeline() {
  const { store } = usePanel();
  const section = useRef<HTMLElement>(null);
  const { sizes } = store;
  const width = store.narrow.value ? Math.min(sizes.value.tree, 142) : sizes.value.tree;
  useLayoutEffect(() => section.current?.style.setProperty('--pv-tree-width', `${width}px`), [width]);
  const size = programSize();
  return (
    <section
      class="timeline"
      ref={section}
      aria-label={store.side ? t('Picture of the second run') : t('Picture of the run')}
    >
      <div class="timeline-corner">
        <span class="ellipsis">{size === 1 ? t('1 process') : t('{0} processes', count(size))}</span>
      </div>
      <Splitter
        label={t('Width of the tree')}
        direction="vertical"
        value={width}
        least={80}
        most={480}
        sense={1}
        resize={(tree) => {
          sizes.value = { ...sizes.value, tree };
        }}
      />
      <RulerAndMap />
      <Scroller />
      <Legend />
    </section>
  );

  function programSize(): number {
    void store.version.value;
    return store.recording.value.processes.filter((p) => !p.collector).length;
  }
}

/** The rows scroll as one: the tree's elements and the canvas are both drawn for the same scrollTop. */
function Scroller() {
  const { store, derived } = usePanel();
  const scroller = useRef<HTMLDivElement>(null);
  const filler = useRef<HTMLDivElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const measure = () => {
    const el = scroller.current!;
    const { viewport } = store;
    const next = { width: viewport.value.width, height: el.clientHeight, scrollTop: el.scrollTop };
    if (next.height !== viewport.value.height || next.scrollTop !== viewport.value.scrollTop) viewport.value = next;
  };
  useResize(scroller, measure);
  const { height } = store.viewport.value;
  const full = Math.max(derived.rows.value.rows.length * derived.rowHeight.value, height);
  useLayoutEffect(() => {
    filler.current!.style.setProperty('height', `${full}px`);
    view.current!.style.setProperty('height', `${height}px`);
  }, [full, height]);
  useShowSelected(scroller);
  return (
    <div class="lanes-scroll" ref={scroller} onScroll={measure}>
      <div ref={filler}>
        <div class="lanes-view" ref={view}>
          <Tree />
          <Lanes />
        </div>
      </div>
    </div>
  );
}

/** Whoever is selected comes into sight; so does the lane of the step. */
function useShowSelected(scroller: { current: HTMLDivElement | null }): void {
  const { store, derived } = usePanel();
  const selected = store.process.value;
  const step = store.step.value;
  // Told at once, not when the browser does: the picture, the tree and the playhead change in one frame.
  const scrollTo = (el: HTMLElement, scrollTop: number) => {
    store.viewport.value = { ...store.viewport.peek(), scrollTop };
    scrollSoon(el, scrollTop);
  };
  const show = (row: number) => {
    const el = scroller.current;
    const tall = derived.rowHeight.peek();
    if (!el || row < 0) return;
    // What was seen last, as asking the element would lay out the page at each step.
    const { scrollTop, height } = store.viewport.peek();
    if (row * tall < scrollTop) scrollTo(el, row * tall);
    else if ((row + 1) * tall > scrollTop + height) scrollTo(el, (row + 1) * tall - height);
  };
  useLayoutEffect(() => show(derived.rows.peek().rows.findIndex((row) => row.process === selected)), [selected]);
  useLayoutEffect(() => {
    if (step < 0 || store.follow.peek()) return;
    show(derived.rows.peek().rowOfLane[store.recording.peek().lane(step)] ?? -1);
  }, [step]);
}
