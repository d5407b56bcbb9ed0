/** Paints at most once a frame, and only when a signal that the last painting read has changed, or the canvas its size. */
import { effect } from '@preact/signals';
import { watchSize } from './surface.js';

/** Returns how to stop. */
export function paintWhenChanged(canvas: HTMLCanvasElement, paint: (canvas: HTMLCanvasElement) => void): () => void {
  let frame = 0;
  let stop: (() => void) | undefined;
  const repaint = () => {
    frame = 0;
    stop?.();
    let first = true;
    stop = effect(() => {
      if (first) paint(canvas);
      else schedule();
      first = false;
    });
  };
  const schedule = () => {
    if (frame === 0) frame = requestAnimationFrame(repaint);
  };
  const unwatch = watchSize(canvas, schedule);
  repaint();
  return () => {
    unwatch();
    cancelAnimationFrame(frame);
    stop?.();
  };
}
