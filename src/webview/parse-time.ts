/** A time as a person types it: `1.5`, `1.5s`, `340ms`, `12us`, `2m 5s`. Plain numbers are seconds. */

const units: Record<string, number> = {
  '': 1e6,
  h: 3600e6,
  m: 60e6,
  min: 60e6,
  s: 1e6,
  ms: 1e3,
  us: 1,
  µs: 1,
};

/** Microseconds, or undefined where it is no time. */
export function parseTime(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/\s*\+?(\d+(?:[.,]\d+)?)\s*([a-zµ]*)/gi)];
  const whole = parts.map((p) => p[0]).join('');
  if (parts.length === 0 || whole.trim() !== text.trim()) return undefined;
  let time = 0;
  for (const [, number = '', unit = ''] of parts) {
    const size = units[unit.toLowerCase()];
    if (size === undefined) return undefined;
    time += Number(number.replace(',', '.')) * size;
  }
  return time;
}
