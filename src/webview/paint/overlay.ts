/** What lies over the picture and changes often: the playhead, the event it stands on, what the pointer is over, a stretch being chosen. */
import type { Arrow } from '../layout/arrows.js';
import { type Picture, xOfStep, yOfLane } from '../layout/picture.js';
import { paintArrows } from './arrows.js';
import type { Surface } from './surface.js';
import type { Theme } from './theme.js';

export interface Overlay {
  step: number;
  /** The message of the step, as an arrow. */
  current: Arrow | undefined;
  hovered: Arrow | undefined;
  /** A stretch that is being chosen, in pixels. */
  chosen: [number, number] | undefined;
  /** Whether what comes after the step is shown pale. */
  future: boolean;
}

export function paintOverlay(surface: Surface, picture: Picture, overlay: Overlay, theme: Theme): void {
  const { context, width, height } = surface;
  const x = overlay.step < 0 ? undefined : xOfStep(picture, overlay.step);
  if (overlay.future) paintFuture(surface, x ?? -1, theme);
  const style = { theme, faded: () => false, selected: () => true };
  const arrows = [overlay.hovered, overlay.current].filter((a): a is Arrow => a !== undefined);
  paintArrows(surface, arrows, style);
  if (x !== undefined && x >= -6 && x <= width + 6) paintPlayhead(surface, picture, overlay.step, x, theme);
  if (!overlay.chosen) return;
  const [from, to] = overlay.chosen;
  context.fillStyle = theme.accent;
  context.globalAlpha = 0.18;
  context.fillRect(from, 0, to - from, height);
  context.globalAlpha = 1;
}

/** What has not happened yet at this step is there, but pale. */
function paintFuture({ context, width, height }: Surface, x: number, theme: Theme): void {
  if (x >= width) return;
  const from = Math.max(x, 0);
  context.fillStyle = theme.background;
  context.globalAlpha = 0.5;
  context.fillRect(from, 0, width - from, height);
  context.globalAlpha = 1;
}

function paintPlayhead({ context, height }: Surface, picture: Picture, step: number, x: number, theme: Theme): void {
  context.fillStyle = theme.accent;
  context.fillRect(Math.round(x) - 0.5, 0, 1.5, height);
  const y = yOfLane(picture, picture.recording.lane(step));
  context.lineWidth = 2.5;
  context.strokeStyle = theme.background;
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
