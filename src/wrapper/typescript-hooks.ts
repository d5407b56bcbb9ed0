/** What the hooks of every Node version do about TypeScript, in one value, so that a preload without it can leave it out. */
import { type Compiled, compile } from './compile.js';
import { type Asker, isTypeScript, resolveTypeScript } from './resolve.js';

export interface TypeScriptHooks {
  isTypeScript(file: string): boolean;
  /** The file behind a specifier that Node could not resolve. */
  resolve(specifier: string, asker: Asker): string | undefined;
  compile(file: string): Compiled;
}

export const typeScriptHooks: TypeScriptHooks = { isTypeScript, resolve: resolveTypeScript, compile };
