/** The lives: each a bar from start to end, filled by what it does, with its CPU inside and a cap where it ended. */

import type { TimelineRow } from '../../recording/index.js';
import { endedBadly, exitText } from '../describe.js';
import { type Bar, barsOf } from '../layout/bars.js';
import { barHeight, type Picture, rowsInSight, xOfTime, yOfRow } from '../layout/picture.js';
import { type Fills, fillsFor } from './patterns.js';
import { isNarrow, paintStrip, stripsOf } from './strips.js';
import type { Surface } from './surface.js';
import type { Theme } from './theme.js';

export interface LaneOptions {
  theme: Theme;
  /** The selected process, -1 for none. */
  selected: number;
}

export function paintLanes(surface: Surface, picture: Picture, { theme, selected }: LaneOptions): void {
  const fills = fillsFor(theme, surface.ratio);
  const [first, end] = rowsInSight(picture);
  const rows = picture.rows.rows.slice(first, end);
  const bars = rows.map((row) => barsOf(picture, row.lane));
  const strips = stripsOf(surface, bars, theme);
  for (const [i, row] of rows.entries()) {
    const y = yOfRow(picture, first + i);
    const thickness = barHeight(picture.rowHeight) - (row.kind === 'thread' ? 3 : 0);
    paintRowGround(surface, picture, y, row.process === selected && row.kind === 'process', theme);
    paintStrip(surface, strips, i, y, thickness);
    for (const bar of bars[i]!) if (!isNarrow(bar)) paintBar(surface, bar, y, thickness, fills, theme);
    if (row.kind === 'process') paintCpu(surface, picture, row.process, y, thickness, theme);
    paintEnd(surface, picture, row, y, thickness, theme);
  }
}

function paintRowGround(
  { context, width }: Surface,
  { rowHeight }: Picture,
  y: number,
  selected: boolean,
  theme: Theme,
): void {
  const top = Math.round(y - rowHeight / 2);
  if (selected) {
    context.fillStyle = theme.selection;
    context.fillRect(0, top, width, rowHeight);
  }
  context.fillStyle = theme.grid;
  context.fillRect(0, top + rowHeight - 1, width, 1);
}

function paintBar(
  { context, width }: Surface,
  { x1, x2, state }: Bar,
  y: number,
  thickness: number,
  fills: Fills,
  theme: Theme,
) {
  const from = Math.max(x1, -8);
  const to = Math.min(x2, width + 8);
  const top = Math.round(y - thickness / 2);
  context.fillStyle = fills[state];
  context.globalAlpha = state === 'running' ? 0.5 : 1;
  context.beginPath();
  context.roundRect(from, top, to - from, thickness, 2);
  context.fill();
  context.globalAlpha = 1;
  if (state === 'running') return;
  context.strokeStyle = theme[state];
  context.lineWidth = 1;
  context.strokeRect(from + 0.5, top + 0.5, to - from - 1, thickness - 1);
}

/** How busy the process was, as a skyline along the foot of its bar: full height is one core. */
function paintCpu(
  { context, width }: Surface,
  picture: Picture,
  process: number,
  y: number,
  thickness: number,
  theme: Theme,
) {
  const { time, cpu } = picture.recording.samples(process);
  if (time.length < 2) return;
  const bottom = Math.round(y + thickness / 2);
  const strip = Math.round(thickness * 0.45);
  context.fillStyle = theme.running;
  context.globalAlpha = theme.contrast ? 1 : 0.85;
  let before = xOfTime(picture, picture.recording.processes[process]!.bornTime);
  for (let i = 0; i < time.length; i++) {
    const x = xOfTime(picture, time[i]!);
    if (x >= 0 && before <= width) {
      const high = Math.min(1, cpu[i]! / 100) * strip;
      context.fillRect(before, bottom - high, Math.max(x - before, 0.5), high);
    }
    before = x;
  }
  context.globalAlpha = 1;
}

/** A bad end is a red cap with its code or signal; a good one a thin stroke; one nobody saw, nothing. */
function paintEnd(
  surface: Surface,
  picture: Picture,
  row: TimelineRow,
  y: number,
  thickness: number,
  theme: Theme,
): void {
  const process = picture.recording.processes[row.process]!;
  const lane = picture.recording.lanes[row.lane]!;
  const endTime = row.kind === 'thread' ? lane.endTime : process.endTime;
  if (endTime === undefined) return;
  const x = xOfTime(picture, endTime);
  if (x < -60 || x > surface.width + 10) return;
  const bad = row.kind === 'thread' ? (lane.exitCode ?? 0) !== 0 : endedBadly(process);
  const { context } = surface;
  context.fillStyle = bad ? theme.bad : theme.exited;
  const [half, wide] = bad ? [thickness / 2 + 3, 4] : [thickness / 2 + 1, 2];
  context.fillRect(x - wide / 2, y - half, wide, half * 2);
  if (!bad || x < 0) return;
  const text = exitText({
    code: row.kind === 'thread' ? lane.exitCode : process.exitCode,
    signal: row.kind === 'thread' ? undefined : process.signal,
  });
  paintLabel(surface, `✕ ${text}`, x + 6, y, picture.rowHeight >= ROOMY ? thickness / 2 + 10 : 0, theme);
}

/** From so high on, a row has room for a text under its bar. */
const ROOMY = 40;

/** After the bar; where the picture ends before that, under it, as over it the label would hide what happened. */
function paintLabel(
  { context, width }: Surface,
  text: string,
  x: number,
  middle: number,
  below: number,
  theme: Theme,
): void {
  context.font = `600 11px ${theme.font}`;
  context.textBaseline = 'middle';
  const wide = context.measureText(text).width;
  const fits = x + wide + 4 <= width;
  if (!fits && below === 0) return;
  const [left, y] = fits ? [x, middle] : [x - wide - 10, middle + below];
  context.fillStyle = theme.background;
  context.globalAlpha = 0.85;
  context.fillRect(left - 2, y - 8, wide + 4, 16);
  context.globalAlpha = 1;
  context.fillStyle = theme.bad;
  context.fillText(text, left, y + 0.5);
}
