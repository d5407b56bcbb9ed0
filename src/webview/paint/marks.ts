/** Output as ticks under the bar, errors as crosses on it. */

import type { Mark } from '../layout/marks.js';
import { barHeight, type Picture } from '../layout/picture.js';
import type { Surface } from './surface.js';
import type { Theme } from './theme.js';

/** Those of the rows of a tile; their places are the sheet's. */
export function paintMarks({ context }: Surface, marks: readonly Mark[], tile: Picture, theme: Theme): void {
  const below = barHeight(tile.rowHeight) / 2 + 1;
  for (const { kind, x, y } of marks) {
    if (y < tile.scrollTop || y > tile.scrollTop + tile.height) continue;
    if (kind === 'error') cross(context, x, y, theme);
    else {
      context.fillStyle = kind === 'stderr' ? theme.bad : kind === 'output' ? theme.dim : theme.pool;
      context.fillRect(Math.round(x) - 0.5, y + below, 1.5, kind === 'stderr' ? 6 : 4);
    }
  }
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, theme: Theme): void {
  context.fillStyle = theme.bad;
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fill();
  context.strokeStyle = theme.background;
  context.lineWidth = 1.75;
  context.beginPath();
  for (const side of [-1, 1]) {
    context.moveTo(x - 2.5, y - 2.5 * side);
    context.lineTo(x + 2.5, y + 2.5 * side);
  }
  context.stroke();
}
