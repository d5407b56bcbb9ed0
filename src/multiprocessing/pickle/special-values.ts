/**
 * The parts of a value that are no plain data: each is replaced by a mark and written into a list of entries, with what is needed to
 * make it again. The rest of the value stays as it is, with its cycles.
 */
import { types } from 'node:util';
import { PicklingError } from '../errors.js';
import { findPart, sharingPart } from '../on-demand.js';
import { loadTarget, targetIfLoaded } from '../target/load-target.js';
import type { Reference, Target } from '../target/reference.js';
import { type OutgoingParcel, reducerByTag, reducerOf } from './reducers.js';
import { type Marks, mapParts, partsOf } from './value-parts.js';

/** One part that is no plain data. */
export type Entry =
  | { kind: 'target'; reference: Reference }
  | { kind: 'instance'; type: Reference; fields: unknown }
  | { kind: 'error'; type: Reference | string; message: string; fields: unknown }
  | { kind: 'reduced'; tag: string; data: unknown }
  | { kind: 'url'; href: string };

/** Whether anything in a value is not for structured clone alone. */
export function needsFlattening(value: unknown): boolean {
  const seen = new Set<object>();
  const visit = (part: unknown): boolean => {
    if (typeof part === 'function') return true;
    if (typeof part !== 'object' || part === null || seen.has(part)) return false;
    seen.add(part);
    return isSpecial(part) || partsOf(part).some(visit);
  };
  return visit(value);
}

/** A value with marks in it, and what they stand for. */
export function flatten(value: unknown, parcel: OutgoingParcel, call: string): { root: unknown; entries: Entry[] } {
  const entries: Entry[] = [];
  const marks: Marks = new Map();
  const visit = (part: unknown): unknown => {
    if (typeof part === 'symbol')
      throw new PicklingError(
        `${call} cannot pass the symbol ${String(part)}: a symbol is only known in its own process.`,
      );
    if ((typeof part !== 'object' && typeof part !== 'function') || part === null) return part;
    const marked = marks.get(part);
    if (marked !== undefined) return marked;
    if (typeof part === 'object' && !isSpecial(part)) return mapParts(part, visit, marks);
    const mark = { [MARK]: entries.length };
    marks.set(part, mark);
    entries.push(undefined as unknown as Entry);
    entries[mark[MARK]!] = entryOf(part, visit, parcel, call);
    return mark;
  };
  return { root: visit(value), entries };
}

const MARK = '\u0000process-view';

function isSpecial(object: object): boolean {
  if (types.isNativeError(object) || reducerOf(object) !== undefined || object instanceof URL) return true;
  const prototype = Object.getPrototypeOf(object);
  if (prototype === Object.prototype || prototype === null || Array.isArray(object)) return false;
  return !isCloneable(object);
}

const isCloneable = (object: object): boolean =>
  types.isMap(object) ||
  types.isSet(object) ||
  types.isDate(object) ||
  types.isRegExp(object) ||
  types.isAnyArrayBuffer(object) ||
  ArrayBuffer.isView(object) ||
  types.isBoxedPrimitive(object);

function entryOf(part: object, visit: (part: unknown) => unknown, parcel: OutgoingParcel, call: string): Entry {
  if (typeof part === 'function') return { kind: 'target', reference: findPart().findTarget(part as Target, call) };
  const reducer = reducerOf(part);
  if (reducer) return { kind: 'reduced', tag: reducer.tag, data: visit(reducer.reduce(part, parcel)) };
  if (part instanceof URL) return { kind: 'url', href: part.href };
  if (types.isNativeError(part)) return errorEntry(part, visit, call);
  const reason = whyNot(part);
  if (reason !== undefined)
    throw new PicklingError(`${call} cannot pass ${reason}. Pass the data that it was made from.`);
  return { kind: 'instance', type: findPart().findTarget(part.constructor, call), fields: visit({ ...part }) };
}

function whyNot(object: object): string | undefined {
  if (types.isPromise(object)) return 'a Promise to another process: await it first';
  if (types.isWeakMap(object) || types.isWeakSet(object))
    return `a ${object.constructor.name} to another process: it holds what is only known here`;
  if (types.isGeneratorObject(object)) return 'a generator to another process: it is code that has stopped half-way';
  if (typeof object.constructor !== 'function') return 'an object without a constructor to another process';
  return undefined;
}

/** An error's own fields, of which structured clone would lose most; with its class where that can be found. */
function errorEntry(error: Error, visit: (part: unknown) => unknown, call: string): Entry {
  const fields: Record<string, unknown> = {};
  for (const key of Object.getOwnPropertyNames(error)) {
    if (key !== 'message') fields[key] = passable((error as unknown as Record<string, unknown>)[key], visit);
  }
  if (!('name' in fields) && !isBuiltinError(error.constructor)) fields.name = error.name;
  return { kind: 'error', type: errorType(error, call), message: error.message, fields };
}

const isBuiltinError = (type: Target): boolean => (globalThis as Record<string, unknown>)[type.name] === type;

function errorType(error: Error, call: string): Reference | string {
  if (isBuiltinError(error.constructor)) return error.constructor.name;
  try {
    return findPart().findTarget(error.constructor, call);
  } catch {
    return 'Error'; // A class that is only known here: the error passes nevertheless, with its name and fields.
  }
}

/** A field of an error, or its text where it cannot pass: an error must never be lost for what is attached to it. */
function passable(value: unknown, visit: (part: unknown) => unknown): unknown {
  try {
    return visit(value);
  } catch {
    return String(value);
  }
}

/** Makes the value again: at once where all modules are loaded, else as a promise. */
export function rebuild(flat: { root: unknown; entries: Entry[] }): { value: unknown } | { loading: Promise<unknown> } {
  const targets = new Map<Reference, Target>();
  const missing: Reference[] = [];
  for (const reference of flat.entries.flatMap(referencesOf)) {
    const target = targetIfLoaded(reference);
    if (target) targets.set(reference, target);
    else missing.push(reference);
  }
  if (missing.length === 0) return { value: assemble(flat, targets) };
  const load = async (reference: Reference) => targets.set(reference, await loadTarget(reference));
  return { loading: Promise.all(missing.map(load)).then(() => assemble(flat, targets)) };
}

function referencesOf(entry: Entry): Reference[] {
  if (entry.kind === 'target') return [entry.reference];
  return (entry.kind === 'instance' || entry.kind === 'error') && typeof entry.type !== 'string' ? [entry.type] : [];
}

function assemble({ root, entries }: { root: unknown; entries: Entry[] }, targets: Map<Reference, Target>): unknown {
  const done = new Set<object>();
  const objects = entries.map((entry) => (entry.kind === 'reduced' ? undefined : shellOf(entry, targets)));
  const resolve = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    const index = (part as { [MARK]?: number })[MARK];
    if (index !== undefined) return objectAt(index);
    if (done.has(part)) return part;
    done.add(part);
    return mapParts(part, resolve);
  };
  const objectAt = (index: number): unknown => {
    const entry = entries[index]!;
    if (entry.kind === 'reduced') objects[index] ??= reducerFor(entry.tag).rebuild(resolve(entry.data)) as Target;
    return objects[index];
  };
  const value = resolve(root);
  entries.forEach((entry, index) => {
    if (entry.kind === 'instance' || entry.kind === 'error')
      fill(objects[index] as object, resolve(entry.fields) as object, entry.kind);
  });
  return value;
}

/** The object as it is before its fields, so that a cycle through it finds it. */
function shellOf(entry: Exclude<Entry, { kind: 'reduced' }>, targets: Map<Reference, Target>): object {
  switch (entry.kind) {
    case 'target':
      return targets.get(entry.reference)!;
    case 'instance':
      return Object.create(targets.get(entry.type)!.prototype as object);
    case 'url':
      return new URL(entry.href);
    case 'error':
      return errorShell(entry, targets);
  }
}

function errorShell(entry: Entry & { kind: 'error' }, targets: Map<Reference, Target>): Error {
  const named =
    typeof entry.type === 'string' ? (globalThis as Record<string, unknown>)[entry.type] : targets.get(entry.type);
  const error = new Error(entry.message);
  if (typeof named === 'function') Object.setPrototypeOf(error, named.prototype as object);
  return error;
}

/** An error's standard fields stay hidden from enumeration, as they were. */
function fill(object: object, fields: object, kind: 'instance' | 'error'): void {
  for (const [key, value] of Object.entries(fields)) {
    const enumerable = kind === 'instance' || !['stack', 'cause', 'errors', 'name'].includes(key);
    Object.defineProperty(object, key, { value, enumerable, configurable: true, writable: true });
  }
}

function reducerFor(tag: string) {
  if (!reducerByTag(tag)) sharingPart();
  const reducer = reducerByTag(tag);
  if (reducer) return reducer;
  throw new PicklingError(
    `Nothing here knows how to rebuild a ${tag}: the other process runs another version of process-view.`,
  );
}
