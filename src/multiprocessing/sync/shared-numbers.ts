/**
 * SharedValue and SharedArray: numbers that all processes see. Node has no memory that processes share, so they are kept by a broker:
 * each read and each change is a message to it and back, and each is atomic.
 */

import { Handle } from '../client/handle.js';
import { ValueError } from '../errors.js';
import { fromWire, toWire } from '../frames/frames.js';
import { type NumberType, numberArrays } from './number-types.js';
import { registerShared, SharedObject } from './shared-object.js';

/**
 * A number that all processes see (Python: `multiprocessing.Value`). It is not shared memory, which Node does not have: a read costs a
 * message to a broker and back, some tens of microseconds. In return each operation is atomic, without a lock.
 */
export class SharedValue extends SharedObject {
  /** `type`: `float64` by default (Python: `'d'`), `int32` (`'i'`) and so on; numbers wrap around as in that type. */
  constructor(value?: number, type?: NumberType);
  /** @internal */
  constructor(from: Handle);
  constructor(from: number | Handle = 0, type: NumberType = 'float64') {
    super(from instanceof Handle ? from : cells(type, [from]), undefined);
  }

  /** Its value now (Python: `value`). */
  async get(): Promise<number> {
    return fromWire(await this.ask('get', { index: 0 }));
  }

  /** Gives it a value; returns the one before (Python: `value = …`). */
  async set(value: number): Promise<number> {
    return fromWire(await this.ask('set', { index: 0, values: [toWire(value)] }));
  }

  /** Adds to it, so that no addition of another process is lost; returns the value before (Python: `with v.get_lock(): v.value += …`). */
  async add(amount = 1): Promise<number> {
    return fromWire(await this.ask('add', { index: 0, by: toWire(amount) }));
  }

  /** Sets it to `value` if it is `expected`; returns the value before. */
  async compareExchange(expected: number, value: number): Promise<number> {
    const fields = { index: 0, expected: toWire(expected), value: toWire(value) };
    return fromWire(await this.ask('exchangeIf', fields));
  }

  /** Changes it by a function of its value, called again where another process was faster; returns the new value. */
  async update(change: (value: number) => number): Promise<number> {
    for (;;) {
      const before = await this.get();
      const after = change(before);
      if (Object.is(await this.compareExchange(before, after), before)) return after;
    }
  }
}

/** Numbers that all processes see (Python: `multiprocessing.Array`). What is said of SharedValue is true of it too. */
export class SharedArray extends SharedObject {
  readonly length: number;

  /** `values`: the numbers, or how many zeros. */
  constructor(values: number | Iterable<number>, type?: NumberType);
  /** @internal */
  constructor(from: Handle);
  constructor(from: number | Iterable<number> | Handle, type: NumberType = 'float64') {
    super(from instanceof Handle ? from : cells(type, initial(from)), undefined);
    const { blueprint } = this.handle;
    this.length = blueprint.kind === 'cells' ? blueprint.values.length : 0;
  }

  /** The number at `index` now. */
  async get(index: number): Promise<number> {
    return fromWire(await this.ask('get', { index: this.#check(index) }));
  }

  /** Gives the number at `index` a value, and those after it the other values; all at once. */
  async set(index: number, ...values: number[]): Promise<void> {
    this.#check(index + Math.max(values.length, 1) - 1);
    await this.ask('set', { index: this.#check(index), values: values.map(toWire) });
  }

  /** Adds to the number at `index`; returns the value before. */
  async add(index: number, amount = 1): Promise<number> {
    return fromWire(await this.ask('add', { index: this.#check(index), by: toWire(amount) }));
  }

  /** Sets the number at `index` to `value` if it is `expected`; returns the value before. */
  async compareExchange(index: number, expected: number, value: number): Promise<number> {
    const fields = { index: this.#check(index), expected: toWire(expected), value: toWire(value) };
    return fromWire(await this.ask('exchangeIf', fields));
  }

  /** The numbers from `start` to before `end`, as they were at one moment. */
  async slice(start = 0, end = this.length): Promise<number[]> {
    return ((await this.ask('slice', { index: start, end })) as unknown[]).map(fromWire);
  }

  #check(index: number): number {
    if (Number.isInteger(index) && index >= 0 && index < this.length) return index;
    throw new ValueError(`SharedArray: there is no index ${index} in an array of ${this.length}.`);
  }
}

function cells(type: NumberType, values: number[]): { kind: 'cells'; type: NumberType; values: unknown[] } {
  if (!(type in numberArrays))
    throw new ValueError(
      `There is no number type ${String(type)}: it is one of ${Object.keys(numberArrays).join(', ')}.`,
    );
  return { kind: 'cells', type, values: values.map(toWire) };
}

const initial = (from: number | Iterable<number>): number[] =>
  typeof from === 'number' ? new Array<number>(from).fill(0) : [...from];

registerShared(SharedValue, (handle) => new SharedValue(handle));
registerShared(SharedArray, (handle) => new SharedArray(handle));
