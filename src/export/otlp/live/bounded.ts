/** A map that holds so many entries and forgets the oldest of more, half of them at once: a `Map` finds its oldest entry slowly. */
export class Bounded<K, V> {
  private fresh = new Map<K, V>();
  private old = new Map<K, V>();

  constructor(private readonly most: number) {}

  get(key: K): V | undefined {
    return this.fresh.get(key) ?? this.old.get(key);
  }

  set(key: K, value: V): void {
    this.fresh.set(key, value);
    if (this.fresh.size * 2 < this.most) return;
    this.old = this.fresh;
    this.fresh = new Map();
  }

  /** Its value, which is then no longer there. */
  take(key: K): V | undefined {
    const value = this.get(key);
    this.fresh.delete(key);
    this.old.delete(key);
    return value;
  }
}
