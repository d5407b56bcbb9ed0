/** The minimap and the ruler: the one moves the window over the run, the other the playhead through it. */
import { computed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Axis, fromX, panned, type Range, zoomed } from '../layout/axis.js';
import { placeOfStep, stepAtPlace } from '../layout/picture.js';
import { type Head, MINIMAP_HEIGHT, paintHead, paintPlace } from '../paint/head.js';
import { paintWhenChanged } from '../paint/paint-loop.js';
import { surfaceOf, surfaceOfSize } from '../paint/surface.js';
import { theme } from '../paint/theme.js';
import { type Panel, usePanel } from '../panel.js';
import { viewStep } from '../store.js';
import { wheelIntent } from './wheel.js';

export function RulerAndMap() {
  const panel = usePanel();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<'map' | 'ruler' | undefined>(undefined);
  useEffect(() => paintWhenChanged(canvas.current!, painter(panel)), []);
  const move = (event: PointerEvent) => {
    const x = event.clientX - canvas.current!.getBoundingClientRect().left;
    if (drag.current === 'map') centre(panel, canvas.current!.clientWidth, x);
    else if (drag.current === 'ruler') scrub(panel, x);
  };
  return (
    <div class="timeline-head">
      <canvas
        ref={canvas}
        aria-hidden="true"
        onPointerDown={(e) => {
          e.currentTarget.setPointerCapture(e.pointerId);
          const y = e.clientY - e.currentTarget.getBoundingClientRect().top;
          drag.current = y < MINIMAP_HEIGHT + 2 ? 'map' : 'ruler';
          move(e);
        }}
        onPointerMove={move}
        onPointerUp={() => {
          drag.current = undefined;
        }}
        onWheel={(e) => wheel(panel, e)}
      />
    </div>
  );
}

/** What is the same from step to step is painted once and kept: at each step only the place is another. */
function painter(panel: Panel): (canvas: HTMLCanvasElement) => void {
  const head = computed(() => headOf(panel));
  const kept = document.createElement('canvas');
  let painted: unknown[] = [];
  return (canvas) => {
    const [now, colours, step] = [head.value, theme.value, panel.store.step.value];
    const surface = surfaceOf(canvas);
    if (!surface) return;
    const { context, width, height, ratio } = surface;
    const wanted = [now, colours, width, height, ratio];
    if (wanted.some((value, i) => value !== painted[i])) paintHead(surfaceOfSize(kept, width, height)!, now, colours);
    painted = wanted;
    context.drawImage(kept, 0, 0, width, height);
    if (step >= 0) paintPlace(surface, now, placeOfStep(panel.store.recording.value, now.scale, step), colours);
  };
}

function headOf({ derived }: Panel): Head {
  const { axis, scale, recording } = derived.sheet.value;
  const { start, end } = derived.limits.value;
  const errors = derived.errors.value.map((step) => placeOfStep(recording, scale, step));
  return { axis, scale, whole: [start, end], activity: derived.activity.value, errors };
}

/** Bring the window's middle to a place of the minimap. */
function centre({ store, derived }: Panel, width: number, x: number): void {
  const { start, end } = derived.limits.peek();
  const whole: Axis = { from: start, to: end, width };
  const [from, to] = derived.range.peek();
  store.range.value = panned([from, to], fromX(whole, x) - (from + to) / 2, derived.limits.peek());
}

/** Move the playhead to a place of the ruler. */
export function scrub({ store, derived }: Panel, x: number): void {
  const { axis, scale, recording } = derived.picture.peek();
  viewStep(store, stepAtPlace(recording, scale, fromX(axis, x)));
}

/** Zoom or pan as the wheel says; true if it did. */
export function wheel({ store, derived }: Panel, event: WheelEvent, rowsOverflow = false): boolean {
  const intent = wheelIntent(event, rowsOverflow);
  if (intent.kind === 'scroll') return false;
  event.preventDefault();
  const { axis } = derived.picture.peek();
  const limits = derived.limits.peek();
  const range: Range = derived.range.peek();
  const x = event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left;
  store.range.value =
    intent.kind === 'zoom'
      ? zoomed(range, fromX(axis, x), intent.factor, limits)
      : panned(range, (intent.pixels / axis.width) * (range[1] - range[0]), limits);
  return true;
}
