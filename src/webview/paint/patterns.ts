/** Each state of a lane has a pattern besides its colour, so that the picture reads without colour: hatched, dotted, crossed … */
import type { Theme } from './theme.js';

export type LaneState = 'running' | 'join' | 'message' | 'full' | 'lock' | 'pool' | 'paused' | 'blind' | 'mixed';

/** The fill of each state: made once for a theme and a pixel ratio. */
export type Fills = Record<LaneState, string | CanvasPattern>;

let made: { theme: Theme; ratio: number; fills: Fills } | undefined;

export function fillsFor(theme: Theme, ratio: number): Fills {
  if (made?.theme === theme && made.ratio === ratio) return made.fills;
  const fills: Fills = {
    running: theme.running,
    blind: pattern(theme, theme.blind, ratio, dots),
    join: pattern(theme, theme.join, ratio, hatch),
    message: pattern(theme, theme.message, ratio, dots),
    full: pattern(theme, theme.full, ratio, cross),
    lock: pattern(theme, theme.lock, ratio, bars),
    mixed: pattern(theme, theme.exited, ratio, dots),
    pool: pattern(theme, theme.pool, ratio, backHatch),
    paused: pattern(theme, theme.paused, ratio, pairs),
  };
  made = { theme, ratio, fills };
  return fills;
}

type Draw = (context: OffscreenCanvasRenderingContext2D, size: number) => void;

const TILE = 8;

/** A tile in the colour's tint with the drawing in the full colour over it. */
function pattern(theme: Theme, colour: string, ratio: number, draw: Draw): CanvasPattern | string {
  const size = Math.round(TILE * ratio);
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (!context) return colour;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, size, size);
  context.globalAlpha = theme.contrast ? 0.15 : 0.3;
  context.fillStyle = colour;
  context.fillRect(0, 0, size, size);
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * ratio;
  draw(context, size);
  const made = context.createPattern(canvas, 'repeat');
  made?.setTransform(new DOMMatrix().scale(1 / ratio));
  return made ?? colour;
}

const line = (context: OffscreenCanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number) => {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
};

const hatch: Draw = (context, s) => {
  for (const shift of [-s, 0, s]) line(context, shift - 1, s + 1, shift + s + 1, -1);
};

const backHatch: Draw = (context, s) => {
  for (const shift of [-s, 0, s]) line(context, shift - 1, -1, shift + s + 1, s + 1);
};

const cross: Draw = (context, s) => {
  hatch(context, s);
  backHatch(context, s);
};

const bars: Draw = (context, s) => {
  line(context, s / 4, 0, s / 4, s);
  line(context, (3 * s) / 4, 0, (3 * s) / 4, s);
};

/** As on the button of a debugger. */
const pairs: Draw = (context, s) => {
  line(context, s / 8, 0, s / 8, s);
  line(context, s / 2, 0, s / 2, s);
};

const dots: Draw = (context, s) => {
  context.fillStyle = context.strokeStyle;
  for (const [x, y] of [
    [0.25, 0.25],
    [0.75, 0.75],
  ] as const)
    context.fillRect(x * s - s / 10, y * s - s / 10, s / 5, s / 5);
};
