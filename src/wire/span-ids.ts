/**
 * The names of a run's spans, spelled in one place: a process makes its own from what it knows of itself, and whoever sends or exports
 * the spans arrives at the same.
 */

/** `life` counts, from 0, the processes that had this pid and this parent before. */
export const processSpanId = (seed: string, pid: number, ppid: number, life = 0): string =>
  spanId(seed, 'process', pid, ppid, life);

/** Sixteen hexadecimal digits, never all 0; other words give others. */
export function spanId(seed: string, ...words: (string | number)[]): string {
  const text = [seed, ...words].join('\n');
  let [one, two] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(((two << 5) | (two >>> 27)) ^ code, 0x27d4eb2d);
  }
  return `${digits(stirred(one) || 1)}${digits(stirred(two ^ one))}`;
}

/** So that each bit of what comes in changes half of what goes out. */
function stirred(bits: number): number {
  const once = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

const digits = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');
