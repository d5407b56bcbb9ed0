/** A whole and its parts: a bar, and under it each part by name with its time and its share. */
import { duration } from '../format.js';

export interface Share {
  name: string;
  /** Microseconds. */
  time: number;
  /** Which fill of the bar it has, from 1. */
  fill: number;
}

/** Parts that took no time are left out. */
export function Shares({ parts, whole }: { parts: readonly Share[]; whole: number }) {
  const told = parts.filter(({ time }) => time > 0);
  if (whole <= 0 || told.length === 0) return null;
  return (
    <div class="shares">
      <div class="shares-bar" aria-hidden="true">
        {told.map(({ name, time, fill }) => (
          <span key={name} class={`fill-${fill}`} style={{ width: `${(100 * time) / whole}%` }} />
        ))}
      </div>
      <ul class="list">
        {told.map(({ name, time, fill }) => (
          <li key={name}>
            <span class={`swatch fill-${fill}`} aria-hidden="true" />
            {name}
            <span class="dim">{` ${duration(time)} · ${shareText(time / whole)}`}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const shareText = (share: number): string => (share < 0.005 ? '< 1 %' : `${Math.round(share * 100)} %`);
