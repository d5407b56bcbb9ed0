/** The picture cut into tiles of whole rows, so that scrolling paints only what comes into sight. Pure. */

export interface TileGrid {
  /** Pixels. */
  tileHeight: number;
  /** How many tiles the whole sheet is. */
  count: number;
}

/** Rows that all fit into the viewport are one tile. */
export function tileGrid(rows: number, rowHeight: number, viewport: number): TileGrid {
  const sheet = rows * rowHeight;
  if (sheet <= viewport) return { tileHeight: rowHeight * roundUp(Math.max(viewport / rowHeight, 1)), count: 1 };
  const tileHeight = rowHeight * roundUp(ABOUT / rowHeight);
  return { tileHeight, count: Math.ceil(sheet / tileHeight) };
}

/** The tiles in sight, `[first, end)`. */
export function tilesInSight({ tileHeight, count }: TileGrid, scrollTop: number, viewport: number): [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / tileHeight));
  return [first, Math.min(count, Math.ceil((scrollTop + viewport) / tileHeight))];
}

/** How an image of one stretch of the axis is moved and stretched to stand for another. */
export function stretched(painted: Span, now: Span, width: number): { shift: number; scale: number } {
  const scale = (painted.to - painted.from) / (now.to - now.from);
  return { shift: ((painted.from - now.from) / (now.to - now.from)) * width, scale };
}

export interface Span {
  from: number;
  to: number;
}

/** So tall a tile costs little to paint, and few of them fill the picture, pixels. */
const ABOUT = 200;

/** In fours, as then a tile is a whole number of the screen's pixels at every usual zoom of the page. */
const roundUp = (rows: number): number => Math.max(4, Math.ceil(rows / 4) * 4);
