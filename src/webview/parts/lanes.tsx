/** The lanes' two canvases: the picture, and over it what moves often; with mouse, touch and wheel. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Hit, hitAt } from '../layout/hit.js';
import { lazyPart } from '../lazy.js';
import { paintWhenChanged } from '../paint/paint-loop.js';
import { type Hover, paintScene, paintTop, type Scene } from '../paint/scene.js';
import { surfaceOf } from '../paint/surface.js';
import { type Panel, usePanel } from '../panel.js';
import { lanePointer } from './lane-pointer.js';
import { wheel } from './ruler-and-map.js';
import { useResize } from './use-resize.js';

const Tooltip = lazyPart(() => import('../later.js').then((parts) => parts.Tooltip));

export function Lanes() {
  const panel = usePanel();
  const { store, derived } = panel;
  const box = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);
  const scene = useRef<Scene>({ arrows: [], dense: false });
  const hover = useSignal<Hover>({ hit: undefined, chosen: undefined, x: 0, y: 0 });
  useResize(box, () => {
    const width = box.current!.clientWidth;
    if (width !== store.viewport.value.width) store.viewport.value = { ...store.viewport.value, width };
  });
  useEffect(() => {
    const stops = [
      paintWhenChanged(base.current!, (canvas) => {
        const surface = surfaceOf(canvas);
        if (!surface) return;
        scene.current = paintScene(surface, panel);
        store.dense.value = scene.current.dense;
      }),
      paintWhenChanged(top.current!, (canvas) => {
        const surface = surfaceOf(canvas);
        if (surface) paintTop(surface, panel, hover.value);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  useWheel(panel, box);
  const hit = (x: number, y: number): Hit | undefined => hitAt(derived.picture.peek(), scene.current.arrows, x, y);
  const pointer = lanePointer(panel, hover, hit);
  return (
    <div class="lanes" ref={box} {...pointer}>
      <canvas ref={base} aria-hidden="true" />
      <canvas ref={top} aria-hidden="true" />
      <Tooltip hover={hover.value} />
    </div>
  );
}

/** Not through Preact: the listener must be able to keep the page from scrolling. */
function useWheel(panel: Panel, box: { current: HTMLDivElement | null }): void {
  useEffect(() => {
    const el = box.current!;
    const turn = (event: WheelEvent) => {
      const { rows, rowHeight } = panel.derived;
      const overflow = rows.peek().rows.length * rowHeight.peek() > panel.store.viewport.peek().height + 1;
      wheel(panel, event, overflow);
    };
    el.addEventListener('wheel', turn, { passive: false });
    return () => el.removeEventListener('wheel', turn);
  }, []);
}
