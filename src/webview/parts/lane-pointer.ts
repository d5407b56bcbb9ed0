/** What mouse, pen and fingers do in the lanes: point, choose, pan, pinch, and with Shift choose a stretch to zoom to. */
import type { Signal } from '@preact/signals';
import { fromX, panned, zoomed } from '../layout/axis.js';
import type { Hit } from '../layout/hit.js';
import { stepAtPlace } from '../layout/picture.js';
import type { Hover } from '../paint/scene.js';
import type { Panel } from '../panel.js';
import { viewStep } from '../store.js';

interface Drag {
  kind: 'pan' | 'choose';
  fromX: number;
  fromY: number;
  range: readonly [number, number];
  scrollTop: number;
  moved: boolean;
}

type Find = (x: number, y: number) => Hit | undefined;

/** The handlers of the lanes' element. */
export function lanePointer(panel: Panel, hover: Signal<Hover>, find: Find) {
  const fingers = held.get(panel) ?? { points: new Map<number, number>(), drag: undefined };
  held.set(panel, fingers);
  return {
    onPointerDown: (event: PointerEvent) => down(panel, fingers, event),
    onPointerMove: (event: PointerEvent) => move(panel, fingers, hover, find, event),
    onPointerUp: (event: PointerEvent) => up(panel, fingers, hover, find, event),
    onPointerCancel: (event: PointerEvent) => {
      fingers.points.delete(event.pointerId);
      fingers.drag = undefined;
    },
    onPointerLeave: () => {
      hover.value = { hit: undefined, chosen: undefined, x: 0, y: 0 };
    },
    onDblClick: (event: MouseEvent) => {
      const at = fromX(panel.derived.picture.peek().axis, placeOf(event).x);
      panel.store.range.value = zoomed(panel.derived.range.peek(), at, 0.35, panel.derived.limits.peek());
    },
  };
}

interface Fingers {
  points: Map<number, number>;
  drag: Drag | undefined;
}

/** The component renders anew at each change; what is held down must outlive that. */
const held = new WeakMap<Panel, Fingers>();

function placeOf(event: MouseEvent): { x: number; y: number } {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function down({ derived }: Panel, fingers: Fingers, event: PointerEvent): void {
  if (event.button !== 0) return;
  const el = event.currentTarget as HTMLElement;
  el.setPointerCapture(event.pointerId);
  const { x } = placeOf(event);
  fingers.points.set(event.pointerId, x);
  fingers.drag = {
    kind: event.shiftKey ? 'choose' : 'pan',
    fromX: event.clientX,
    fromY: event.clientY,
    range: derived.range.peek(),
    scrollTop: el.closest('.lanes-scroll')?.scrollTop ?? 0,
    moved: false,
  };
}

function move(panel: Panel, fingers: Fingers, hover: Signal<Hover>, find: Find, event: PointerEvent): void {
  const { x, y } = placeOf(event);
  const { drag } = fingers;
  if (!drag) {
    hover.value = { hit: find(x, y), chosen: undefined, x, y };
    return;
  }
  if (fingers.points.size === 2) {
    pinch(panel, fingers, event.pointerId, x);
    return;
  }
  if (Math.hypot(event.clientX - drag.fromX, event.clientY - drag.fromY) > 4) drag.moved = true;
  if (!drag.moved) return;
  if (drag.kind === 'choose') {
    const start = x - (event.clientX - drag.fromX);
    hover.value = { hit: undefined, chosen: [Math.min(start, x), Math.max(start, x)], x, y };
  } else pan(panel, drag, event);
}

function pan({ store, derived }: Panel, drag: Drag, event: PointerEvent): void {
  const { axis } = derived.picture.peek();
  const by = ((drag.fromX - event.clientX) / axis.width) * (drag.range[1] - drag.range[0]);
  store.range.value = panned(drag.range, by, derived.limits.peek());
  const scroller = (event.currentTarget as HTMLElement).closest('.lanes-scroll');
  if (scroller) scroller.scrollTop = drag.scrollTop + drag.fromY - event.clientY;
}

/** Two fingers: what was under each stays under it, as far as both can be had. */
function pinch({ store, derived }: Panel, fingers: Fingers, id: number, x: number): void {
  const before = fingers.points.get(id);
  const [, other] = [...fingers.points].find(([key]) => key !== id) ?? [];
  if (before === undefined || other === undefined || Math.abs(x - other) < 8) return;
  fingers.points.set(id, x);
  if (fingers.drag) fingers.drag.moved = true;
  const { axis } = derived.picture.peek();
  const factor = Math.abs(before - other) / Math.abs(x - other);
  store.range.value = zoomed(derived.range.peek(), fromX(axis, other), factor, derived.limits.peek());
}

function up(panel: Panel, fingers: Fingers, hover: Signal<Hover>, find: Find, event: PointerEvent): void {
  fingers.points.delete(event.pointerId);
  const { drag } = fingers;
  if (fingers.points.size > 0) return;
  fingers.drag = undefined;
  const { x, y } = placeOf(event);
  if (!drag) return;
  if (!drag.moved) {
    choose(panel, find(x, y), x);
    return;
  }
  const chosen = hover.value.chosen;
  if (drag.kind !== 'choose' || !chosen) return;
  const { axis } = panel.derived.picture.peek();
  panel.store.range.value = [fromX(axis, chosen[0]), fromX(axis, Math.max(chosen[1], chosen[0] + 2))];
  hover.value = { hit: undefined, chosen: undefined, x, y };
}

/** A click: go to the message or the event; on a lane, select it and go to that moment. */
function choose({ store, derived }: Panel, hit: Hit | undefined, x: number): void {
  const { recording, scale, axis } = derived.picture.peek();
  if (hit?.kind === 'lane') store.process.value = hit.process;
  viewStep(store, stepOfHit() ?? stepAtPlace(recording, scale, fromX(axis, x)));

  function stepOfHit(): number | undefined {
    if (hit?.kind === 'event') return hit.step;
    if (hit?.kind !== 'message') return undefined;
    const send = recording.messages.sendStep(hit.message);
    return send >= 0 ? send : recording.messages.receiveStep(hit.message);
  }
}
