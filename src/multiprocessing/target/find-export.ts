/** Finds a function or class by identity among what the loaded CommonJS modules export. */
import { load } from '../on-demand.js';
import { hashOf, type Reference, type Target } from './reference.js';
import { isOurs } from './user-files.js';

const { cache } = load;

/** The reference through the exports of a module of `require.cache`, two levels deep, so that static methods are found. */
export function findExport(target: Target): Reference | undefined {
  // The modules loaded last are the innermost: rather the file that declares it than an index that exports it again.
  for (const module of Object.values(cache).reverse()) {
    if (!module || isOurs(module.filename)) continue;
    const path = pathTo(target, module.exports);
    if (path) return { kind: 'export', module: module.filename, esm: false, path, hash: hashOf(target) };
  }
  return undefined;
}

function pathTo(target: Target, exports: unknown): string[] | undefined {
  if (exports === target) return [];
  if (!isObject(exports)) return undefined;
  const compiled = (propertyOf(exports, '__esModule', false) ?? false) === true || isNamespace(exports);
  const names = Object.getOwnPropertyNames(exports);
  for (const name of names) if (propertyOf(exports, name, compiled) === target) return [name];
  for (const name of names) {
    const inner = propertyOf(exports, name, compiled);
    if (isObject(inner) && propertyOf(inner, target.name, false) === target) return [name, target.name];
  }
  return undefined;
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

const isNamespace = (exports: object): boolean => Object.prototype.toString.call(exports) === '[object Module]';

/** A property's value. Getters are only called where a compiler made them: others may load half a library or warn. */
function propertyOf(object: object, name: string, withGetters: boolean): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(object, name);
  if (descriptor === undefined) return undefined;
  if (descriptor.get === undefined) return descriptor.value;
  if (!withGetters) return undefined;
  try {
    return (object as Record<string, unknown>)[name];
  } catch {
    return undefined; // A binding that is not initialised yet: its module is still being evaluated.
  }
}
