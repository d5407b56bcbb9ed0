/** The way into Node 22.15 and later: hooks in the same thread, which serve `require` and `import` alike. */

import { pathToFileURL } from 'node:url';
import { failAsNode, fallbackFile, pathOf, typeScriptPath } from './fallback.js';
import { nodeModule } from './node-module.js';
import { hasOwnExtension } from './other-loaders.js';
import { installRequireResolution } from './require-hooks.js';
import { followThreads, isThreads } from './threads.js';
import type { TypeScriptHooks } from './typescript-hooks.js';

interface ResolveContext {
  conditions: string[];
  parentURL?: string;
}

interface Resolved {
  url: string;
  format?: string;
  shortCircuit?: boolean;
}

interface Loaded {
  format: string;
  source?: unknown;
  shortCircuit?: boolean;
}

type Next<C, R> = (specifier: string, context?: C) => R;

interface Hooks {
  resolve?(specifier: string, context: ResolveContext, next: Next<ResolveContext, Resolved>): Resolved;
  load?(url: string, context: { conditions: string[] }, next: Next<{ conditions: string[] }, Loaded>): Loaded;
}

type RegisterHooks = (hooks: Hooks) => void;

/** Undefined where there are none; not asked for where there cannot be. */
export const registerHooks =
  Number.parseInt(process.versions.node, 10) < 22
    ? undefined
    : (nodeModule() as { registerHooks?: RegisterHooks }).registerHooks;

/** Installs the resolve hook, and at the first TypeScript file that it sees the one that loads TypeScript. */
export function installSyncHooks(register: RegisterHooks, typeScript?: TypeScriptHooks): void {
  let loads = false;
  register({
    resolve(specifier, context, next) {
      if (isThreads(specifier)) followThreads();
      const resolved = resolve(specifier, context, next, typeScript);
      if (!loads && typeScript !== undefined && typeScriptPath(resolved.url, typeScript) !== undefined) {
        loads = true;
        installLoadHook(register, typeScript);
      }
      return resolved;
    },
  });
}

function resolve(
  specifier: string,
  context: ResolveContext,
  next: Next<ResolveContext, Resolved>,
  typeScript: TypeScriptHooks | undefined,
): Resolved {
  try {
    return next(specifier, context);
  } catch {
    const kind = context.conditions.includes('require') ? 'require' : 'import';
    const file = fallbackFile(specifier, { file: pathOf(context.parentURL ?? ''), kind }, typeScript);
    if (file === undefined) return failAsNode(() => next(specifier, context));
    return { url: pathToFileURL(file).href, shortCircuit: true };
  }
}

function installLoadHook(register: RegisterHooks, typeScript: TypeScriptHooks): void {
  // Node 22: the `require` of CommonJS that was imported resolves past all hooks.
  if (Number.parseInt(process.versions.node, 10) < 24) installRequireResolution(typeScript);
  register({
    load(url, context, next) {
      const file = typeScriptPath(url, typeScript);
      if (file === undefined || hasOwnExtension()) return next(url, context);
      return { ...typeScript.compile(file), shortCircuit: true };
    },
  });
}
