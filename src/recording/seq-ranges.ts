/** Which numbers of a (pid, tid) have been seen, as ranges, so that the missing ones can be named. */
export class SeqRanges {
  /** Ascending, apart from each other: [from, to, from, to, …], both inclusive. */
  private readonly bounds: number[] = [];

  add(seq: number): void {
    const { bounds } = this;
    const last = bounds.length - 1;
    if (last < 0 || seq > bounds[last]! + 1) bounds.push(seq, seq);
    else if (seq === bounds[last]! + 1) bounds[last] = seq;
    else this.insert(seq);
  }

  /** The missing ranges from 1 up to the highest number seen. */
  missing(): { from: number; to: number }[] {
    const gaps: { from: number; to: number }[] = [];
    let next = 1;
    for (let i = 0; i < this.bounds.length; i += 2) {
      if (this.bounds[i]! > next) gaps.push({ from: next, to: this.bounds[i]! - 1 });
      next = Math.max(next, this.bounds[i + 1]! + 1);
    }
    return gaps;
  }

  private insert(seq: number): void {
    const { bounds } = this;
    const i = this.firstReaching(seq);
    if (seq >= bounds[i]! && seq <= bounds[i + 1]!) return;
    if (seq === bounds[i + 1]! + 1) bounds[i + 1] = seq;
    else if (seq === bounds[i]! - 1) bounds[i] = seq;
    else bounds.splice(i, 0, seq, seq);
    if (bounds[i + 1]! + 1 === bounds[i + 2]) bounds.splice(i + 1, 2);
  }

  /** The place of the first range that ends at `seq - 1` or later. */
  private firstReaching(seq: number): number {
    let low = 0;
    let high = this.bounds.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.bounds[middle * 2 + 1]! + 1 < seq) low = middle + 1;
      else high = middle;
    }
    return low * 2;
  }
}
