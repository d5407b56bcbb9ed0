/** A debugger's pause stands over whatever its lane waited for meanwhile: cuts it into the lane's stretches. Pure. */

/** One stretch of a lane: from where to where, its code of `segmentKinds`, and the wait, -1 for none. */
export type Stretch = [from: number, to: number, what: number, wait: number];

/** Both lists ascend and have no overlap of their own. */
export function* cutBy(pauses: readonly Stretch[], stretches: Iterable<Stretch>): Generator<Stretch> {
  let next = 0;
  for (const [from, to, what, wait] of stretches) {
    let at = from;
    for (let i = next; i < pauses.length && pauses[i]![0] < to; i++) {
      const [begin, end, kind, pause] = pauses[i]!;
      if (end <= at) continue;
      if (begin > at) yield [at, begin, what, wait];
      const until = Math.min(end, to);
      yield [Math.max(begin, at), until, kind, pause];
      at = until;
      if (end <= to) next = i + 1;
    }
    if (at < to || from === to) yield [at, to, what, wait];
  }
}
