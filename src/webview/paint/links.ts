/** What ties lanes together besides messages: who started whom, and who waited for whose end. */
import type { Link } from '../layout/links.js';
import type { Surface } from './surface.js';
import type { Theme } from './theme.js';

export function paintLinks({ context }: Surface, links: readonly Link[], theme: Theme): void {
  context.lineWidth = 1;
  for (const link of links) {
    context.strokeStyle = link.kind === 'spawn' ? theme.exited : theme.join;
    context.setLineDash(link.open ? [3, 3] : []);
    if (link.kind === 'spawn') paintElbow(context, link);
    else paintBracket(context, link);
  }
  context.setLineDash([]);
}

/** Down from the parent at the time of the spawn, then along to the child's first event. */
function paintElbow(context: CanvasRenderingContext2D, { x1, y1, x2, y2 }: Link): void {
  context.beginPath();
  context.moveTo(crisp(x1), y1);
  context.lineTo(crisp(x1), crisp(y2));
  context.lineTo(Math.max(x2, x1), crisp(y2));
  context.stroke();
}

/** From the end of the one who was waited for to the waker, with a foot at each. */
function paintBracket(context: CanvasRenderingContext2D, { x1, y1, x2, y2 }: Link): void {
  const x = crisp(Math.max(x1, x2) + 3);
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x1, crisp(y1));
  context.lineTo(x, crisp(y1));
  context.lineTo(x, crisp(y2));
  context.lineTo(x2, crisp(y2));
  context.stroke();
  context.lineWidth = 1;
}

const crisp = (n: number): number => Math.round(n) + 0.5;
