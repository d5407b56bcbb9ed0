/** The lanes: the picture, drawn from tiles, and over it what changes often; with mouse, touch and wheel. */
import { computed, type Signal, signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Hit, hitAt } from '../layout/hit.js';
import { lazyPart } from '../lazy.js';
import { paintWhenChanged } from '../paint/paint-loop.js';
import { type Hover, paintTop, type Scene, sceneOf } from '../paint/scene.js';
import { surfaceOf } from '../paint/surface.js';
import { Tiles } from '../paint/tiles.js';
import { type Panel, usePanel } from '../panel.js';
import { lanePointer } from './lane-pointer.js';
import { wheel } from './ruler-and-map.js';
import { useResize } from './use-resize.js';
import { whenStill } from './when-still.js';

const Tooltip = lazyPart(() => import('../later.js').then((parts) => parts.Tooltip));

export function Lanes() {
  const panel = usePanel();
  const { store, derived } = panel;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<Scene | undefined>(undefined);
  const hover = useSignal<Hover>({ hit: undefined, chosen: undefined, x: 0, y: 0 });
  useResize(box, () => {
    const width = box.current!.clientWidth;
    if (width !== store.viewport.value.width) store.viewport.value = { ...store.viewport.value, width };
  });
  useEffect(() => paintLanes(panel, canvas.current!, hover, scene), []);
  useWheel(panel, box);
  const hit = (x: number, y: number): Hit | undefined =>
    hitAt(derived.sheet.peek(), scene.current?.arrows ?? [], x, y + store.viewport.peek().scrollTop);
  const pointer = lanePointer(panel, hover, hit);
  return (
    <div class="lanes" ref={box} {...pointer}>
      <canvas ref={canvas} aria-hidden="true" />
      <Tooltip hover={hover.value} />
    </div>
  );
}

/** Keeps the canvas up to the state; returns how to stop. */
function paintLanes(
  panel: Panel,
  canvas: HTMLCanvasElement,
  hover: Signal<Hover>,
  shown: { current?: Scene | undefined },
) {
  const { viewport, dense } = panel.store;
  const scene = computed(() => sceneOf(panel));
  const tiles = new Tiles();
  // Counted on where a frame has not finished the picture: then there is another.
  const unfinished = signal(0);
  const ahead = whenStill(() => {
    const { scrollTop, height } = viewport.peek();
    return tiles.ahead({ scene: scene.peek(), scrollTop, height });
  });
  const stop = paintWhenChanged(canvas, () => {
    void unfinished.value;
    const surface = surfaceOf(canvas);
    const { scrollTop, height } = viewport.value;
    if (!surface || height === 0) return;
    shown.current = scene.value;
    const whole = tiles.draw(surface, { scene: scene.value, scrollTop, height }, PAINT_MS);
    paintTop(surface, panel, hover.value);
    dense.value = scene.value.dense;
    if (!whole) queueMicrotask(() => unfinished.value++);
    ahead.begin();
  });
  return () => {
    ahead.stop();
    stop();
  };
}

/** What of a frame painting may take before the rest is put off to the next; the browser's own drawing takes as long again. */
const PAINT_MS = 4;

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
