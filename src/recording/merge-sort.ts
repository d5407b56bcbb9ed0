/** A stable merge sort that is quick on what is nearly sorted: it merges the ascending runs that it finds. */

/** How rows are compared: by a number, and where those are alike by a rule (whether `b` comes before `a`). */
export interface Keys {
  numbers: Float64Array;
  tie: (b: number, a: number) => boolean;
}

/** Sorts in place or into another array, and returns where the result is. */
export function mergeSort(rows: Uint32Array, keys: Keys): Uint32Array {
  let ends = runs(rows, keys);
  let from = rows;
  let to: Uint32Array | undefined;
  while (ends.length > 1) {
    to ??= new Uint32Array(rows.length);
    ends = mergePairs(from, to, ends, keys);
    [from, to] = [to, from];
  }
  return from;
}

/** Where each ascending run ends. */
function runs(rows: Uint32Array, keys: Keys): number[] {
  const ends: number[] = [];
  for (let i = 1; i <= rows.length; i++) {
    if (i === rows.length || comesBefore(keys.numbers, keys.tie, rows[i]!, rows[i - 1]!)) ends.push(i);
  }
  return ends;
}

function comesBefore(numbers: Float64Array, tie: Keys['tie'], b: number, a: number): boolean {
  const difference = numbers[b]! - numbers[a]!;
  return difference === 0 ? tie(b, a) : difference < 0;
}

function mergePairs(from: Uint32Array, to: Uint32Array, ends: number[], keys: Keys): number[] {
  const merged: number[] = [];
  let start = 0;
  for (let i = 0; i < ends.length; i += 2) {
    const middle = ends[i]!;
    const end = ends[i + 1] ?? middle;
    merge(from, to, start, middle, end, keys);
    merged.push(end);
    start = end;
  }
  return merged;
}

function merge(from: Uint32Array, to: Uint32Array, start: number, middle: number, end: number, keys: Keys): void {
  const { numbers, tie } = keys;
  let i = start;
  let j = middle;
  let at = start;
  while (i < middle && j < end) {
    to[at++] = comesBefore(numbers, tie, from[j]!, from[i]!) ? from[j++]! : from[i++]!;
  }
  while (i < middle) to[at++] = from[i++]!;
  while (j < end) to[at++] = from[j++]!;
}
