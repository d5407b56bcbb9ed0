/** The arithmetic of a list longer than the tallest element that a browser can lay out: its scroll is scaled. Pure. */

/** Chromium lays out no element taller than 33,554,428 px; others less. */
export const TALLEST = 8_000_000;

/** The height of the element that is scrolled in place of `rows` rows. */
export const scrollHeight = (rows: number, rowHeight: number): number => Math.min(rows * rowHeight, TALLEST);

/** The pixel of the list's full length that stands at the top, for a `scrollTop`. */
export function topPixel(scrollTop: number, rows: number, rowHeight: number, viewport: number): number {
  const real = rows * rowHeight - viewport;
  const scrolled = scrollHeight(rows, rowHeight) - viewport;
  return scrolled <= 0 ? 0 : Math.min(1, Math.max(0, scrollTop / scrolled)) * Math.max(real, 0);
}

/** The `scrollTop` that brings that pixel to the top. */
export function scrollTopFor(pixel: number, rows: number, rowHeight: number, viewport: number): number {
  const real = rows * rowHeight - viewport;
  const scrolled = scrollHeight(rows, rowHeight) - viewport;
  return real <= 0 ? 0 : (Math.min(Math.max(pixel, 0), real) / real) * Math.max(scrolled, 0);
}

/** `top` where row `row` is wholly in sight there; else it goes to the middle, so that the next steps need no scrolling: that lays out the page. */
export function topToShow(row: number, top: number, rowHeight: number, viewport: number): number {
  const [begin, end] = [row * rowHeight, (row + 1) * rowHeight];
  if (begin >= top && end <= top + viewport) return top;
  return Math.max(0, begin - (viewport - rowHeight) / 2);
}
