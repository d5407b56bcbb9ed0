/** What the hooks of every Node version do with a specifier that Node could not resolve. */
import { fileURLToPath } from 'node:url';
import { libraryFile } from './library.js';
import type { Asker } from './resolve.js';
import type { TypeScriptHooks } from './typescript-hooks.js';

/** The file behind the specifier: the library's, or a TypeScript file. Undefined where Node was right to fail. */
export function fallbackFile(specifier: string, asker: Asker, typeScript?: TypeScriptHooks): string | undefined {
  return libraryFile(specifier, asker.kind) ?? typeScript?.resolve(specifier, asker);
}

/** The path of a module that is TypeScript to be compiled; undefined for every other one, and quick to say so, as it is asked of each. */
export function typeScriptPath(url: string, typeScript: TypeScriptHooks): string | undefined {
  if (!LOOKS_LIKE_IT.test(url)) return undefined;
  const file = pathOf(url);
  return file !== undefined && typeScript.isTypeScript(file) ? file : undefined;
}

const LOOKS_LIKE_IT = /\.[cm]?tsx?(?:[?#]|$)/;

/** A module's address as a path, without its query; undefined where it is no file. */
export const pathOf = (url: string): string | undefined =>
  url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : undefined;

/**
 * Lets Node fail for good. It is asked once more, as an error thrown on from a `catch` would be shown as coming from here, and with room
 * in the stack for our own frames, so that those of the program stay in it.
 */
export function failAsNode<T>(resolve: () => T): T {
  const { stackTraceLimit } = Error;
  // Reflect, as a program may have frozen Error.
  if (typeof stackTraceLimit === 'number') Reflect.set(Error, 'stackTraceLimit', stackTraceLimit + OWN_FRAMES);
  try {
    return resolve();
  } finally {
    if (typeof stackTraceLimit === 'number') Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  }
}

const OWN_FRAMES = 8;
