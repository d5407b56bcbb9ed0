/** How times and sizes are written for a terminal. */

/** A moment of the run, microseconds, in milliseconds. */
export const moment = (us: number): string => (us / 1000).toFixed(3);

/** A stretch of time, microseconds, in the unit in which a person would say it. */
export function duration(us: number): string {
  if (us < 1000) return `${Math.round(us)} µs`;
  if (us < 1e6) return `${(us / 1000).toFixed(1)} ms`;
  return `${(us / 1e6).toFixed(2)} s`;
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** On one line and not too long: what would break the line, or steer the terminal, is shown and not done. */
export function inLine(text: string, longest = 100): string {
  const flat = text.replace(UNPRINTABLE, (c) => shown[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f]/g;
const shown: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };
