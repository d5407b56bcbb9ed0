/** Two runs of one thread, side by side: through legal reorderings to what is really different. */
import type { Happening } from './happenings.js';

/**
 * `order`: both did both, the one this first, the other that. `content`: the same place, another content. `missing`: in one run only.
 */
export interface LaneDifference {
  readonly kind: 'order' | 'content' | 'missing';
  readonly a: Happening | undefined;
  readonly b: Happening | undefined;
  /** For an order: where the first run did what the second did first, and the other way round. */
  readonly later?: { readonly a: Happening; readonly b: Happening };
  /** The thread had got other inputs before, or, which matters to the order of its deeds, in another order: it may follow from that. */
  readonly afterInput: boolean;
  /** Of one that is missing: what the other run has in its place. */
  readonly next?: Happening | undefined;
  /** The step in the first run after which it stands. */
  readonly after: number;
}

export interface LaneComparison {
  readonly differences: readonly LaneDifference[];
  /** What is in both. */
  readonly same: readonly (readonly [a: Happening, b: Happening])[];
}

export function compareLanes(a: readonly Happening[], b: readonly Happening[]): LaneComparison {
  const comparison = new Comparison(a, b);
  comparison.run();
  return comparison;
}

class Comparison implements LaneComparison {
  readonly differences: LaneDifference[] = [];
  readonly same: [Happening, Happening][] = [];
  private readonly left: Queue;
  private readonly right: Queue;
  private readonly outOfOrder = new Set<Happening>();
  private otherOrder = false;
  private otherInput = false;
  private after = -1;

  constructor(a: readonly Happening[], b: readonly Happening[]) {
    this.left = new Queue(a);
    this.right = new Queue(b);
  }

  run(): void {
    for (;;) {
      const [a, b] = [this.left.first(), this.right.first()];
      if (a === undefined && b === undefined) return;
      if (a !== undefined && b !== undefined && a.full === b.full) this.match(a, b);
      else this.differ(a, b);
    }
  }

  private match(a: Happening, b: Happening): void {
    this.left.take(a);
    this.right.take(b);
    this.same.push([a, b]);
    this.after = Math.max(this.after, a.step);
  }

  private differ(a: Happening | undefined, b: Happening | undefined): void {
    const aLater = a && this.right.find(a.full);
    const bLater = b && this.left.find(b.full);
    if (a && b && aLater && bLater) {
      this.note({ kind: 'order', a, b, later: { a: bLater, b: aLater } });
      // What came from outside is looked at as if it had come now; of two deeds, the first run's.
      if (b.input && !a.input) this.match(bLater, b);
      else this.match(a, aLater);
    } else if (a && b && !aLater && !bLater && a.bare === b.bare) this.changeContent(a, b);
    else if (a && !aLater) this.changeContent(a, this.right.unlike(a, this.left));
    else this.changeContent(b && this.left.unlike(b, this.right), b);
  }

  /** Of the same kind and of other content, or missing where there is nothing of the kind. */
  private changeContent(a: Happening | undefined, b: Happening | undefined): void {
    if (a && b) {
      this.note({ kind: 'content', a, b });
      this.match(a, b);
    } else this.miss(a, b);
  }

  private miss(a: Happening | undefined, b: Happening | undefined): void {
    this.note({ kind: 'missing', a, b, next: a ? this.right.first() : this.left.first() });
    if (a) this.left.take(a);
    if (b) this.right.take(b);
  }

  private note(difference: Pick<LaneDifference, 'kind' | 'a' | 'b' | 'later' | 'next'>): void {
    const { kind, a, b } = difference;
    const decided = isOfLives(a) && isOfLives(b);
    const afterInput = this.otherInput || (kind === 'order' && this.otherOrder && !decided);
    if (!this.isTold(difference, afterInput)) this.differences.push({ ...difference, afterInput, after: this.after });
    if (!a?.input && !b?.input) return;
    if (kind === 'order') this.otherOrder = true;
    else this.otherInput = true;
  }

  /** One that came much later in the other run is out of order with all that lies between: once is enough. */
  private isTold({ kind, a, b }: Pick<LaneDifference, 'kind' | 'a' | 'b'>, afterInput: boolean): boolean {
    if (kind !== 'order') return false;
    const told = (this.outOfOrder.has(a!) || this.outOfOrder.has(b!)) && (a!.input || b!.input || afterInput);
    this.outOfOrder.add(a!).add(b!);
    return told;
  }
}

/** Whom a program starts and joins hangs less on the order in which messages came than to whom it answers. */
const isOfLives = (happening: Happening | undefined): boolean => /^(spawn|join) /.test(happening?.bare ?? '');

/** What is still to be compared, in order, with a way to what is like another. */
class Queue {
  /** Those that are alike, and how many of them are taken. */
  private readonly places = new Map<string, { all: Happening[]; taken: number }>();
  private readonly taken = new Set<Happening>();
  private next = 0;

  constructor(private readonly all: readonly Happening[]) {
    for (const happening of all) {
      const known = this.places.get(happening.full);
      if (known) known.all.push(happening);
      else this.places.set(happening.full, { all: [happening], taken: 0 });
    }
  }

  first(): Happening | undefined {
    while (this.next < this.all.length && this.taken.has(this.all[this.next]!)) this.next++;
    return this.all[this.next];
  }

  find(full: string): Happening | undefined {
    const alike = this.places.get(full);
    return alike?.all[alike.taken];
  }

  /** The next that the program did of the same kind with a content of which the other run has none. */
  unlike({ input, bare }: Happening, other: Queue): Happening | undefined {
    if (input) return undefined;
    const near = this.all.slice(this.next, this.next + NEAR);
    return near.find((one) => one.bare === bare && !this.taken.has(one) && other.find(one.full) === undefined);
  }

  take(happening: Happening): void {
    this.taken.add(happening);
    // Of those that are alike the first is always the one that is taken.
    this.places.get(happening.full)!.taken++;
  }
}

/** How far a thing of the same kind is looked for. */
const NEAR = 50;
