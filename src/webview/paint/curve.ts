/** A small curve over time, filled down to zero. */
import { surfaceOf } from './surface.js';
import type { Theme } from './theme.js';

export function paintCurve(
  canvas: HTMLCanvasElement,
  time: readonly number[],
  values: readonly number[],
  theme: Theme,
): void {
  const surface = surfaceOf(canvas);
  if (!surface || time.length < 2) return;
  const { context, width, height } = surface;
  const [from, to] = [time[0]!, time.at(-1)!];
  const most = values.reduce((a, b) => Math.max(a, b), 0) || 1;
  const x = (i: number) => ((time[i]! - from) / (to - from || 1)) * width;
  const y = (i: number) => height - 2 - (values[i]! / most) * (height - 6);
  context.beginPath();
  context.moveTo(0, y(0));
  for (let i = 1; i < time.length; i++) context.lineTo(x(i), y(i));
  context.strokeStyle = theme.arrow;
  context.lineWidth = 1.5;
  context.stroke();
  context.lineTo(width, height);
  context.lineTo(0, height);
  context.fillStyle = theme.arrow;
  context.globalAlpha = 0.18;
  context.fill();
  context.globalAlpha = 1;
}
