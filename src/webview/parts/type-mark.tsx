/** A small mark before a kind: its shape tells sends from receives, waits from ends. */
import type { StepType } from '../../recording/index.js';

export function TypeMark({ type }: { type: StepType }) {
  return (
    <svg class={`type-mark type-${type}`} viewBox="0 0 10 10" aria-hidden="true">
      <path d={shapes[type]} />
    </svg>
  );
}

const arrowOut = 'M0 4h5V1l5 4-5 4V6H0z';
const arrowIn = 'M0 1h1.500v8H0zM10 4H6V1L2 5l4 4V6h4z';
const plus = 'M4 0h2v4h4v2H6v4H4V6H0V4h4z';
const square = 'M1 1h8v8H1zm1.500 1.500v5h5v-5z';
const hourglass = 'M1 0h8v2L6 5l3 3v2H1V8l3-3-3-3z';
const lines = 'M0 1h10v1.500H0zm0 3.300h7v1.500H0zm0 3.300h9v1.500H0z';
const cross = 'M1 2.500L2.500 1 5 3.500 7.500 1 9 2.500 6.500 5 9 7.500 7.500 9 5 6.500 2.500 9 1 7.500 3.500 5z';
const dot = 'M5 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6z';
const play = 'M2 1l7 4-7 4z';

const shapes: Record<StepType, string> = {
  send: arrowOut,
  receive: arrowIn,
  spawn: plus,
  'spawn-error': cross,
  start: play,
  found: dot,
  name: dot,
  exit: square,
  'child-exit': square,
  'thread-start': plus,
  'thread-exit': square,
  error: cross,
  output: lines,
  wait: hourglass,
  wake: play,
  open: dot,
  close: dot,
  task: dot,
  sample: dot,
  lost: cross,
  handled: square,
};
