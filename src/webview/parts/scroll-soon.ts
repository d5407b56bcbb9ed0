/** Scrolling by the panel itself, once all that changes with it is drawn: whoever scrolls in between has the page laid out again and again. */

const waiting = new Map<Element, number>();

/** Told at once to those who draw by it; the element itself follows before the next frame. */
export function scrollSoon(element: Element, top: number): void {
  if (waiting.size === 0) queueMicrotask(scroll);
  waiting.set(element, top);
}

function scroll(): void {
  for (const [element, top] of waiting) element.scrollTop = top;
  waiting.clear();
}
