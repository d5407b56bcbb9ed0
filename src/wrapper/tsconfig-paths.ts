/** Resolves a bare specifier by the `paths` and `baseUrl` of tsconfig.json, as TypeScript itself does. */
import { dirname } from 'node:path';
import { readProject } from './compiler-options.js';
import { findTypeScript } from './typescript.js';

/** The source file that a project's `paths` name for a specifier; undefined where they name none. */
export function resolveByPaths(specifier: string, from: string): string | undefined {
  const folder = dirname(from);
  const ts = require(findTypeScript(folder)) as typeof import('typescript');
  const options = readProject(ts, folder)?.options;
  if (options?.paths === undefined && options?.baseUrl === undefined) return undefined;
  const resolution = { ...options, moduleResolution: ts.ModuleResolutionKind.Bundler, allowJs: true };
  const found = ts.resolveModuleName(specifier, from, resolution, ts.sys).resolvedModule?.resolvedFileName;
  return found?.endsWith('.d.ts') ? undefined : found;
}
