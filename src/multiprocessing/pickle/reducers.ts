/**
 * The registry by which an object that is more than its data (a queue, a pipe's end, a lock) passes to another process:
 * as an argument of a Process, as a task's argument or result, and through queues and pipes.
 */

/** What a reducer may ask of the parcel that carries its object away. */
export interface OutgoingParcel {
  /** Holds the parcel back until this settles, as until a broker listens. A rejection fails the call that sends it. */
  waitFor(ready: Promise<unknown>): void;
  /** Called once if the parcel is thrown away before anybody opened it: its receiver died or its task was cancelled. */
  onDropped(callback: () => void): void;
}

/** How the objects of one class pass. `Data` is plain data, or holds other objects that pass. */
export interface Reducer<T extends object, Data> {
  /** Stable and unique: by it the other process finds the reducer. */
  tag: string;
  /** Called synchronously when the object is pickled (at `start()`, `applyAsync()`, `put()`, `send()`). */
  reduce(object: T, parcel: OutgoingParcel): Data;
  /** Called in the other process, once per object and parcel. */
  rebuild(data: Data): T;
}

// biome-ignore lint/complexity/noBannedTypes: a class with any constructor, also a private one, is only Function to TypeScript
type Class<T> = Function & { prototype: T };

const byTag = new Map<string, Reducer<object, unknown>>();
const byPrototype = new Map<object, Reducer<object, unknown>>();

/** Registers how the objects of a class, and of its subclasses that have no reducer of their own, pass to another process. */
export function registerReducer<T extends object, Data>(type: Class<T>, reducer: Reducer<T, Data>): void {
  byTag.set(reducer.tag, reducer as Reducer<object, unknown>);
  byPrototype.set(type.prototype, reducer as Reducer<object, unknown>);
}

/** The reducer for an object, by its class or the nearest class above it. */
export function reducerOf(object: object): Reducer<object, unknown> | undefined {
  for (let proto = Object.getPrototypeOf(object); proto !== null; proto = Object.getPrototypeOf(proto)) {
    const reducer = byPrototype.get(proto);
    if (reducer) return reducer;
  }
  return undefined;
}

/** The reducer that wrote a parcel's entry. */
export const reducerByTag = (tag: string): Reducer<object, unknown> | undefined => byTag.get(tag);
