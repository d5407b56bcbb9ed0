/** Tells a part of the size of one of its elements. */
import { useLayoutEffect } from 'preact/hooks';

/** Call back when the element has got, or changes, its size. */
export function useResize(element: { current: HTMLElement | null }, changed: () => void): void {
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(changed);
    observer.observe(element.current);
    changed();
    return () => observer.disconnect();
  }, []);
}
