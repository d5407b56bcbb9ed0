/** The way into `import` before Node 22.15: hooks that Node runs in a thread of their own. */
import { pathToFileURL } from 'node:url';
import { runEnvironment } from '../wire/source-maps.js';
import { fallbackFile, pathOf, typeScriptPath } from './fallback.js';
import { typeScriptHooks } from './typescript-hooks.js';

/** What the thread is told when it starts. */
export interface HookSettings {
  environment: Record<string, string>;
  typeScript: boolean;
}

let typeScript: typeof typeScriptHooks | undefined;

export function initialize(settings: HookSettings): void {
  Object.defineProperty(globalThis, runEnvironment, { value: settings.environment, configurable: true });
  if (settings.typeScript) typeScript = typeScriptHooks;
}

interface Resolved {
  url: string;
  format?: string;
  shortCircuit?: boolean;
}

type NextResolve = (specifier: string, context?: object) => Promise<Resolved>;

export async function resolve(
  specifier: string,
  context: { parentURL?: string },
  next: NextResolve,
): Promise<Resolved> {
  const resolved = await resolveFile(specifier, context, next);
  const file = typeScript && typeScriptPath(resolved.url, typeScript);
  if (typeScript === undefined || file === undefined) return resolved;
  // Node knows no such extension here and would refuse it before it comes to `load`.
  return { ...resolved, format: typeScript.compile(file).format, shortCircuit: true };
}

async function resolveFile(specifier: string, context: { parentURL?: string }, next: NextResolve): Promise<Resolved> {
  try {
    return await next(specifier, context);
  } catch (error) {
    const file = fallbackFile(specifier, { file: pathOf(context.parentURL ?? ''), kind: 'import' }, typeScript);
    if (file === undefined) throw error;
    return { url: pathToFileURL(file).href, shortCircuit: true };
  }
}

interface Loaded {
  format: string;
  source?: unknown;
  shortCircuit?: boolean;
}

type NextLoad = (url: string, context?: object) => Promise<Loaded>;

export async function load(url: string, context: object, next: NextLoad): Promise<Loaded> {
  const file = typeScript && typeScriptPath(url, typeScript);
  if (typeScript === undefined || file === undefined) return next(url, context);
  return { ...typeScript.compile(file), shortCircuit: true };
}
