/** How times, sizes and counts are written: the same in picture, log and details. */
import { language } from './strings.js';

/** A count with the separators of the language: 1,204. */
export const count = (n: number): string => numbers().format(n);

/** A moment of the run, microseconds, as seconds with as many digits as the microseconds need: 1.204318 s. */
export const moment = (us: number): string => `${decimals(us / 1e6, 6)} s`;

/** A moment in a column of the log: always six digits, so that the points stand under each other. */
export const momentCell = (us: number): string => (us / 1e6).toFixed(6);

/** A stretch of time, microseconds, in the unit in which a person would say it: 340 µs, 1.25 ms, 3.4 s, 2 min 5 s. */
export function duration(us: number): string {
  const size = Math.abs(us);
  if (size < 1000) return `${decimals(us, size < 10 ? 1 : 0)} µs`;
  if (size < 1e6) return `${decimals(us / 1e3, size < 1e4 ? 2 : 1)} ms`;
  if (size < 60e6) return `${decimals(us / 1e6, size < 1e7 ? 2 : 1)} s`;
  return minutes(Math.round(us / 1e6));
}

function minutes(seconds: number): string {
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A size in bytes: 12 B, 1.5 kB, 3.2 MB. */
export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  if (n < 1e6) return `${decimals(n / 1e3, 1)} kB`;
  if (n < 1e9) return `${decimals(n / 1e6, 1)} MB`;
  return `${decimals(n / 1e9, 2)} GB`;
}

export const percent = (n: number): string => `${decimals(n, n < 10 ? 1 : 0)} %`;

/** With at most so many digits after the point, and no zeros at the end. */
const decimals = (n: number, digits: number): string => `${Number(n.toFixed(digits))}`;

let formatter: { language: string; format: Intl.NumberFormat } | undefined;

function numbers(): Intl.NumberFormat {
  if (formatter?.language !== language())
    formatter = { language: language(), format: new Intl.NumberFormat(language()) };
  return formatter.format;
}
