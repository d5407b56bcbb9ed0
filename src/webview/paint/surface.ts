/** A canvas that is as sharp as the screen: sized to its element, in CSS pixels for whoever draws. */

export interface Surface {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  ratio: number;
}

interface Size {
  width: number;
  height: number;
}

const sizes = new WeakMap<Element, Size>();

/** Keeps the size of a canvas in mind, as asking for it at each painting would lay out the page; returns how to stop. */
export function watchSize(canvas: HTMLCanvasElement, changed: () => void): () => void {
  const observer = new ResizeObserver(() => {
    sizes.set(canvas, { width: canvas.clientWidth, height: canvas.clientHeight });
    changed();
  });
  sizes.set(canvas, { width: canvas.clientWidth, height: canvas.clientHeight });
  observer.observe(canvas);
  return () => observer.disconnect();
}

/** The canvas cleared and ready to be drawn on, or undefined while it has no size. */
export function surfaceOf(canvas: HTMLCanvasElement): Surface | undefined {
  const { width, height } = sizes.get(canvas) ?? { width: 0, height: 0 };
  return surfaceOfSize(canvas, width, height);
}

/** The same for a canvas of which the size is known. */
export function surfaceOfSize(canvas: HTMLCanvasElement, width: number, height: number): Surface | undefined {
  const ratio = globalThis.devicePixelRatio || 1;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return undefined;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height, ratio };
}
