/**
 * Reaches what a module declares at its top level and does not export: as the module is loaded, one line is appended to it that
 * hands out its scope. CommonJS by `Module.prototype._compile`; ES modules by Node's loader hooks.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeModule } from '../on-demand.js';
import type { ModuleReference } from './reference.js';

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

/** Sees to it that a CommonJS module is loaded with the line. */
export function watchCommonJs(file: string): void {
  if (watched.size === 0) patchCompile();
  watched.add(file);
}

interface Compiler {
  _compile(this: unknown, content: string, file: string, ...rest: unknown[]): unknown;
}

function patchCompile(): void {
  const prototype = nodeModule().prototype as unknown as Compiler;
  const original = prototype._compile;
  prototype._compile = function (content, file, ...rest) {
    const text = watched.has(file) && typeof content === 'string' ? withScope(content, file) : content;
    return original.call(this, text, file, ...rest);
  };
}

/** At the end of the module; tsx puts all of it into a function, of which it is the end that counts. */
function withScope(content: string, file: string): string {
  const wrapped = /^(__filename=[^;]*;)?\(\(\)=>\{/.test(content);
  const end = wrapped ? content.lastIndexOf('\n})()') : -1;
  return end < 0 ? content + lineFor(file) : content.slice(0, end) + lineFor(file) + content.slice(end);
}

type RegisterHooks = (hooks: { load?: Load; resolve?: Resolve }) => void;
interface LoaderHooks {
  registerHooks?: RegisterHooks;
}
type Resolved = { url: string };
type Resolve = (
  specifier: string,
  context: unknown,
  next: (specifier: string, context: unknown) => Resolved,
) => Resolved;
type Loaded = { format?: string; source?: unknown };
type Load = (url: string, context: unknown, next: (url: string, context: unknown) => Loaded) => Loaded;

const hooked = new Set<string>();
let hooksInstalled = false;

/** Whether an ES module was loaded with the line. */
export const isWatched = ({ module: file }: ModuleReference): boolean => hooked.has(pathToFileURL(file).href);

/**
 * Sees to it that an ES module is loaded with the line. Where that takes a thread, in Node before 22.15, only for what is known not to
 * be exported.
 */
export function watchEsModule({ module: file, kind }: ModuleReference, query: string): void {
  const url = pathToFileURL(file).href + query;
  const { registerHooks } = nodeModule() as LoaderHooks;
  if (registerHooks === undefined) {
    if (kind === 'local' && !hooked.has(url)) registerInThread(url);
    if (kind === 'local') hooked.add(url);
    return;
  }
  hooked.add(url);
  if (!hooksInstalled) installHooks(registerHooks);
  hooksInstalled = true;
}

/**
 * The hook that was registered last is asked first. One that compiles TypeScript may be registered as late as the first such file is
 * resolved, and asks no other; so ours comes after the resolution.
 */
function installHooks(register: RegisterHooks): void {
  let loads = false;
  register({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (!loads && hooked.has(resolved.url)) {
        loads = true;
        register({ load: (url, loadContext, nextLoad) => withLine(url, nextLoad(url, loadContext)) });
      }
      return resolved;
    },
  });
}

function withLine(url: string, loaded: Loaded): Loaded {
  if (!hooked.has(url) || loaded.source === undefined || loaded.source === null) return loaded;
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
  const { register } = nodeModule();
  register(`data:text/javascript,${encodeURIComponent(hook)}`, pathToFileURL(__filename));
}
