/** Two values that follow each other, as the steps of two runs that are compared. */
import { batch, effect } from '@preact/signals';

export interface Side {
  /** Reads a signal. */
  value(): number;
  set(value: number): void;
  /** What the other value becomes by this one; undefined where it stays. */
  partner(value: number): number | undefined;
}

export interface Mirror {
  /** Both at once, whether they are partners or not. */
  set(values: readonly [number, number]): void;
  stop(): void;
}

export function mirror(sides: readonly [Side, Side]): Mirror {
  // What each was set to by the other is no change that the other is to follow.
  let last: [number, number] = [sides[0].value(), sides[1].value()];
  const follow = (side: 0 | 1) => {
    const value = sides[side].value();
    if (value === last[side]) return;
    last[side] = value;
    const wanted = sides[side].partner(value);
    if (wanted === undefined) return;
    const other = side === 0 ? 1 : 0;
    last[other] = wanted;
    sides[other].set(wanted);
  };
  const stops = ([0, 1] as const).map((side) => effect(() => follow(side)));
  return {
    set: (values) => {
      last = [...values];
      batch(() => {
        for (const side of [0, 1] as const) sides[side].set(values[side]);
      });
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
