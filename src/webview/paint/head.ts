/** Above the lanes: the minimap of the whole run with the window that is in sight, and the ruler. */
import { count, duration } from '../format.js';
import { type Axis, niceTicks, type Range, toX } from '../layout/axis.js';
import type { ScaleName } from '../layout/picture.js';
import type { Surface } from './surface.js';
import type { Theme } from './theme.js';

export const MINIMAP_HEIGHT = 18;

export interface Head {
  axis: Axis;
  scale: ScaleName;
  whole: Range;
  /** How much happened in each of equal stretches of the whole run. */
  activity: ArrayLike<number>;
  /** Where errors are, on the axis. */
  errors: readonly number[];
}

export function paintHead(surface: Surface, head: Head, theme: Theme): void {
  paintMinimap(surface, head, theme);
  paintRuler(surface, head, theme);
}

/** Where the step is, in both. */
export function paintPlace(surface: Surface, head: Head, place: number, theme: Theme): void {
  const { context, width } = surface;
  const [from, to] = head.whole;
  context.fillStyle = theme.accent;
  context.fillRect(toX({ from, to, width }, place) - 0.5, 0, 1, MINIMAP_HEIGHT);
  paintHandle(surface, head, place, theme);
}

function paintMinimap({ context, width }: Surface, { axis, whole, activity, errors }: Head, theme: Theme): void {
  const map: Axis = { from: whole[0], to: whole[1], width };
  const most = Math.log1p(highest(activity));
  context.fillStyle = theme.dim;
  context.globalAlpha = 0.55;
  for (let i = 0; i < activity.length; i++) {
    const high = most === 0 ? 0 : (Math.log1p(activity[i]!) / most) * (MINIMAP_HEIGHT - 4);
    context.fillRect((i / activity.length) * width, MINIMAP_HEIGHT - high, Math.ceil(width / activity.length), high);
  }
  context.globalAlpha = 1;
  context.fillStyle = theme.bad;
  for (const error of errors) context.fillRect(toX(map, error) - 1, 0, 2, MINIMAP_HEIGHT);
  paintWindow(context, toX(map, axis.from), toX(map, axis.to), width, theme);
}

function paintWindow(context: CanvasRenderingContext2D, from: number, to: number, width: number, theme: Theme): void {
  const [left, right] = [Math.max(from, 0), Math.min(to, width)];
  context.fillStyle = theme.background;
  context.globalAlpha = 0.6;
  context.fillRect(0, 0, left, MINIMAP_HEIGHT);
  context.fillRect(right, 0, width - right, MINIMAP_HEIGHT);
  context.globalAlpha = 1;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, 0.5, Math.max(right - left - 1, 2), MINIMAP_HEIGHT - 1);
}

function paintRuler({ context, width, height }: Surface, { axis, scale }: Head, theme: Theme): void {
  const { step, ticks } = niceTicks({ ...axis, width }, 90, scale === 'order' ? 1 : 1e-1);
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'start';
  for (const tick of ticks) {
    const x = Math.round(toX(axis, tick));
    context.fillStyle = theme.grid;
    context.fillRect(x, height - 8, 1, 8);
    context.fillStyle = theme.dim;
    context.fillText(tickText(tick, step, scale), x + 4, height - 6);
  }
}

/** All ticks of a ruler in one unit, with the digits that tell neighbours apart. */
export function tickText(tick: number, step: number, scale: ScaleName): string {
  if (scale === 'order') return count(tick + 1);
  if (tick === 0) return '0';
  const [size, unit] = step >= 1e5 ? [1e6, 's'] : step >= 100 ? [1e3, 'ms'] : [1, 'µs'];
  if (step >= 60e6) return duration(tick);
  const digits = Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9));
  return `${count(Number((tick / size).toFixed(digits)))} ${unit}`;
}

/** The playhead's grip, a pentagon that points down. */
function paintHandle({ context, height }: Surface, { axis }: Head, playhead: number, theme: Theme): void {
  const x = Math.round(toX(axis, playhead)) + 0.5;
  context.fillStyle = theme.accent;
  context.beginPath();
  context.moveTo(x - 5, height - 14);
  context.lineTo(x + 5, height - 14);
  context.lineTo(x + 5, height - 7);
  context.lineTo(x, height);
  context.lineTo(x - 5, height - 7);
  context.fill();
}

function highest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}
