/**
 * Reaches what a module declares at its top level and does not export: as the module is loaded, one line is appended to it that
 * hands out its scope. CommonJS by `Module.prototype._compile`; ES modules by Node's loader hooks.
 */
import nodeModule, { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ModuleReference } from './reference.js';

const requireModule = createRequire(__filename);
const scopes = new Map<string, (name: string) => unknown>();
const watched = new Set<string>();

/** The line: `eval` sees every name of the module's top level, imported ones too. */
const lineFor = (file: string): string =>
  `\n;globalThis[Symbol.for("process-view.multiprocessing.scope")]?.(${JSON.stringify(file)}, (name) => eval(name));\n`;

const holder = globalThis as { [key: symbol]: unknown };
holder[Symbol.for('process-view.multiprocessing.scope')] = (file: string, scope: (name: string) => unknown) =>
  scopes.set(file, scope);

/** The value of a name in the scope of a module that was loaded with the line. */
export function localOf(file: string, name: string): unknown {
  try {
    return scopes.get(file)?.(name);
  } catch {
    return undefined; // No such name there, which is for the caller to tell.
  }
}

/** Sees to it that the module of a reference is loaded with the line; what it gives is to be awaited for ES modules. */
export function watchLocals(reference: ModuleReference): Promise<void> | undefined {
  const { module: file, esm } = reference;
  if (!esm) watchCommonJs(file);
  return esm && reference.kind === 'local' ? watchEsModule(file) : undefined;
}

function watchCommonJs(file: string): void {
  if (watched.size === 0) patchCompile();
  watched.add(file);
}

interface Compiler {
  _compile(this: unknown, content: string, file: string, ...rest: unknown[]): unknown;
}

function patchCompile(): void {
  const prototype = nodeModule.prototype as unknown as Compiler;
  const original = prototype._compile;
  prototype._compile = function (content, file, ...rest) {
    const text = watched.has(file) && typeof content === 'string' ? content + lineFor(file) : content;
    return original.call(this, text, file, ...rest);
  };
}

interface LoaderHooks {
  registerHooks?(hooks: { load: Load }): void;
}
type Loaded = { format?: string; source?: unknown };
type Load = (url: string, context: unknown, next: (url: string, context: unknown) => Loaded) => Loaded;

const hooked = new Set<string>();

async function watchEsModule(file: string): Promise<void> {
  const url = pathToFileURL(file).href;
  if (hooked.has(url)) return;
  hooked.add(url);
  const { registerHooks } = nodeModule as LoaderHooks;
  if (registerHooks)
    registerHooks({ load: (loading, context, next) => withLine(url, loading, next(loading, context)) });
  else registerInThread(url);
}

function withLine(url: string, loading: string, loaded: Loaded): Loaded {
  if (loading !== url || loaded.source === undefined || loaded.source === null) return loaded;
  return { ...loaded, source: asText(loaded.source) + lineFor(fileURLToPath(url)) };
}

const asText = (source: unknown): string =>
  typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');

/** Node before 22.15 runs its loader hooks in a thread of their own, to which the hook goes as text. */
function registerInThread(url: string): void {
  const hook = `
    const line = ${JSON.stringify(lineFor(fileURLToPath(url)))};
    export async function load(url, context, next) {
      const loaded = await next(url, context);
      if (url !== ${JSON.stringify(url)} || loaded.source == null) return loaded;
      const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source).toString('utf8');
      return { ...loaded, source: source + line };
    }`;
  const { register } = requireModule('node:module') as typeof import('node:module');
  register(`data:text/javascript,${encodeURIComponent(hook)}`, pathToFileURL(__filename));
}
