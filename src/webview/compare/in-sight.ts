/** Brings the steps that two runs stand at into the stretch that both pictures show. */
import { panned } from '../layout/axis.js';
import { placeOfStep } from '../layout/picture.js';
import type { Panel } from '../panel.js';

/** Moved as far as needed; where one picture cannot hold both places, all is shown. */
export function bringIntoSight([first, second]: readonly [Panel, Panel]): void {
  const { range } = first.store;
  const shown = range.peek();
  const places = [first, second].flatMap(placeOf);
  if (!shown || places.length === 0) return;
  const [from, to] = [Math.min(...places), Math.max(...places)];
  if (from >= shown[0] && to <= shown[1]) return;
  const fits = to - from < shown[1] - shown[0];
  const by = (from + to) / 2 - (shown[0] + shown[1]) / 2;
  range.value = fits ? panned(shown, by, first.derived.limits.peek()) : undefined;
}

function placeOf({ store }: Panel): number[] {
  const step = store.step.peek();
  return step < 0 ? [] : [placeOfStep(store.recording.peek(), store.scale.peek(), step)];
}
