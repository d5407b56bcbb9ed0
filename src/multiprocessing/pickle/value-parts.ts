/** The parts of a plain value: the elements, entries and fields that structured clone goes into. */
import { types } from 'node:util';

/** What has been copied or marked already, so that cycles end. */
export type Marks = Map<object, unknown>;

/** The values directly inside an object. */
export function partsOf(object: object): unknown[] {
  if (Array.isArray(object)) return object;
  if (types.isMap(object)) return [...object.keys(), ...object.values()];
  if (types.isSet(object)) return [...object];
  return isLeaf(object) ? [] : Object.values(object);
}

/**
 * Replaces each part by what `change` gives for it: in a copy that is entered in `copies` before its parts are looked at, or, without
 * `copies`, in the object itself.
 */
export function mapParts(object: object, change: (part: unknown) => unknown, copies?: Marks): object {
  if (isLeaf(object)) return object;
  if (types.isMap(object)) return mapMap(object, change, copies);
  if (types.isSet(object)) return mapSet(object, change, copies);
  const result = copies ? emptyLike(object) : object;
  copies?.set(object, result);
  for (const key of Object.keys(object)) assign(result, key, change((object as Record<string, unknown>)[key]));
  return result;
}

const isLeaf = (object: object): boolean =>
  types.isDate(object) ||
  types.isRegExp(object) ||
  types.isAnyArrayBuffer(object) ||
  ArrayBuffer.isView(object) ||
  types.isBoxedPrimitive(object);

const emptyLike = (object: object): object => (Array.isArray(object) ? new Array(object.length) : {});

/** Defined rather than set where setting would do something else. */
function assign(object: object, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else (object as Record<string, unknown>)[key] = value;
}

function mapMap(map: Map<unknown, unknown>, change: (part: unknown) => unknown, copies?: Marks): Map<unknown, unknown> {
  const result = copies ? new Map() : map;
  copies?.set(map, result);
  const entries = [...map];
  result.clear();
  for (const [key, value] of entries) result.set(change(key), change(value));
  return result;
}

function mapSet(set: Set<unknown>, change: (part: unknown) => unknown, copies?: Marks): Set<unknown> {
  const result = copies ? new Set() : set;
  copies?.set(set, result);
  const parts = [...set];
  result.clear();
  for (const part of parts) result.add(change(part));
  return result;
}
