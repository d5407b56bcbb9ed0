/** A stable merge sort that is quick on what is nearly sorted: it merges the ascending runs that it finds. */

/** Sorts in place or into another array, and returns where the result is. */
export function mergeSort(rows: Uint32Array, before: (a: number, b: number) => boolean): Uint32Array {
  let ends = runs(rows, before);
  let from = rows;
  let to: Uint32Array | undefined;
  while (ends.length > 1) {
    to ??= new Uint32Array(rows.length);
    ends = mergePairs(from, to, ends, before);
    [from, to] = [to, from];
  }
  return from;
}

/** Where each ascending run ends. */
function runs(rows: Uint32Array, before: (a: number, b: number) => boolean): number[] {
  const ends: number[] = [];
  for (let i = 1; i <= rows.length; i++) if (i === rows.length || before(rows[i]!, rows[i - 1]!)) ends.push(i);
  return ends;
}

function mergePairs(
  from: Uint32Array,
  to: Uint32Array,
  ends: number[],
  before: (a: number, b: number) => boolean,
): number[] {
  const merged: number[] = [];
  let start = 0;
  for (let i = 0; i < ends.length; i += 2) {
    const middle = ends[i]!;
    const end = ends[i + 1] ?? middle;
    merge(from, to, start, middle, end, before);
    merged.push(end);
    start = end;
  }
  return merged;
}

function merge(
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
  before: (a: number, b: number) => boolean,
): void {
  let i = start;
  let j = middle;
  let at = start;
  while (i < middle && j < end) to[at++] = before(from[j]!, from[i]!) ? from[j++]! : from[i++]!;
  while (i < middle) to[at++] = from[i++]!;
  while (j < end) to[at++] = from[j++]!;
}
