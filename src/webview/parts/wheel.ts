/** What a turn of the wheel, a swipe or a pinch on a touch pad means for the picture. Pure. */

export type WheelIntent = { kind: 'zoom'; factor: number } | { kind: 'pan'; pixels: number } | { kind: 'scroll' };

type Turn = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** A pinch comes as a wheel with Ctrl. Up and down scrolls the rows where they overflow, else it zooms. */
export function wheelIntent(turn: Turn, rowsOverflow: boolean): WheelIntent {
  const pixels = turn.deltaMode === 1 ? 16 : turn.deltaMode === 2 ? 300 : 1;
  const [dx, dy] = [turn.deltaX * pixels, turn.deltaY * pixels];
  if (turn.ctrlKey || turn.metaKey) return { kind: 'zoom', factor: Math.exp(clamped(dy, 120) * 0.004) };
  if (turn.shiftKey) return { kind: 'pan', pixels: dx || dy };
  if (Math.abs(dx) > Math.abs(dy)) return { kind: 'pan', pixels: dx };
  return rowsOverflow ? { kind: 'scroll' } : { kind: 'zoom', factor: Math.exp(clamped(dy, 120) * 0.0022) };
}

const clamped = (n: number, most: number): number => Math.min(Math.max(n, -most), most);
