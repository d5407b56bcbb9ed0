/** Paints what an explanation lifts out of the picture: the rest goes pale, the spans stand in a frame, the hops are thick arrows. */
import type { EmphasisPlaces, HopPlace, SpanPlace } from '../layout/emphasis.js';
import type { Surface } from './surface.js';
import type { Theme } from './theme.js';

export interface EmphasisStyle {
  theme: Theme;
  fadeRest: boolean;
  /** Paints the lives again: inside the spans they stay as they were. */
  lives(): void;
}

export function paintEmphasis(surface: Surface, places: EmphasisPlaces, style: EmphasisStyle): void {
  const { context } = surface;
  if (style.fadeRest) fade(surface, places, style);
  context.strokeStyle = context.fillStyle = style.theme.emphasis;
  context.lineWidth = 2;
  for (const span of places.spans) frame(context, span);
  for (const hop of places.hops) arrow(context, hop);
  for (const { x, y } of places.events) ring(context, x, y);
  labels(surface, places.spans, style.theme);
}

/** Pale, but still to be read; the spans are painted again, in one clip. */
function fade({ context, width, height }: Surface, { spans }: EmphasisPlaces, { theme, lives }: EmphasisStyle): void {
  context.fillStyle = theme.background;
  context.globalAlpha = 0.66;
  context.fillRect(0, 0, width, height);
  context.globalAlpha = 1;
  if (spans.length === 0) return;
  context.save();
  context.beginPath();
  for (const { x, y, width: wide, height: high } of spans) context.rect(x, y, wide, high);
  context.clip();
  context.fillRect(0, 0, width, height);
  lives();
  context.restore();
}

function frame(context: CanvasRenderingContext2D, { x, y, width, height, waits }: SpanPlace): void {
  if (width < 4) {
    context.fillRect(x, y, width, height);
    return;
  }
  context.setLineDash(waits ? [5, 3] : []);
  context.strokeRect(x, y, width, height);
  context.setLineDash([]);
}

function arrow(context: CanvasRenderingContext2D, { x1, y1, x2, y2 }: HopPlace): void {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 1) return;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - ux * HEAD, y2 - uy * HEAD];
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(bx, by);
  context.stroke();
  context.beginPath();
  context.moveTo(x2, y2);
  context.lineTo(bx - (uy * HEAD) / 2, by + (ux * HEAD) / 2);
  context.lineTo(bx + (uy * HEAD) / 2, by - (ux * HEAD) / 2);
  context.fill();
}

/** The length of an arrow's head, pixels. */
const HEAD = 8;

function ring(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.arc(x, y, 8, 0, 2 * Math.PI);
  context.stroke();
}

/** Over its span, where it fits into it. */
function labels({ context }: Surface, spans: readonly SpanPlace[], theme: Theme): void {
  context.font = `600 11px ${theme.font}`;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'start';
  for (const { x, y, width, label } of spans) {
    const left = Math.max(x, 2);
    if (!label || context.measureText(label).width > x + width - left) continue;
    context.fillStyle = theme.foreground;
    context.fillText(label, left, y - 4);
  }
}
