/** Work over very many events that can be put aside and taken up again: each `yield` is a place where it can. */

export type Sliced<T> = Generator<void, T>;

/** All of it at once. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const turn = work.next();
    if (turn.done) return turn.value;
  }
}
