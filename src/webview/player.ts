/** Playing: how far the playhead goes in a stretch of real time. The arithmetic is pure; `play` is the clock around it. */
import { effect } from '@preact/signals';
import type { Recording } from '../recording/index.js';
import { type Store, viewStep } from './store.js';

export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16] as const;

/** The next speed up (1) or down (-1). */
export function speedBeside(speed: number, by: 1 | -1): number {
  const at = speeds.findIndex((s) => s >= speed);
  return speeds[Math.min(Math.max(at + by, 0), speeds.length - 1)] ?? 1;
}

/** Where playing stands: the step reached, and the part of the way to the next that has passed. */
export interface PlayPosition {
  step: number;
  /** By the clock: microseconds since the step. In logical order: the fraction of a step. */
  past: number;
}

/** No wait between two steps is longer than so much real time at speed 1: idle hours are passed over. */
const LONGEST_WAIT_US = 2e6;
/** In logical order, so many steps a second at speed 1. */
const STEPS_A_SECOND = 4;

/** Play on by the clock of the run. */
export function playedByClock(recording: Recording, at: PlayPosition, elapsedMs: number, speed: number): PlayPosition {
  let { step, past } = at;
  past += elapsedMs * 1000 * speed;
  while (step < recording.length - 1) {
    const wait = step < 0 ? 0 : Math.min(Math.max(recording.time(step + 1) - recording.time(step), 0), LONGEST_WAIT_US);
    if (past < wait) break;
    past -= wait;
    step++;
  }
  return { step, past };
}

/** Play on in logical order: an even pace, whatever the clock said. */
export function playedInOrder(
  length: number,
  { step, past }: PlayPosition,
  elapsedMs: number,
  speed: number,
): PlayPosition {
  const to = past + (elapsedMs / 1000) * STEPS_A_SECOND * speed;
  return { step: Math.min(step + Math.floor(to), length - 1), past: to % 1 };
}

/** Play whenever `store.playing` is true, a frame at a time; stops at the end of what is finished, waits at that of a live run. */
export function keepPlaying(store: Store): void {
  let position: PlayPosition = { step: -1, past: 0 };
  let before = 0;
  const frame = (now: number) => {
    if (!store.playing.peek()) return;
    position = played(store, position, Math.min(now - before, 250));
    before = now;
    requestAnimationFrame(frame);
  };
  effect(() => {
    if (!store.playing.value) return;
    position = { step: store.step.peek(), past: 0 };
    before = performance.now();
    requestAnimationFrame(frame);
  });
}

function played(store: Store, position: PlayPosition, elapsed: number): PlayPosition {
  const recording = store.recording.peek();
  const current = store.step.peek();
  // The person has stepped meanwhile: go on from there.
  const from = current === position.step ? position : { step: current, past: 0 };
  const speed = store.speed.peek();
  const next =
    store.scale.peek() === 'order'
      ? playedInOrder(recording.length, from, elapsed, speed)
      : playedByClock(recording, from, elapsed, speed);
  if (next.step !== current) viewStep(store, next.step);
  if (next.step >= recording.length - 1 && !store.live.peek()) store.playing.value = false;
  return next;
}
