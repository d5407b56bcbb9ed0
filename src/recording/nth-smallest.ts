/** The n-th smallest of many numbers, found without sorting them all. */

/** `n` from 0. Puts the numbers into another order. */
export function nthSmallest(numbers: Float64Array, n: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const [left, right] = parted(numbers, low, high);
    if (n <= right) high = right;
    else if (n >= left) low = left;
    else break; // Between the two all are alike.
  }
  return numbers[n]!;
}

/** From `low` to `right` none is greater than any from `left` to `high`. */
function parted(numbers: Float64Array, low: number, high: number): [left: number, right: number] {
  const pivot = numbers[(low + high) >> 1]!;
  let [i, j] = [low, high];
  while (i <= j) {
    while (numbers[i]! < pivot) i++;
    while (numbers[j]! > pivot) j--;
    if (i > j) break;
    const swapped = numbers[i]!;
    numbers[i++] = numbers[j]!;
    numbers[j--] = swapped;
  }
  return [i, j];
}
