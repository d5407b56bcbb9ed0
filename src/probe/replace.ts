/** Puts a function in the place of a method so that nobody sees a difference but in what it does. */
import { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } from './primordials.js';

/**
 * Replaces `object[name]`, own or inherited, by `make(original)`, with the name, the length and the enumerability that it had. An
 * inherited one is shadowed: on a prototype as visible as it was, so that `for … in` finds the same names.
 */
export function replace<T extends object, K extends keyof T>(
  object: T,
  name: K,
  make: (original: NonNullable<T[K]>) => NonNullable<T[K]>,
): void {
  const original = object[name] as NonNullable<T[K]>;
  const replacement = make(original);
  const had = descriptorOf(object, name);
  for (const field of ['name', 'length'] as const) {
    const value = getOwnPropertyDescriptor(original, field);
    if (value !== undefined) defineProperty(replacement, field, value);
  }
  const enumerable = had?.enumerable ?? true;
  defineProperty(object, name, { value: replacement, enumerable, configurable: true, writable: true });
}

function descriptorOf(object: object, name: PropertyKey): PropertyDescriptor | undefined {
  for (let at: object | null = object; at !== null; at = getPrototypeOf(at)) {
    const own = getOwnPropertyDescriptor(at, name);
    if (own !== undefined) return own;
  }
  return undefined;
}

/** The same function, but for what it throws: nothing of ours may reach the program. */
export function quiet<A extends unknown[]>(action: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      action(...args);
    } catch {
      // An event less; the program must not notice.
    }
  };
}

/** What Node keeps behind a symbol of this description on an object itself. */
export function hidden<T>(object: object, description: string): T | null | undefined {
  const symbol = Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === description);
  return symbol && (object as Record<symbol, T>)[symbol];
}
