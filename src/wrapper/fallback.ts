/** What the hooks of every Node version do with a specifier that Node could not resolve. */
import { fileURLToPath } from 'node:url';
import { libraryFile } from './library.js';
import type { Asker } from './resolve.js';
import type { TypeScriptHooks } from './typescript-hooks.js';

/** The file behind the specifier: the library's, or a TypeScript file. Undefined where Node was right to fail. */
export function fallbackFile(specifier: string, asker: Asker, typeScript?: TypeScriptHooks): string | undefined {
  return libraryFile(specifier, asker.kind) ?? typeScript?.resolve(specifier, asker);
}

/** A module's address as a path, without its query; undefined where it is no file. */
export const pathOf = (url: string): string | undefined =>
  url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : undefined;
