/** The messages as arrows: from the sender's lane when it was sent to the receiver's when it was received; the slope is the latency. */
import type { Arrow } from '../layout/arrows.js';
import type { Surface } from './surface.js';
import type { Theme } from './theme.js';

export interface ArrowStyle {
  theme: Theme;
  /** What is neither past nor future of the step of which the causes are shown. */
  faded(arrow: Arrow): boolean;
  selected(arrow: Arrow): boolean;
}

export function paintArrows({ context }: Surface, arrows: readonly Arrow[], style: ArrowStyle): void {
  const busy = arrows.length > 120;
  for (const arrow of arrows) {
    const selected = style.selected(arrow);
    context.globalAlpha = style.faded(arrow) ? 0.14 : selected ? 1 : busy ? 0.55 : 0.9;
    context.strokeStyle = context.fillStyle = arrow.fate === 'lost' ? style.theme.bad : style.theme.arrow;
    context.lineWidth = selected ? 2.5 : busy ? 1 : 1.25;
    paintArrow(context, arrow, busy && !selected);
  }
  context.globalAlpha = 1;
}

function paintArrow(context: CanvasRenderingContext2D, arrow: Arrow, busy: boolean): void {
  const { x1, y1, x2, y2 } = arrow;
  context.setLineDash(arrow.fate === 'received' ? [] : [4, 3]);
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
  context.setLineDash([]);
  dot(context, x1, y1, busy ? 1.5 : 2.25);
  if (arrow.fate === 'received') head(context, arrow, busy ? 5 : 7);
  else if (arrow.fate === 'lost') crossed(context, x2, y2);
  else ring(context, x2, y2);
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** An open end: sent, and not received yet. */
function ring(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.stroke();
}

/** A crossed end: it never arrived. */
function crossed(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  for (const side of [-1, 1]) {
    context.moveTo(x - 4, y - 4 * side);
    context.lineTo(x + 4, y + 4 * side);
  }
  context.stroke();
}

function head(context: CanvasRenderingContext2D, { x1, y1, x2, y2 }: Arrow, size: number): void {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - ux * size, y2 - uy * size];
  context.beginPath();
  context.moveTo(x2, y2);
  context.lineTo(bx - uy * size * 0.42, by + ux * size * 0.42);
  context.lineTo(bx + uy * size * 0.42, by - ux * size * 0.42);
  context.fill();
}

/** A short text on an arrow where there is room for it. */
export function paintArrowLabels(
  surface: Surface,
  arrows: readonly Arrow[],
  theme: Theme,
  label: (arrow: Arrow) => string,
  /** How far from the middle of a lane a label is clear of its bar. */
  clear: number,
): void {
  const { context } = surface;
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'start';
  const taken: { x: number; y: number; end: number }[] = [];
  for (const arrow of arrows) {
    const [x, y] = besideSender(arrow, clear);
    const text = label(arrow);
    if (!text) continue;
    const end = x + context.measureText(text).width + 6;
    if (end > surface.width || taken.some((t) => Math.abs(t.y - y) < 14 && t.x < end && x < t.end)) continue;
    taken.push({ x, y, end });
    context.fillStyle = theme.background;
    context.globalAlpha = 0.82;
    context.fillRect(x - 2, y - 7, end - x, 14);
    context.globalAlpha = 1;
    context.fillStyle = theme.foreground;
    context.fillText(text, x, y + 0.5);
  }
}

/** In the gap beside the sender's lane, on the side to which the arrow goes, where the arrow has come to by then. */
function besideSender({ x1, y1, x2, y2 }: Arrow, clear: number): [number, number] {
  const down = y2 >= y1 ? 1 : -1;
  const share = y1 === y2 ? 0 : clear / Math.abs(y2 - y1);
  return [x1 + (x2 - x1) * Math.min(share, 1) + 5, y1 + down * clear];
}
