/** A function or class as it crosses to another process: where its module is and by what name it is found there. */

// biome-ignore lint/complexity/noBannedTypes: functions and classes of any signature, which is all that is known of them here
export type Target = Function;

export type Reference =
  /** Of the global object, as `Math.sqrt`, or of a module of Node's, as `path.join` of `node:path`. */
  | { kind: 'builtin'; module?: string; path: string[] }
  /** Reached from a module's exports by these names. */
  | { kind: 'export'; module: string; esm: boolean; path: string[]; hash: number }
  /** Declared at the top level of a module under this name and, as far as is known, not exported. */
  | { kind: 'local'; module: string; esm: boolean; name: string; hash: number };

/** One that lies in a module of the user's. */
export type ModuleReference = Exclude<Reference, { kind: 'builtin' }>;

/** A number that tells whether the other process has found the same source text (cyrb53; no need of cryptography here). */
export function hashOf(target: Target): number {
  const text = sourceOf(target);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

/** The source text, also of a class or function that has overridden `toString`. */
export const sourceOf = (target: Target): string => Function.prototype.toString.call(target);

/** How errors call it. */
export const nameOf = (target: Target): string => (target.name === '' ? '(anonymous)' : target.name);
