/** The horizontal axis: from a position on the run's axis (microseconds or steps) to pixels and back, and its ticks. Pure. */

/** A visible stretch `[from, to]` of the axis over `width` pixels. */
export interface Axis {
  from: number;
  to: number;
  width: number;
}

export const toX = (axis: Axis, position: number): number =>
  ((position - axis.from) / (axis.to - axis.from)) * axis.width;

export const fromX = (axis: Axis, x: number): number => axis.from + (x / axis.width) * (axis.to - axis.from);

export type Range = readonly [from: number, to: number];

/** Zoomed by a factor (under 1 is nearer) around a place that stays where it is. */
export function zoomed([from, to]: Range, around: number, factor: number, limits: ZoomLimits): Range {
  const span = Math.min(Math.max((to - from) * factor, limits.least), limits.most);
  const share = to > from ? (around - from) / (to - from) : 0.5;
  return held([around - share * span, around + (1 - share) * span], limits);
}

export const panned = ([from, to]: Range, by: number, limits: ZoomLimits): Range => held([from + by, to + by], limits);

/** How near one can go (`least`) and what there is to see (`[start, end]`; `most` is its length and a margin). */
export interface ZoomLimits {
  start: number;
  end: number;
  least: number;
  most: number;
}

export function limitsOf(start: number, end: number, least: number): ZoomLimits {
  const length = Math.max(end - start, least);
  return { start, end: start + length, least, most: length * 1.08 };
}

/** All there is, with a little air at both ends. */
export function fitting({ start, end, most }: ZoomLimits): Range {
  const air = most - (end - start);
  return [start - air * LEFT, end + air * (1 - LEFT)];
}

/** The share of the air that is at the left: at the right the ends of lives have their labels. */
const LEFT = 0.25;

/** Moved so that it does not leave the run. */
function held([from, to]: Range, { start, end, most }: ZoomLimits): Range {
  const air = most - (end - start);
  const span = to - from;
  const least = start - air * LEFT;
  const first = Math.min(Math.max(from, least), Math.max(end + air * (1 - LEFT) - span, least));
  return [first, first + span];
}

/** Round positions about `spacing` pixels apart, as 1, 2 or 5 times a power of ten, none below `least`. */
export function niceTicks(axis: Axis, spacing: number, least = 1e-3): { step: number; ticks: number[] } {
  const rough = ((axis.to - axis.from) / Math.max(axis.width, 1)) * spacing;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, least)));
  const step = Math.max([1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power, least);
  const ticks: number[] = [];
  for (let i = Math.ceil(axis.from / step); i * step <= axis.to; i++) ticks.push(i * step);
  return { step, ticks };
}
