/** The bars that are too narrow for a pattern, of all rows at once as one image: thousands of them cost as much as one. */
import type { Bar } from '../layout/bars.js';
import type { LaneState } from './patterns.js';
import type { Surface } from './surface.js';
import { channels, type Theme } from './theme.js';

/** A line of pixels for each row; undefined where no row has a narrow bar. */
export type Strips = OffscreenCanvas | undefined;

/** Narrower than this, pixels, a pattern cannot be told from a colour. */
const NARROW = 4;

export const isNarrow = ({ x1, x2 }: Bar): boolean => x2 - x1 < NARROW;

export function stripsOf({ width, ratio }: Surface, rows: readonly (readonly Bar[])[], theme: Theme): Strips {
  if (!rows.some((bars) => bars.some(isNarrow))) return undefined;
  const columns = Math.ceil(width * ratio);
  const image = new ImageData(columns, rows.length);
  const pixels = new Uint32Array(image.data.buffer);
  const colours = coloursOf(theme);
  for (const [row, bars] of rows.entries())
    for (const bar of bars) if (isNarrow(bar)) fill(pixels, row * columns, columns, bar, ratio, colours[bar.state]);
  const strips = new OffscreenCanvas(columns, rows.length);
  strips.getContext('2d')!.putImageData(image, 0, 0);
  return strips;
}

/** At least a pixel and a half, as a line of one pixel is easily overlooked. */
function fill(pixels: Uint32Array, row: number, columns: number, bar: Bar, ratio: number, colour: number): void {
  const from = Math.max(0, Math.round(bar.x1 * ratio));
  const to = Math.min(columns, Math.max(Math.round(bar.x2 * ratio), from + Math.ceil(1.5 * ratio)));
  pixels.fill(colour, row + from, row + Math.max(from, to));
}

export function paintStrip({ context, ratio }: Surface, strips: Strips, row: number, y: number, high: number): void {
  if (!strips) return;
  context.imageSmoothingEnabled = false;
  context.drawImage(strips, 0, row, strips.width, 1, 0, Math.round(y - high / 2), strips.width / ratio, high);
  context.imageSmoothingEnabled = true;
}

type Colours = Record<LaneState, number>;

let made: { theme: Theme; colours: Colours } | undefined;

/** As opaque as the patterns are on the whole. */
function coloursOf(theme: Theme): Colours {
  if (made?.theme === theme) return made.colours;
  const pixel = (colour: string, share: number): number => {
    const [r, g, b] = channels(colour);
    return new Uint32Array(Uint8ClampedArray.of(r, g, b, 255 * share).buffer)[0]!;
  };
  const states: LaneState[] = ['join', 'message', 'full', 'lock', 'pool', 'paused', 'blind'];
  const waits = Object.fromEntries(states.map((state) => [state, pixel(theme[state], 0.65)])) as Colours;
  const colours = { ...waits, running: pixel(theme.running, 0.5), mixed: pixel(theme.exited, 0.65) };
  made = { theme, colours };
  return colours;
}
