/** Heat as one image: a line of pixels a row, stretched over the lower part of its lane. */
import type { Heat } from '../layout/heat.js';
import { barHeight, type Picture, yOfRow } from '../layout/picture.js';
import type { Surface } from './surface.js';
import type { Theme } from './theme.js';

export function paintHeat({ context }: Surface, picture: Picture, heat: Heat, theme: Theme): void {
  if (heat.rows === 0 || heat.columns === 0 || heat.most === 0) return;
  const image = new OffscreenCanvas(heat.columns, heat.rows);
  image.getContext('2d')!.putImageData(pixelsOf(heat, theme), 0, 0);
  const thickness = barHeight(picture.rowHeight);
  const tall = Math.max(4, (picture.rowHeight - thickness) / 2 - 2);
  context.imageSmoothingEnabled = false;
  for (let r = 0; r < heat.rows; r++) {
    const y = yOfRow(picture, heat.first + r) + thickness / 2 + 1;
    context.drawImage(image, 0, r, heat.columns, 1, 0, y, heat.columns * heat.cell, tall);
  }
  context.imageSmoothingEnabled = true;
}

/** The more messages, the more opaque; by the logarithm, as a burst is a thousand times a trickle and both must be seen. */
function pixelsOf({ columns, rows, counts, most }: Heat, theme: Theme): ImageData {
  const image = new ImageData(columns, rows);
  const [r, g, b] = theme.heat;
  const scale = Math.log1p(most);
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    const at = i * 4;
    image.data[at] = r;
    image.data[at + 1] = g;
    image.data[at + 2] = b;
    image.data[at + 3] = 70 + 185 * Math.min(1, Math.log1p(counts[i]!) / scale);
  }
  return image;
}
