/** The receiving side: loads the module that a reference names and finds the function or class in it. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { whileLoading } from '../child/main-guard.js';
import { PicklingError } from '../errors.js';
import { load } from '../on-demand.js';
import { isWatched, localOf, watchCommonJs, watchEsModule } from './local-names.js';
import { hashOf, type ModuleReference, type Reference, type Target } from './reference.js';

const namespaces = new Map<string, object>();

/** The target, where its module is loaded already or can be at once; undefined where {@link loadTarget} has to be awaited. */
export function targetIfLoaded(reference: Reference): Target | undefined {
  if (reference.kind === 'builtin') return builtin(reference);
  const namespace = namespaces.get(reference.module) ?? (reference.esm ? undefined : loadCommonJs(reference));
  // Not found in an ES module: there is another way, which takes time.
  return namespace && (tryFind(namespace, reference) ?? (reference.esm ? undefined : notFound(reference)));
}

/** Loads the target's module if need be. */
export async function loadTarget(reference: Reference): Promise<Target> {
  if (reference.kind === 'builtin') return builtin(reference);
  const loaded = namespaces.get(reference.module) ?? (await loadModule(reference));
  const found = tryFind(loaded, reference);
  if (found) return found;
  return (await loadedAgain(reference)) ?? notFound(reference);
}

async function loadModule(reference: ModuleReference): Promise<object> {
  if (!reference.esm) return loadCommonJs(reference);
  const namespace = await importModule(reference, '');
  namespaces.set(reference.module, namespace);
  return namespace;
}

/**
 * An ES module that was loaded for something that it exports, before its inner names were asked for, does not give them any more. A
 * second copy does: the functions are the same, its variables are its own.
 */
async function loadedAgain(reference: ModuleReference): Promise<Target | undefined> {
  if (!reference.esm || reference.kind !== 'local' || isWatched(reference)) return undefined;
  return tryFind(await importModule(reference, '?process-view'), reference);
}

async function importModule(reference: ModuleReference, query: string): Promise<object> {
  // Node before 22.15: the hooks for `import` of whoever compiles TypeScript may not have been started yet; ours go before them.
  (globalThis as { [key: symbol]: (() => void) | undefined })[Symbol.for('process-view.will-import')]?.();
  watchEsModule(reference, query);
  const { href } = pathToFileURL(reference.module);
  return (await whileLoading(() => import(href + query))) as object;
}

function loadCommonJs(reference: ModuleReference): object {
  watchCommonJs(reference.module);
  const exports = whileLoading(() => load(reference.module) as object);
  namespaces.set(reference.module, exports);
  return exports;
}

function builtin(reference: Reference & { kind: 'builtin' }): Target {
  const found = follow(reference.module === undefined ? globalThis : load(reference.module), reference.path);
  return typeof found === 'function' ? found : notFound(reference);
}

function tryFind(namespace: object, reference: ModuleReference): Target | undefined {
  const names = reference.kind === 'local' ? [reference.name] : reference.path;
  const candidates = [
    () => follow(namespace, names),
    // A CommonJS module that was imported has its exports as `default`.
    () => follow((namespace as { default?: unknown }).default, names),
    () => (names.length === 1 ? localOf(reference.module, names[0]!) : undefined),
    () => staticMethod(namespace, names.at(-1)!, reference.hash),
  ];
  for (const candidate of candidates) {
    const found = candidate();
    if (typeof found === 'function' && hashOf(found) === reference.hash) return found;
  }
  return undefined;
}

function follow(from: unknown, names: string[]): unknown {
  let value = from;
  for (const name of names)
    value = value === undefined || value === null ? undefined : (value as Record<string, unknown>)[name];
  return value;
}

/** A method of an exported class or object, of which only its own name is known. */
function staticMethod(namespace: object, name: string, hash: number): unknown {
  for (const value of Object.values(namespace)) {
    if ((typeof value !== 'function' && typeof value !== 'object') || value === null) continue;
    const method = Object.getOwnPropertyDescriptor(value, name)?.value;
    if (typeof method === 'function' && hashOf(method) === hash) return method;
  }
  return undefined;
}

function notFound(reference: Reference): never {
  const name = reference.kind === 'local' ? reference.name : reference.path.join('.');
  const where = reference.module === undefined ? 'the global object' : path.basename(reference.module);
  throw new PicklingError(
    `${where} has no ${name || 'function'} with the source that was sent: it is declared inside another function, or the module ` +
      `makes it differently each time it is loaded. Declare it at the top level of the module, best exported.`,
  );
}
