/** A life as bars: what the lane did from where to where, in pixels; what is too narrow to be told apart is one. Pure. */
import type { Recording, SegmentKind, Segments } from '../../recording/index.js';
import { laneSegments, segmentKinds, visibleSegments } from '../../recording/layout/segments.js';
import { lookOfWait } from '../lane-state.js';
import type { LaneState } from '../paint/patterns.js';
import { toX } from './axis.js';
import type { Picture, ScaleName } from './picture.js';

export interface Bar {
  x1: number;
  x2: number;
  state: LaneState;
}

/** Stretches narrower than this are drawn together, pixels. */
const LEAST = 1.5;

export function barsOf({ recording, scale, axis }: Picture, lane: number): Bar[] {
  const pixel = (axis.to - axis.from) / Math.max(axis.width, 1);
  const { length, from, to, what } = visibleSegments(
    segmentsOf(recording, lane, scale),
    axis.from,
    axis.to,
    LEAST * pixel,
  );
  const { blind } = recording.processes[recording.lanes[lane]!.process]!;
  const bars: Bar[] = [];
  for (let i = 0; i < length; i++) {
    bars.push({ x1: toX(axis, from[i]!), x2: toX(axis, to[i]!), state: lookOf(segmentKinds[what[i]!]!, blind) });
  }
  return bars;
}

function lookOf(kind: SegmentKind, blind: boolean): LaneState {
  if (kind === 'running' || kind === 'mixed') return blind ? 'blind' : kind;
  return lookOfWait(kind);
}

interface Known {
  version: number;
  scale: ScaleName;
  byLane: Map<number, Segments>;
}

const caches = new WeakMap<Recording, Known>();

/** Made once for what has been recorded so far. */
export function segmentsOf(recording: Recording, lane: number, scale: ScaleName): Segments {
  let known = caches.get(recording);
  if (known?.version !== recording.version || known.scale !== scale) {
    known = { version: recording.version, scale, byLane: new Map() };
    caches.set(recording, known);
  }
  let segments = known.byLane.get(lane);
  if (!segments) {
    segments = laneSegments(recording, lane, scale);
    known.byLane.set(lane, segments);
  }
  return segments;
}
